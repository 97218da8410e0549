package dev.luffy.benchmarks.answer;

import java.util.List;

/** Where a sentence of a response starts and whether the response says anything behind it. */
final class SentenceBounds {

    private static final List<String> ENDS = List.of(". ", ".\n", "\n\n", "? ", "?\n", "! ", "。", "؟", "।");

    private SentenceBounds() {}

    /** The start of the sentence around a place. */
    static int start(String text, int at) {
        int start = 0;
        for (String mark : ENDS) {
            int before = text.lastIndexOf(mark, at - 1);
            start = before < 0 || before + mark.length() > at ? start : Math.max(start, before + mark.length());
        }
        return start;
    }

    /** Whether a further sentence of words follows the one around a place, other than the usual hopes and greetings. */
    static boolean goesOn(String text, int at) {
        String rest = text.substring(Announcements.sentenceEnd(text, at));
        String words = rest.replaceAll("^[\\s.!?*\"”)\\]。<|]+", "");
        return words.length() > 1
                && !words.startsWith("I hope")
                && !words.startsWith("im_")
                && !words.startsWith("Let me know")
                && !words.startsWith("Hope");
    }
}
