package dev.luffy.runtime.method;

/**
 * Which tokens of a sampled sequence are the response: everything up to and including the first end-of-sequence token
 * (the reference's {@code get_eos_mask}). The decision to stop is trained, what follows it is not, even where padding and
 * end of sequence share an id.
 */
public final class ResponseMask {

    private ResponseMask() {}

    /**
     * Number of response tokens; all of them where no end is found.
     *
     * @param tokens {@code [tokens]} sampled ids, possibly padded
     * @param ends ids that end a sequence
     */
    public static int lengthThroughFirstEos(int[] tokens, int... ends) {
        for (int t = 0; t < tokens.length; t++) {
            for (int end : ends) {
                if (tokens[t] == end) return t + 1;
            }
        }
        return tokens.length;
    }
}
