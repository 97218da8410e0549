package dev.luffy.runtime.endpoint;

import java.net.URI;
import java.net.http.HttpRequest;

/**
 * How questions of one kind are written and their answers read.
 *
 * @param <Q> what is asked
 * @param <A> what comes of it
 */
interface Protocol<Q extends Question, A> {

    /** Where the questions go. */
    URI address();

    /**
     * The body of a question.
     *
     * @throws EndpointException if it cannot be written
     */
    byte[] question(Q question);

    /**
     * What a successful response says.
     *
     * @throws MalformedException if it holds no answer, or not all of one; asked again, it may
     * @throws RefusedException if no further question can make sense
     */
    A answer(Q question, byte[] body) throws MalformedException, RefusedException;

    /** The request of a question, without the key. */
    default HttpRequest.Builder request(Q question) {
        return HttpRequest.newBuilder(address())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(question(question)));
    }

    /** A response that holds no answer, or not all of one. */
    final class MalformedException extends Exception {

        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }

    /** A response after which nothing more is to be asked; the user's to mend. */
    final class RefusedException extends Exception {

        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }
}
