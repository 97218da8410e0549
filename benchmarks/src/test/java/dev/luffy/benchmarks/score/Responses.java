package dev.luffy.benchmarks.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.Well19937c;

/** Outcomes made up for tests. */
public final class Responses {

    private static final Map<Long, Outcome> MADE = new ConcurrentHashMap<>();

    private Responses() {}

    /** One outcome; answers with the same letter of {@code answers} are the same answer, and {@code -} is none. */
    public static Outcome outcome(String id, String marks, String answers) {
        StringBuilder seen = new StringBuilder();
        List<Integer> votes = new ArrayList<>();
        for (char answer : answers.toCharArray()) {
            if (answer != '-' && seen.indexOf("" + answer) < 0) seen.append(answer);
            votes.add(answer == '-' ? -1 : seen.indexOf("" + answer));
        }
        return new Outcome(id, "", marks, votes);
    }

    /** c right responses of n, the right ones first. */
    public static Outcome outcome(String id, int c, int n) {
        return outcome(id, "C".repeat(c) + "I".repeat(n - c), "a".repeat(c) + "b".repeat(n - c));
    }

    /** Problems p0, p1, … with the given numbers of right responses of n. */
    public static List<Outcome> counts(int n, int... right) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < right.length; i++) {
            int problem = i;
            // Simulations ask for the same few outcomes millions of times.
            outcomes.add(MADE.computeIfAbsent(
                    (i * 1000L + right[i]) * 1000 + n, key -> outcome("p" + problem, right[problem], n)));
        }
        return outcomes;
    }

    /** Single responses: problems p0, p1, …, right where the letter is C. */
    public static List<Outcome> single(String marks) {
        int[] right = marks.chars().map(c -> c == 'C' ? 1 : 0).toArray();
        return counts(1, right);
    }

    /** How likely a right response is to each problem: shape {@code [problems]}; spread 0 is the same for all. */
    public static double[] chances(int problems, double mean, double spread, SplittableRandom random) {
        double[] chances = new double[problems];
        if (spread == 0) {
            Arrays.fill(chances, mean);
            return chances;
        }
        // Beta(a, b) with a + b = 1/spread − 1: its variance is spread·mean(1 − mean).
        double sum = 1 / spread - 1;
        BetaDistribution beta = new BetaDistribution(new Well19937c(random.nextLong()), mean * sum, (1 - mean) * sum);
        for (int i = 0; i < problems; i++) chances[i] = beta.sample();
        return chances;
    }

    /** Numbers of right responses of n, shape {@code [problems]}. */
    public static int[] draw(double[] chances, int n, SplittableRandom random) {
        int[] right = new int[chances.length];
        for (int i = 0; i < right.length; i++) {
            for (int sample = 0; sample < n; sample++) {
                if (random.nextDouble() < chances[i]) right[i]++;
            }
        }
        return right;
    }

    /** Shares of right responses, shape {@code [problems]}. */
    public static double[] shares(int[] right, int n) {
        return Arrays.stream(right).mapToDouble(c -> (double) c / n).toArray();
    }
}
