package dev.luffy.benchmarks.gate;

import dev.luffy.benchmarks.score.TemperatureLabel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * How findings say numbers. A number that is held against a limit has the limit's own decimals and is rounded towards the
 * violation, so that no sentence reads "is 0.80, below the minimum 0.80".
 */
final class Sentence {

    private static final int SHOWN = 5;

    private Sentence() {}

    /** What a rule is about, such as {@code nightly: math500 pass@1}. */
    static String subject(Rule rule) {
        return rule.evaluation() + ": " + rule.benchmark() + " "
                + rule.metric().label()
                + (rule.temperature() == null ? "" : " at temperature " + TemperatureLabel.of(rule.temperature()));
    }

    /** A value beside its limit; a limit without decimals, such as 0, declares no precision, and gets three. */
    static String towards(RoundingMode violation, double value, BigDecimal limit) {
        return rounded(value, limit.scale() > 0 ? limit.scale() : 3, violation);
    }

    /** A value that is held against nothing. */
    static String plain(double value, BigDecimal limit) {
        return rounded(value, Math.max(3, limit.scale()), RoundingMode.HALF_EVEN);
    }

    /** Less than 0, 0 or more than 0 as a value is below, at or above a limit, but for rounding errors. */
    static int compare(double value, BigDecimal limit) {
        return exact(value, limit.scale()).compareTo(limit);
    }

    private static String rounded(double value, int decimals, RoundingMode mode) {
        return exact(value, decimals).setScale(decimals, mode).toPlainString();
    }

    /**
     * The mean of 57 ones in 100 may be 0.5699999999999999: that is 0.57, and no 0.56. Twelve decimals hold every share of
     * problems and responses that there can be.
     */
    private static BigDecimal exact(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(Math.max(12, decimals), RoundingMode.HALF_EVEN);
    }

    /** {@code  (381/500)} where problems count 0 or 1, otherwise nothing. */
    static String count(boolean binary, double value, int problems) {
        return binary ? " (" + Math.round(value * problems) + "/" + problems + ")" : "";
    }

    /** {@code p=0.018}, {@code p<0.001}. */
    static String p(double p) {
        return p < 0.001 ? "p<0.001" : String.format(Locale.ROOT, "p=%.3f", p);
    }

    /** The p-value after correction, where several limits were tested. */
    static String corrected(double p, double adjusted, int tests) {
        return p(p) + (tests < 2 ? "" : ", " + p(adjusted) + " corrected for " + tests + " tests");
    }

    static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    /** A line with the first ids of several and their number; nothing for none. */
    static String ids(String what, List<String> ids) {
        if (ids.isEmpty()) {
            return "";
        }
        return "\n  " + what + " (" + ids.size() + "): "
                + String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())))
                + (ids.size() > SHOWN ? ", …" : "");
    }

    /** A line with the minimum detectable drop, so that nobody gates 30 problems at one point. */
    static String detectable(String what, double drop, BigDecimal limit) {
        return "\n  minimum detectable " + what + " with so many problems: "
                + (Double.isNaN(drop)
                        ? "unknown"
                        : rounded(drop, Math.max(3, limit.scale()), RoundingMode.CEILING) + " (power 80 %)");
    }

    static String accept(String accept) {
        return accept.isBlank() ? "" : "\n  If intended: " + accept;
    }
}
