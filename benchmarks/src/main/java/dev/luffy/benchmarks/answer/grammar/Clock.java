package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Form;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times of day where they cannot be ratios: 20:34, 3:05, 8:34 P.M. */
final class Clock {

    private static final Pattern TIME = Pattern.compile("[\\s$]*(\\d{1,2})(?::|\\{:\\})(\\d{2})(?::(\\d{2}))?[\\s~$]*"
            + "(?:\\\\(?:text|mathrm|mbox)\\s*\\{)?[\\s~]*(?:([AaPp])\\.?\\s?[Mm]\\b\\.?)?[\\s}$.]*");

    private static final int NOON = 12;

    private Clock() {}

    /** The time; null if the text is none, or could be a ratio. */
    static Form.Time read(String text) {
        return read(text, false);
    }

    static Form.Time read(String text, boolean evenIfRatio) {
        if (text.length() > 60 || text.indexOf(':') < 0) {
            return null;
        }
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int hour = Integer.parseInt(matcher.group(1));
        int minute = Integer.parseInt(matcher.group(2));
        String half = matcher.group(4);
        boolean clear = half != null
                || matcher.group(1).length() == 2
                || matcher.group(2).startsWith("0");
        if (hour > 23 || minute > 59 || half != null && (hour > NOON || hour == 0) || !clear && !evenIfRatio) {
            return null;
        }
        if (half != null) {
            hour = hour % NOON + (half.equalsIgnoreCase("p") ? NOON : 0);
        }
        return new Form.Time(hour * 60 + minute);
    }
}
