package dev.luffy.benchmarks.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The maths of a text: $…$ and \(…\) within one line, $$…$$ and \[…\] anywhere. */
final class MathSpans {

    /** Between two spans of one answer. */
    private static final Pattern SEPARATOR = Pattern.compile("\\s{0,3}(?:[,;]|,?\\s(?:and|or|et|ou|und|oder))\\s{0,3}");

    /** Two words side by side: a dollar was money then. */
    private static final Pattern PROSE = Pattern.compile("(?<![\\\\{a-zA-Z])[a-zA-Z]{3,} [a-zA-Z]{2,}");

    private static final int MAX_SPANS = 60;
    private static final int MAX_LINE = 5000;
    private static final int MAX_PERCENT_GAP = 12;

    /**
     * One span.
     *
     * @param start of its opening mark
     * @param end behind its closing mark
     */
    record Span(int start, int end, String inside) {}

    private MathSpans() {}

    /** The spans in their order; linear, since every failed search for a closing mark is made once. */
    static List<Span> in(String text) {
        List<Span> spans = new ArrayList<>();
        boolean brackets = true;
        boolean dollars = true;
        int round = -1;
        int line = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' && c != '$') {
                continue;
            }
            if (c == '\\' && i + 1 < text.length()) {
                char mark = text.charAt(i + 1);
                int end = -1;
                if (mark == '[' && brackets) {
                    end = text.indexOf("\\]", i + 2);
                    brackets = end >= 0;
                } else if (mark == '(') {
                    round = round < i + 2 ? next(text, "\\)", i + 2) : round;
                    line = line < i + 2 ? next(text, "\n", i + 2) : line;
                    end = round < line ? round : -1;
                }
                i = end < 0 ? i + 1 : add(spans, text, i, 2, end, 2);
            } else if (c == '$' && text.startsWith("$$", i)) {
                int end = dollars ? text.indexOf("$$", i + 2) : -1;
                dollars = end >= 0;
                i = end < 0 ? i + 1 : add(spans, text, i, 2, end, 2);
            } else if (c == '$') {
                int end = dollarInLine(text, i + 1);
                if (end < 0
                        || PROSE.matcher(text.substring(i + 1, Math.min(end, i + 400)))
                                .find()) {
                    continue;
                }
                i = add(spans, text, i, 1, end, 1);
            }
        }
        return spans;
    }

    private static int add(List<Span> spans, String text, int start, int open, int end, int close) {
        String inside = text.substring(start + open, end).strip();
        if (!inside.isEmpty()) {
            spans.add(new Span(start, end + close, inside));
        }
        return end + close - 1;
    }

    private static int next(String text, String mark, int from) {
        int at = text.indexOf(mark, from);
        return at < 0 ? Integer.MAX_VALUE : at;
    }

    private static int dollarInLine(String text, int from) {
        for (int i = from; i < text.length() && text.charAt(i) != '\n' && i < from + MAX_LINE; i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '$') {
                return i;
            }
        }
        return -1;
    }

    /** The last span, with those before it that only a separator parts from it, and a percent sign behind it. */
    static String lastJoined(String text, List<Span> spans) {
        int last = spans.size() - 1;
        int first = firstJoined(text, spans);
        StringBuilder joined = new StringBuilder();
        for (Span span : spans.subList(first, last + 1)) {
            joined.append(joined.isEmpty() ? "" : ", ").append(span.inside());
        }
        return joined + percentAt(text, spans.get(last).end());
    }

    /** Where the last span, with those before it that are joined to it, starts. */
    static int joinedStart(String text, List<Span> spans) {
        return spans.get(firstJoined(text, spans)).start();
    }

    private static int firstJoined(String text, List<Span> spans) {
        int last = spans.size() - 1;
        int first = last;
        while (first > 0 && last - first < MAX_SPANS && separated(text, spans.get(first - 1), spans.get(first))) {
            first--;
        }
        return first;
    }

    private static boolean separated(String text, Span before, Span after) {
        return after.start() - before.end() < 12
                && SEPARATOR
                        .matcher(text.substring(before.end(), after.start()))
                        .matches();
    }

    /** The percent sign or word behind a box or span, as LaTeX; empty if there is none. */
    static String percentAt(String text, int from) {
        int i = from;
        while (i < text.length() && i < from + MAX_PERCENT_GAP && " $)]\\~*}".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        boolean sign = text.startsWith("%", i);
        return sign || text.startsWith("percent", i) || text.startsWith("pct", i) ? "\\%" : "";
    }
}
