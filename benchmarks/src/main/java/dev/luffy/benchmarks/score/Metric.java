package dev.luffy.benchmarks.score;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number about the responses to problems, as a mean over problems.
 *
 * <ul>
 *   <li>{@code pass@k}: the chance that one of k responses is right, unbiased from all n (arXiv 2107.03374, Eq. 1)
 *   <li>{@code avg@k}: the share of right ones among the first k responses
 *   <li>{@code maj@k}: whether the commonest answer of the first k responses is right; a tie of t answers with the right one
 *       among them counts 1/t; responses without an answer do not vote
 *   <li>{@code truncated}: the share of responses cut off at the limit of tokens
 *   <li>{@code no-answer}: the share of responses without an answer
 * </ul>
 *
 * @param kind what is counted
 * @param k responses it looks at, the first ones but for {@code pass@k}, which looks at every choice of k; 0 for all
 * @since 0.1
 */
public record Metric(Kind kind, int k) {

    private static final Pattern NAME = Pattern.compile("(pass|avg|maj)@([1-9][0-9]{0,8}|all)");
    private static final String CHOICES =
            "use pass@k, avg@k or maj@k, where k is a number of responses such as 1 or \"all\","
                    + " truncated, or no-answer";

    /** What is counted. */
    public enum Kind {
        PASS,
        AVG,
        MAJ,
        TRUNCATED,
        NO_ANSWER
    }

    /** @throws IllegalArgumentException if k is negative, or given for a kind that looks at all responses */
    public Metric {
        if (k < 0 || k > 0 && (kind == Kind.TRUNCATED || kind == Kind.NO_ANSWER)) {
            throw new IllegalArgumentException("The metric " + kind + " with k = " + k + ": " + CHOICES);
        }
    }

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException if it is none; the message lists what there is
     */
    public static Metric parse(String name) {
        String trimmed = name == null ? "" : name.trim();
        if (trimmed.equals("truncated")) {
            return new Metric(Kind.TRUNCATED, 0);
        }
        if (trimmed.equals("no-answer")) {
            return new Metric(Kind.NO_ANSWER, 0);
        }
        Matcher parts = NAME.matcher(trimmed);
        if (!parts.matches()) {
            throw new IllegalArgumentException("There is no metric \"" + trimmed + "\": " + CHOICES);
        }
        Kind kind = parts.group(1).equals("pass") ? Kind.PASS : parts.group(1).equals("avg") ? Kind.AVG : Kind.MAJ;
        return new Metric(kind, parts.group(2).equals("all") ? 0 : Integer.parseInt(parts.group(2)));
    }

    /** The name, such as {@code pass@1}; {@link #parse} reads it. */
    public String label() {
        String of = "@" + (k == 0 ? "all" : Integer.toString(k));
        switch (kind) {
            case PASS:
                return "pass" + of;
            case AVG:
                return "avg" + of;
            case MAJ:
                return "maj" + of;
            case TRUNCATED:
                return "truncated";
            default:
                return "no-answer";
        }
    }

    /** Whether more is better; otherwise less is. */
    public boolean higherIsBetter() {
        return kind != Kind.TRUNCATED && kind != Kind.NO_ANSWER;
    }

    /**
     * The value for one problem, 0 … 1.
     *
     * @throws IllegalArgumentException if there are fewer responses than k
     */
    public double of(Outcome outcome) {
        int n = outcome.samples();
        if (k > n) {
            throw new IllegalArgumentException(label() + " needs " + k + " responses a problem, and problem "
                    + outcome.problem() + " has " + n + ": choose k of at most " + n + ", or sample at least " + k
                    + " responses a problem");
        }
        int looked = k == 0 ? n : k;
        switch (kind) {
            case PASS:
                return PassAtK.estimate(n, outcome.correct(), looked);
            case AVG:
                return share(looked, outcome::correct);
            case MAJ:
                return majority(outcome, looked);
            case TRUNCATED:
                return share(looked, outcome::truncated);
            default:
                return share(looked, outcome::unanswered);
        }
    }

    private static double share(int looked, IntPredicate counts) {
        int count = 0;
        for (int i = 0; i < looked; i++) if (counts.test(i)) count++;
        return (double) count / looked;
    }

    /** The share of right answers among the commonest ones, which is 1/t where t answers tie and one of them is right. */
    private static double majority(Outcome outcome, int looked) {
        // Votes may be numbered by the responses of all samples, so an answer's number says nothing about its count.
        Map<Integer, Integer> count = new TreeMap<>();
        Map<Integer, Boolean> right = new TreeMap<>();
        for (int i = 0; i < looked; i++) {
            int vote = outcome.votes().get(i);
            if (vote >= 0) {
                count.merge(vote, 1, Integer::sum);
                right.putIfAbsent(vote, outcome.correct(i));
            }
        }
        if (count.isEmpty()) {
            return 0;
        }
        int most = Collections.max(count.values());
        int tied = 0;
        int tiedAndRight = 0;
        for (Map.Entry<Integer, Integer> answer : count.entrySet()) {
            if (answer.getValue() == most) {
                tied++;
                tiedAndRight += right.get(answer.getKey()) ? 1 : 0;
            }
        }
        return (double) tiedAndRight / tied;
    }
}
