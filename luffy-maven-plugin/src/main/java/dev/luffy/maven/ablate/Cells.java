package dev.luffy.maven.ablate;

import dev.luffy.maven.study.Unit;
import java.util.Locale;

/** Numbers as cells of tables: rounded for people, or with every digit. */
final class Cells {

    static final String NONE = "–";

    /** Of columns with every digit of a difference. */
    static final String[] DIFFERENCE_HEADS = {
        "difference", "difference_half_width", "pairs", "sign_flip_p", "sign_flip_p_holm", "t_p", "t_p_holm"
    };

    private Cells() {}

    /** A mean with its interval. */
    static String mean(Unit unit, Compared compared) {
        return number("", unit, compared.mean(), compared.halfWidth());
    }

    /** A difference with its interval and sign. */
    static String difference(Unit unit, Difference difference) {
        return difference == null ? NONE : number("+", unit, difference.mean(), difference.halfWidth());
    }

    static String number(String flags, Unit unit, double mean, Double halfWidth) {
        String decimals = "." + unit.decimals() + "f";
        String text = String.format(Locale.ROOT, "%" + flags + decimals, unit.factor() * mean)
                .replace('-', '−');
        return halfWidth == null
                ? text
                : text + String.format(Locale.ROOT, " ± %" + decimals, unit.factor() * halfWidth);
    }

    static String probability(Double p) {
        if (p == null) return NONE;
        return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    static String count(Difference difference) {
        return difference == null ? NONE : Integer.toString(difference.seeds().size());
    }

    /** A difference with its interval, its pairs, and the p of both tests, each as it is and corrected. */
    static String[] tests(Unit unit, Difference d) {
        if (d == null) return new String[] {NONE, NONE, NONE, NONE, NONE, NONE};
        return new String[] {
            difference(unit, d),
            count(d),
            probability(d.signFlipP()),
            probability(d.signFlipHolm()),
            probability(d.tTestP()),
            probability(d.tTestHolm())
        };
    }

    /** Every digit; empty where there is none. */
    static String digits(Double value) {
        return value == null ? "" : Double.toString(value);
    }

    /** Every digit of a difference and its tests, in the order of {@link #DIFFERENCE_HEADS}. */
    static String[] digits(Difference d) {
        if (d == null) return new String[] {"", "", "", "", "", "", ""};
        return new String[] {
            digits(Double.valueOf(d.mean())),
            digits(d.halfWidth()),
            Integer.toString(d.seeds().size()),
            digits(d.signFlipP()),
            digits(d.signFlipHolm()),
            digits(d.tTestP()),
            digits(d.tTestHolm())
        };
    }

    /** One row: the first cells, then the others. */
    static String[] row(String[] others, String... first) {
        String[] row = new String[first.length + others.length];
        System.arraycopy(first, 0, row, 0, first.length);
        System.arraycopy(others, 0, row, first.length, others.length);
        return row;
    }
}
