package dev.luffy.maven;

import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shares of a whole as people write them: {@code 0.80} and {@code 80%} are the same. */
final class Share {

    private static final Pattern DECIMAL = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(%?)");

    private Share() {}

    /**
     * The share, with as many decimals as were written; null for null.
     *
     * @throws InvalidDeclarationException if it is no number from 0 to 1; names the field
     */
    static BigDecimal of(String field, String text) {
        if (text == null) return null;
        Matcher parts = DECIMAL.matcher(text.strip());
        if (parts.matches()) {
            BigDecimal value = new BigDecimal(parts.group(1));
            if (!parts.group(2).isEmpty()) value = value.movePointLeft(2);
            if (value.compareTo(BigDecimal.ONE) <= 0) return value;
        }
        throw new InvalidDeclarationException(
                field, text, "must be a number from 0 to 1 or a percentage, such as 0.78 or 78%");
    }

    /** A number that is not negative, such as a temperature; null for null. */
    static Double number(String field, String text) {
        if (text == null) return null;
        Matcher parts = DECIMAL.matcher(text.strip());
        if (!parts.matches() || !parts.group(2).isEmpty()) {
            throw new InvalidDeclarationException(field, text, "must be a number from 0 on, such as 0.6");
        }
        return Double.valueOf(parts.group(1));
    }
}
