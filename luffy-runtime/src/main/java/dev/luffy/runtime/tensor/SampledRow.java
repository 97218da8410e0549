package dev.luffy.runtime.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A response while it is sampled. */
final class SampledRow {
    private static final int FIRST_ROOM = 32;

    final int row;
    final PromptGroup group;
    final int sample; // among its group's members
    final List<Page> pages = new ArrayList<>(); // in the order of its tokens

    private int[] tokens = new int[FIRST_ROOM];
    private float[] logProb = new float[FIRST_ROOM];
    private float[] entropy = new float[FIRST_ROOM];
    private int length;
    private boolean finished;
    private boolean ended;

    SampledRow(int row, PromptGroup group, int sample) {
        this.row = row;
        this.group = group;
        this.sample = sample;
    }

    /** Tokens so far. */
    int length() {
        return length;
    }

    /** Whether it is complete, by its end token or by its length. */
    boolean hasEnded() {
        return ended;
    }

    /**
     * @param end whether the token ends the response
     * @param most tokens that a response may have
     */
    void add(int token, float logProbability, float entropyThere, boolean end, int most) {
        if (length == tokens.length) {
            int room = Math.min(most, 2 * length);
            tokens = Arrays.copyOf(tokens, room);
            logProb = Arrays.copyOf(logProb, room);
            entropy = Arrays.copyOf(entropy, room);
        }
        tokens[length] = token;
        logProb[length] = logProbability;
        entropy[length++] = entropyThere;
        finished = end;
        ended = end || length == most;
    }

    /** Forgets its tokens: it begins again, and gets the same ones. */
    void restart() {
        length = 0;
        finished = false;
        ended = false;
        pages.clear();
    }

    Completion completion() {
        return new Completion(
                row,
                Arrays.copyOf(tokens, length),
                finished,
                Arrays.copyOf(logProb, length),
                Arrays.copyOf(entropy, length));
    }
}
