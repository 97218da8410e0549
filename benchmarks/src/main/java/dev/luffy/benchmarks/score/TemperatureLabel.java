package dev.luffy.benchmarks.score;

/**
 * Temperatures as text: in sentences, file names, tables and as keys.
 *
 * @since 0.1
 */
public final class TemperatureLabel {

    private TemperatureLabel() {}

    /** The shortest decimal that is the number: {@code 0}, {@code 0.6}, {@code 1}. */
    public static String of(double temperature) {
        String text = Double.toString(temperature);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
