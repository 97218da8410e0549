package dev.luffy.benchmarks.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** The boxes of a text, \boxed and \fbox, found in one pass over its braces. */
final class Boxes {

    /** Between boxes of one answer there is little text, and it ends with a separator, perhaps a label. */
    private static final int MAX_GAP = 80;

    private static final int MAX_EMPTY_GAP = 10;
    private static final String[] COMMANDS = {"\\boxed", "\\fbox"};
    private static final Pattern MARKUP = Pattern.compile(
            "\\\\(?:quad|qquad|text|mbox|mathrm|textrm|left|right)(?![a-zA-Z])|\\\\[()\\[\\],;:! ]|[${}~*&\\s]");
    private static final Pattern SEPARATED =
            Pattern.compile("(?:.*[^a-zA-Z])?(?:,|;|and|or)(?:[a-zA-Z](?:_?\\w{1,8})?(?:\\(\\w\\))?=)?");

    /** Where a box and its inside start and end; the inside is cut out when it is wanted, as a text may have many. */
    private record Box(int start, int end, int from, int to) {
        int length() {
            return to - from;
        }
    }

    private final String text;
    private final List<Box> closed = new ArrayList<>();

    /** Where the last box starts that is never closed; −1 if there is none. */
    private int open = -1;

    private Boxes(String text) {
        this.text = text;
    }

    static Boxes in(String text) {
        Boxes boxes = new Boxes(text);
        if (text.contains(COMMANDS[0]) || text.contains(COMMANDS[1])) {
            boxes.scan();
        }
        return boxes;
    }

    private void scan() {
        // Each entry: where the box starts that the brace belongs to, or −1; and where the brace is.
        Deque<int[]> braces = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                int after = command(i);
                if (after < 0 && text.startsWith("\\\\", i)) {
                    // A backslash that was doubled on its way here.
                    after = command(i + 1);
                }
                if (after < 0) {
                    i++;
                } else if (after < text.length() && text.charAt(after) == '{') {
                    braces.push(new int[] {i, after});
                    i = after;
                } else {
                    i = bare(i, after) - 1;
                }
            } else if (c == '{') {
                braces.push(new int[] {-1, i});
            } else if (c == '}' && !braces.isEmpty()) {
                int[] brace = braces.pop();
                if (brace[0] >= 0) {
                    close(new Box(brace[0], i + 1, brace[1] + 1, i));
                }
            }
        }
        for (int[] brace : braces) {
            open = Math.max(open, brace[0]);
        }
    }

    /** Keeps the outer of two boxes within one another. */
    private void close(Box box) {
        while (!closed.isEmpty() && closed.get(closed.size() - 1).start() > box.start()) {
            closed.remove(closed.size() - 1);
        }
        closed.add(box);
    }

    /** Behind the command and its spaces, if it is a box; else −1. */
    private int command(int at) {
        for (String command : COMMANDS) {
            int end = at + command.length();
            boolean continues = end < text.length() && Character.isLetter(text.charAt(end));
            if (text.startsWith(command, at) && !continues) {
                while (end < text.length() && text.charAt(end) == ' ') {
                    end++;
                }
                return end;
            }
        }
        return -1;
    }

    /** \boxed 5: what stands up to a space, a dollar or the line's end. */
    private int bare(int start, int from) {
        int end = from;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && "$}".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        int to = end;
        while (to > from && ".,;".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        if (to > from && to - from <= MAX_GAP) {
            close(new Box(start, end, from, to));
        }
        return end;
    }

    boolean any() {
        return !closed.isEmpty() || open >= 0;
    }

    /** Where the last box ends. */
    int end() {
        int last = closed.isEmpty() ? 0 : closed.get(closed.size() - 1).end();
        return Math.max(open, last);
    }

    /** The last box, with those before it that belong to the same answer. */
    Extraction last() {
        if (!any()) {
            return Extraction.none("The response has no box");
        }
        if (closed.isEmpty() || open > closed.get(closed.size() - 1).end()) {
            return Extraction.none("The response's last box is never closed");
        }
        int first = closed.size() - 1;
        int length = closed.get(first).length();
        while (first > 0 && joined(closed.get(first - 1), closed.get(first)) && length < 4096) {
            first--;
            length += closed.get(first).length();
        }
        List<String> parts = new ArrayList<>();
        for (Box box : closed.subList(first, closed.size())) {
            String inside = text.substring(box.from(), box.to()).strip();
            if (!inside.isEmpty() && !parts.contains(inside) && parts.size() < 100) {
                parts.add(inside);
            }
        }
        if (parts.isEmpty()) {
            return Extraction.none("The response's last box is empty");
        }
        String percent = parts.size() == 1
                ? MathSpans.percentAt(text, closed.get(closed.size() - 1).end())
                : "";
        return Extraction.of(String.join(", ", parts) + percent);
    }

    /** The inside of the last box, even if the text ends before it is closed; for gold answers, which were cut. */
    static String lenient(String text) {
        Boxes boxes = in(text);
        Extraction last = boxes.last();
        if (last.found() || boxes.open < 0) {
            return last.text();
        }
        return text.substring(text.indexOf('{', boxes.open) + 1).strip();
    }

    private boolean joined(Box before, Box after) {
        if (after.start() < before.end() || after.start() - before.end() > MAX_GAP) {
            return false;
        }
        String gap = text.substring(before.end(), after.start());
        if (gap.contains("\n\n") || gap.contains(". ")) {
            return false;
        }
        String between = MARKUP.matcher(gap).replaceAll("");
        if (between.isEmpty()) {
            return gap.length() < MAX_EMPTY_GAP;
        }
        return SEPARATED.matcher(spaced(gap)).matches();
    }

    /** The gap without markup, with a space only where words need one. */
    private static String spaced(String gap) {
        String words = MARKUP.matcher(gap).replaceAll(" ").strip();
        return words.replaceAll("\\s+", " ").replaceAll(" ?([=,;_()]) ?", "$1").replaceAll("\\b(and|or) ", "$1");
    }
}
