package dev.luffy.runtime.endpoint;

/**
 * Hears the answers as they come. All methods are called on the thread that asked the {@link EndpointClient}, so never two at a time; what takes long in here delays the next
 * request.
 *
 * @param <A> an answer
 * @since 0.1
 */
public interface AnswerListener<A> {

    /**
     * An answer is there, in the order of arrival. Called once per question. An exception thrown from here ends all
     * requests and comes out of the call that asked.
     */
    void answered(A answer);

    /**
     * A sign of life, several times a second.
     *
     * @param done answers handed over
     * @param inFlight requests at the server now
     * @param retries attempts that had to be repeated so far
     */
    void tick(long done, long inFlight, long retries);

    /** Whether to end early: nothing new is sent, what is at the server gets a few seconds. */
    boolean stopRequested();
}
