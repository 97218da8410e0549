package dev.luffy.runtime.train;

import java.util.Arrays;
import java.util.List;

/** Numbers of response tokens: row by row in double precision here, one after another in single at the engine. */
final class TokenArrays {

    private TokenArrays() {}

    /**
     * @param rows {@code [rows][response]}
     * @return {@code [sum of response lengths]}
     */
    static float[] flat(double[][] rows) {
        float[] result =
                new float[Arrays.stream(rows).mapToInt(row -> row.length).sum()]; // [tokens]
        int at = 0;
        for (double[] row : rows) {
            for (double value : row) result[at++] = (float) value;
        }
        return result;
    }

    /**
     * @param pass the rows that the numbers belong to, in order
     * @param numbers {@code [sum of response lengths]}
     * @return {@code [rows][response]}
     */
    static double[][] split(List<TrainingRow> pass, float[] numbers) {
        double[][] result = new double[pass.size()][]; // [rows][response]
        int at = 0;
        for (int i = 0; i < result.length; i++) {
            result[i] = new double[pass.get(i).response.tokens().length];
            for (int t = 0; t < result[i].length; t++) result[i][t] = numbers[at++];
        }
        return result;
    }

    /**
     * The same of numbers that must be finite.
     *
     * @param what the number's name with its article
     * @throws DivergedException if one is not
     */
    static double[][] splitFinite(List<TrainingRow> pass, float[] numbers, long step, String what) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) throw new DivergedException(step, what, number);
        }
        return split(pass, numbers);
    }
}
