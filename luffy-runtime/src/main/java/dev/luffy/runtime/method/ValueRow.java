package dev.luffy.runtime.method;

/**
 * One response of a critic's update. Arrays are neither copied nor written to.
 *
 * @param value {@code [tokens]} V, of the critic as it is
 * @param oldValue {@code [tokens]} V of the critic that the step began with
 * @param returns {@code [tokens]} R
 */
public record ValueRow(double[] value, double[] oldValue, double[] returns) {

    /** @throws IllegalArgumentException if lengths disagree or a number is not finite */
    public ValueRow {
        check("oldValue", oldValue, value.length);
        check("returns", returns, value.length);
        check("value", value, value.length);
    }

    private static void check(String name, double[] numbers, int tokens) {
        if (numbers.length != tokens) {
            throw new IllegalArgumentException(
                    name + " has " + numbers.length + " numbers, but the row has " + tokens + " tokens");
        }
        for (double number : numbers) {
            if (!Double.isFinite(number)) throw new IllegalArgumentException(name + " holds " + number);
        }
    }
}
