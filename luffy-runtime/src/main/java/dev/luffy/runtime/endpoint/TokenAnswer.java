package dev.luffy.runtime.endpoint;

/**
 * How a server continued a prompt. Arrays are not copied and must not be changed.
 *
 * @param ask the question
 * @param tokens ids of what it sampled, through the token that ended it or up to the limit, [sampled]; never empty
 * @param finished whether the last one ended the response
 * @param logProbs what the server says of its tokens, in nats, [sampled]; null if it says nothing, or of other tokens
 * @param reading how the ids were come by
 * @param versioned whether the server said which weights it used, and they were the right ones
 */
public record TokenAnswer(
        TokenAsk ask, int[] tokens, boolean finished, float[] logProbs, Reading reading, boolean versioned) {

    /** How ids were come by. */
    public enum Reading {
        /** The server gave them. */
        EXACT,
        /** It gave text, whose tokens are as many, and as far as it says the same, as it counted. */
        RETOKENIZED,
        /** It gave text, whose tokens are others than it sampled. */
        DRIFTED
    }
}
