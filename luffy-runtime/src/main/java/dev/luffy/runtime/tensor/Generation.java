package dev.luffy.runtime.tensor;

/**
 * What to sample: {@code groupSize} responses to each prompt. Row {@code i · groupSize + j} is sample j of prompt i. A row's
 * tokens are a function of the weights, its prompt, its uniforms and the sizes below, never of the other prompts.
 *
 * @param prompts token ids of one prompt per group, each of 1 to {@code promptWindow} tokens
 * @param groupSize samples per prompt
 * @param promptWindow positions that every prompt is padded to
 * @param rowsPerBatch rows computed together, a multiple of {@code groupSize}; a batch that is not full costs as much as a
 *     full one
 * @param maxResponse most tokens of a response, its end token included
 * @param temperature divisor of the logits; 0 takes the most likely token
 * @param topP keep the most likely tokens that together hold this probability; 1 keeps all
 * @param topK keep this many most likely tokens, before {@code topP}; 0 keeps all
 * @param uniforms {@code [rows][maxResponse]} in [0, 1): token t of a row is the first whose cumulated probability, by
 *     ascending id, exceeds {@code uniforms[row][t]}; may be empty if {@code temperature} is 0
 * @param forced {@code [rows][any]} tokens that a response starts with, taken instead of sampled; may be empty
 */
public record Generation(
        int[][] prompts,
        int groupSize,
        int promptWindow,
        int rowsPerBatch,
        int maxResponse,
        double temperature,
        double topP,
        int topK,
        double[][] uniforms,
        int[][] forced) {

    /** @throws IllegalArgumentException if sizes disagree or a value is out of range */
    public Generation {
        require(groupSize > 0, "groupSize", groupSize, "at least 1");
        require(promptWindow > 0, "promptWindow", promptWindow, "at least 1");
        require(maxResponse > 0, "maxResponse", maxResponse, "at least 1");
        require(
                rowsPerBatch > 0 && rowsPerBatch % groupSize == 0,
                "rowsPerBatch",
                rowsPerBatch,
                "a positive multiple of groupSize " + groupSize);
        require(temperature >= 0 && Double.isFinite(temperature), "temperature", temperature, "finite, at least 0");
        require(topP > 0 && topP <= 1, "topP", topP, "in (0, 1]");
        require(topK >= 0, "topK", topK, "at least 0");
        for (int[] prompt : prompts) {
            require(
                    prompt.length > 0 && prompt.length <= promptWindow,
                    "length of a prompt",
                    prompt.length,
                    "1 to promptWindow " + promptWindow);
        }
        int rows = prompts.length * groupSize;
        require(
                uniforms.length == rows || uniforms.length == 0 && temperature == 0,
                "rows of uniforms",
                uniforms.length,
                "prompts × groupSize = " + rows);
        for (double[] row : uniforms) {
            require(row.length == maxResponse, "length of a row of uniforms", row.length, "maxResponse " + maxResponse);
            for (double u : row) {
                require(u >= 0 && u < 1, "a uniform", u, "in [0, 1)");
            }
        }
        require(forced.length == rows || forced.length == 0, "rows of forced", forced.length, "0 or " + rows);
        for (int[] row : forced) {
            require(
                    row.length <= maxResponse,
                    "length of a row of forced",
                    row.length,
                    "at most maxResponse " + maxResponse);
        }
    }

    int rows() {
        return prompts.length * groupSize;
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + expected);
        }
    }
}
