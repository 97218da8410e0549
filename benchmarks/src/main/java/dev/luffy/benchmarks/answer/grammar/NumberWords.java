package dev.luffy.benchmarks.answer.grammar;

import java.util.List;

/** Reads whole numbers in English words: two, seventeen, forty-two, three hundred and five. */
final class NumberWords {

    private static final List<String> SMALL = List.of(
            ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
                            + "seventeen eighteen nineteen")
                    .split(" "));
    private static final List<String> TENS =
            List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));
    private static final int MAX_WORDS = 6;

    private NumberWords() {}

    /** The number below a thousand that the words, in lower case, are; −1 if they are none. */
    static int of(String words) {
        String[] parts = words.length() > 40 ? new String[0] : words.split("[\\s-]+");
        if (parts.length == 0 || parts.length > MAX_WORDS) {
            return -1;
        }
        boolean hundreds = parts.length > 1 && parts[1].equals("hundred");
        int first = hundreds ? SMALL.indexOf(parts[0]) : 0;
        if (first < (hundreds ? 1 : 0) || first > 9) {
            return -1;
        }
        int from = !hundreds ? 0 : parts.length > 2 && parts[2].equals("and") ? 3 : 2;
        if (hundreds && parts.length == 2) {
            return 100 * first;
        }
        int rest = belowHundred(parts, from);
        return rest < 0 || hundreds && rest == 0 ? -1 : 100 * first + rest;
    }

    private static int belowHundred(String[] parts, int from) {
        int words = parts.length - from;
        if (words == 1 && SMALL.contains(parts[from])) {
            return SMALL.indexOf(parts[from]);
        }
        int tens = words > 0 ? TENS.indexOf(parts[from]) : -1;
        if (tens < 0 || words > 2) {
            return -1;
        }
        int ones = words == 1 ? 0 : SMALL.indexOf(parts[from + 1]);
        return ones < 0 || ones > 9 || words == 2 && ones == 0 ? -1 : 20 + 10 * tens + ones;
    }
}
