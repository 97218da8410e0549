package dev.luffy.runtime.tensor;

/**
 * What to sample. A row's tokens are a function of the weights, its prompt, its uniforms, {@code samples} and
 * {@code maxResponse}, never of the other rows: not of how many there are, nor of which are decoded beside it or before it.
 *
 * @param prompts token ids of each prompt, at least one
 * @param owner {@code [rows]} the prompt of each row; rows of one prompt stand together
 * @param samples rows of a prompt that share the keys and values of its tokens; more rows than that share another copy
 * @param slots rows that are decoded together, at most
 * @param cacheBytes memory for keys and values, at most
 * @param maxResponse most tokens of a response, its end token included
 * @param temperature divisor of the logits; 0 takes the most likely token
 * @param topP keep the most likely tokens that together hold this probability; 1 keeps all
 * @param topK keep this many most likely tokens, before {@code topP}; 0 keeps all
 * @param uniforms what selects tokens; never asked if {@code temperature} is 0
 * @param forced {@code [rows][any]} tokens that a response starts with, taken instead of sampled; may be empty
 */
public record Generation(
        int[][] prompts,
        int[] owner,
        int samples,
        int slots,
        long cacheBytes,
        int maxResponse,
        double temperature,
        double topP,
        int topK,
        Uniforms uniforms,
        int[][] forced) {

    /** Uniform numbers in [0, 1) by row and position. */
    @FunctionalInterface
    public interface Uniforms {
        /** Selects token {@code position} of a row: the first whose cumulated probability, by ascending id, exceeds it. */
        double at(int row, int position);
    }

    /** @throws IllegalArgumentException if sizes disagree or a value is out of range */
    public Generation {
        require(samples > 0, "samples", samples, "at least 1");
        require(slots > 0, "slots", slots, "at least 1");
        require(cacheBytes > 0, "cacheBytes", cacheBytes, "at least 1");
        require(maxResponse > 0, "maxResponse", maxResponse, "at least 1");
        require(temperature >= 0 && Double.isFinite(temperature), "temperature", temperature, "finite, at least 0");
        require(topP > 0 && topP <= 1, "topP", topP, "in (0, 1]");
        require(topK >= 0, "topK", topK, "at least 0");
        for (int[] prompt : prompts) {
            require(prompt.length > 0, "length of a prompt", prompt.length, "at least 1");
        }
        for (int row = 0; row < owner.length; row++) {
            int last = row == 0 ? -1 : owner[row - 1];
            require(
                    owner[row] >= 0 && owner[row] < prompts.length && owner[row] >= last,
                    "owner of row " + row,
                    owner[row],
                    "a prompt, and no smaller than that of the row before");
        }
        require(
                forced.length == owner.length || forced.length == 0,
                "rows of forced",
                forced.length,
                "0 or " + owner.length);
        for (int[] row : forced) {
            require(
                    row.length <= maxResponse,
                    "length of a row of forced",
                    row.length,
                    "at most maxResponse " + maxResponse);
        }
    }

    int rows() {
        return owner.length;
    }

    int longestPrompt() {
        int longest = 0;
        for (int[] prompt : prompts) longest = Math.max(longest, prompt.length);
        return longest;
    }

    /** The token that a row must have at a position, or -1. */
    long forced(int row, int position) {
        return forced.length > 0 && position < forced[row].length ? forced[row][position] : -1;
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + expected);
        }
    }
}
