package dev.luffy.runtime.experiment;

/**
 * Score of one level of a validation set.
 *
 * @param name level as the problems name it, or "all" for problems without one
 * @param correct responses that the verifier accepts
 * @param responses responses sampled
 * @param problems problems of the level
 * @param truncated responses that reached the length limit without EOS
 */
public record Level(String name, long correct, long responses, int problems, long truncated) {

    /** pass@1: the share of correct responses. */
    public double accuracy() {
        return responses == 0 ? Double.NaN : (double) correct / responses;
    }
}
