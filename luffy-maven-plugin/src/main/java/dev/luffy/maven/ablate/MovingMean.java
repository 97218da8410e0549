package dev.luffy.maven.ablate;

/**
 * The centred moving mean that makes a noisy curve readable: every value becomes the mean of as many values before it as
 * after it. At the ends the window is cut to what there is, on that side only.
 */
final class MovingMean {

    /** One window for so many steps. */
    private static final int SHARE = 20;

    private MovingMean() {}

    /** The number of values in a window over a run of so many steps: a twentieth, odd so that it has a middle. */
    static int width(int steps) {
        return 2 * (Math.max(1, steps / SHARE) / 2) + 1;
    }

    /**
     * @param values NaN where there is none, shape [steps]; such a step gets no mean and counts in none
     * @param width odd
     * @return shape [steps]
     */
    static double[] of(double[] values, int width) {
        double[] means = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            means[i] = Double.isNaN(values[i]) ? Double.NaN : mean(values, i - width / 2, i + width / 2);
        }
        return means;
    }

    private static double mean(double[] values, int first, int last) {
        double sum = 0;
        int count = 0;
        for (int i = Math.max(0, first); i <= Math.min(values.length - 1, last); i++) {
            if (Double.isNaN(values[i])) continue;
            sum += values[i];
            count++;
        }
        return sum / count;
    }
}
