package dev.luffy.benchmarks.score;

import java.util.List;

/**
 * How the responses to one problem turned out.
 *
 * @param problem id of the problem
 * @param subject of the problem, or empty
 * @param marks one letter per response, in order: {@code C} correct, {@code I} incorrect, {@code N} no answer, {@code X} too
 *     costly to judge; in lower case if the response was cut off at the limit of tokens
 * @param votes one number per response: equal for equal answers, counted from 0 in the order of their first appearance; −1
 *     for no answer
 * @since 0.1
 */
public record Outcome(String problem, String subject, String marks, List<Integer> votes) {

    private static final String MARKS = "CINXcinx";

    /** @throws IllegalArgumentException if marks and votes do not fit or a mark is unknown */
    public Outcome {
        if (problem == null
                || subject == null
                || marks == null
                || votes == null
                || votes.stream().anyMatch(v -> v == null)) {
            throw new IllegalArgumentException("problem " + problem + " lacks its subject, marks or votes");
        }
        votes = List.copyOf(votes);
        if (marks.isEmpty() || marks.length() != votes.size()) {
            throw new IllegalArgumentException("problem " + problem + " has " + marks.length() + " marks and "
                    + votes.size() + " votes: there must be one of each per response, and at least one");
        }
        for (int i = 0; i < marks.length(); i++) {
            if (MARKS.indexOf(marks.charAt(i)) < 0) {
                throw new IllegalArgumentException(
                        "problem " + problem + " has the mark " + marks.charAt(i) + ": use one of " + MARKS);
            }
            if (votes.get(i) < -1) {
                throw new IllegalArgumentException("problem " + problem + " has the vote " + votes.get(i)
                        + ": votes are counted from 0, and -1 is none");
            }
        }
    }

    /** How many responses there are. */
    public int samples() {
        return marks.length();
    }

    /** Whether a response is correct. */
    public boolean correct(int sample) {
        return Character.toUpperCase(marks.charAt(sample)) == 'C';
    }

    /** Whether a response was cut off. */
    public boolean truncated(int sample) {
        return Character.isLowerCase(marks.charAt(sample));
    }

    /** Whether a response gives no answer. */
    public boolean unanswered(int sample) {
        return Character.toUpperCase(marks.charAt(sample)) == 'N';
    }

    /** How many responses are correct. */
    public int correct() {
        int count = 0;
        for (int i = 0; i < samples(); i++) if (correct(i)) count++;
        return count;
    }
}
