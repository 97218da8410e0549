package dev.luffy.maven.result;

import dev.luffy.benchmarks.score.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Responses to one problem as a short word: for each its mark, and the number of its answer if it gave one. {@code C0C0I1N}
 * is two equal right answers, a wrong one and none.
 */
final class Marks {

    private static final Pattern RESPONSE = Pattern.compile("([CINXcinx])(\\d{0,9})");

    private Marks() {}

    static String text(Outcome outcome) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < outcome.samples(); i++) {
            text.append(outcome.marks().charAt(i));
            int vote = outcome.votes().get(i);
            if (vote >= 0) text.append(vote);
        }
        return text.toString();
    }

    /**
     * Reads a word.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Outcome outcome(String problem, String text) {
        StringBuilder marks = new StringBuilder();
        List<Integer> votes = new ArrayList<>();
        Matcher responses = RESPONSE.matcher(text);
        int end = 0;
        while (responses.find() && responses.start() == end) {
            marks.append(responses.group(1));
            votes.add(responses.group(2).isEmpty() ? -1 : Integer.parseInt(responses.group(2)));
            end = responses.end();
        }
        if (end != text.length() || text.isEmpty()) {
            throw new IllegalArgumentException("problem " + problem + " has the outcome '" + text + "'");
        }
        return new Outcome(problem, "", marks.toString(), votes);
    }
}
