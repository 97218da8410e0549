package dev.luffy.benchmarks.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * A metric before and now on the same problems, matched by their ids: how much worse it got, and whether that can be chance.
 * A drop is positive where the metric got worse, whichever its direction.
 *
 * <p>Where every problem counts 0 or 1 on both sides the tests are McNemar's and its extension to a margin
 * ({@link PairedProportions}); otherwise the sign-flip permutation of the problems' differences less the margin. For the
 * margin 0 either is exact if the two models are equal.
 *
 * @since 0.1
 */
public final class PairedDrop {

    private static final double ROUNDING = 1e-12;

    private final List<String> problems; // [problems]
    private final double[] before; // [problems], 1 is best
    private final double[] now; // [problems], 1 is best
    private final boolean binary;

    private PairedDrop(List<String> problems, double[] before, double[] now) {
        this.problems = problems;
        this.before = before;
        this.now = now;
        this.binary = zeroOrOne(before) && zeroOrOne(now);
    }

    /**
     * Matches two lists of outcomes.
     *
     * @throws IllegalArgumentException if there is no outcome, an id is there twice or on one side only, or an outcome has
     *     fewer responses than the metric needs
     */
    public static PairedDrop of(Metric metric, List<Outcome> baseline, List<Outcome> current) {
        Map<String, Outcome> old = byProblem(baseline, "the baseline");
        Map<String, Outcome> young = byProblem(current, "the measurement");
        List<String> gone = new ArrayList<>(old.keySet());
        gone.removeAll(young.keySet());
        List<String> added = new ArrayList<>(young.keySet());
        added.removeAll(old.keySet());
        if (!gone.isEmpty() || !added.isEmpty() || old.isEmpty()) {
            throw new IllegalArgumentException("the problems are not the same: the baseline has " + old.size()
                    + " and the measurement " + young.size() + only(gone, "the baseline")
                    + only(added, "the measurement"));
        }
        List<String> problems = List.copyOf(young.keySet());
        return new PairedDrop(problems, oriented(metric, problems, old), oriented(metric, problems, young));
    }

    private static Map<String, Outcome> byProblem(List<Outcome> outcomes, String where) {
        Map<String, Outcome> byProblem = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            if (byProblem.put(outcome.problem(), outcome) != null) {
                throw new IllegalArgumentException("problem " + outcome.problem() + " is in " + where
                        + " twice: each problem must be there once, with all its responses");
            }
        }
        return byProblem;
    }

    private static String only(List<String> ids, String where) {
        return ids.isEmpty()
                ? ""
                : "; only in " + where + ": " + String.join(", ", ids.subList(0, Math.min(3, ids.size())))
                        + (ids.size() > 3 ? ", … (" + ids.size() + ")" : "");
    }

    private static double[] oriented(Metric metric, List<String> problems, Map<String, Outcome> outcomes) {
        return problems.stream()
                .mapToDouble(id -> metric.of(outcomes.get(id)))
                .map(value -> metric.higherIsBetter() ? value : 1 - value)
                .toArray();
    }

    private static boolean zeroOrOne(double[] values) {
        return Arrays.stream(values).allMatch(v -> v == 0 || v == 1);
    }

    /** How many problems there are. */
    public int problems() {
        return problems.size();
    }

    /** Whether every problem counts 0 or 1 on both sides. */
    public boolean binary() {
        return binary;
    }

    /** How much worse the mean is now, −1 … 1. */
    public double drop() {
        if (binary) {
            return flips().drop();
        }
        double sum = Arrays.stream(differences()).sum();
        // Gains and losses that cancel leave 1e-17 in binary fractions, which is no drop.
        boolean rounding = Math.abs(sum)
                <= ROUNDING * Arrays.stream(differences()).map(Math::abs).sum();
        return rounding ? 0 : sum / problems.size();
    }

    /** Ids of problems that were more right than wrong (at least 1/2) and no longer are, in the order of the measurement. */
    public List<String> newlyWrong() {
        return where((b, n) -> b >= 0.5 && n < 0.5);
    }

    /** Ids of problems that became more right than wrong (at least 1/2), in the order of the measurement. */
    public List<String> newlyRight() {
        return where((b, n) -> b < 0.5 && n >= 0.5);
    }

    /** Ids of problems whose value is worse, by however little, in the order of the measurement. */
    public List<String> worse() {
        return where((b, n) -> n < b);
    }

    /** Ids of problems whose value is better, by however little, in the order of the measurement. */
    public List<String> better() {
        return where((b, n) -> n > b);
    }

    /** The name of the test that {@link #pValue} makes for the margin 0. */
    public String testName() {
        return binary ? "McNemar" : "sign-flip permutation";
    }

    /**
     * The chance of a drop like the observed one, or a larger one, if the true drop were no more than the margin; one-sided.
     *
     * @param margin from 0 to 1
     * @throws IllegalArgumentException if the margin is out of its range
     */
    public double pValue(double margin) {
        if (!(margin >= 0 && margin <= 1)) {
            throw new IllegalArgumentException("The margin is " + margin + ": give a drop from 0 to 1, such as 0.01");
        }
        if (binary) {
            return flips().dropP(margin);
        }
        return SignFlip.upperP(Arrays.stream(differences()).map(d -> d - margin).toArray());
    }

    /** What {@link #pValue} would be if so many problems had all been as good as can be and became as bad as can be. */
    public double worstP(double margin) {
        return new PairedProportions(problems(), 0, problems()).dropP(margin);
    }

    /** What {@link #pValue} would be if every problem became as bad as can be. */
    public double worstPFromBaseline(double margin) {
        return new PairedDrop(problems, before, new double[before.length]).pValue(margin);
    }

    /** Where the true drop may lie: the percentile bootstrap over problems, from a fixed seed. For showing only. */
    public Interval interval(double confidence) {
        return ProblemBootstrap.ofMean(differences(), confidence);
    }

    /**
     * The smallest true drop that {@link #pValue} would show, given how much these problems vary.
     *
     * @param margin from 0 to 1
     * @param confidence one less the p-value that counts as shown, such as 0.95
     * @param power the chance to show it, such as 0.8
     * @return the drop; NaN if these problems cannot tell, since they are too few or, not answered once, do not differ
     */
    public double detectable(double margin, double confidence, double power) {
        return binary
                ? DetectableDrop.single(flips(), margin, confidence, power)
                : DetectableDrop.mean(
                        problems.size(),
                        problems.size() < 2 ? 0 : new StandardDeviation().evaluate(differences()),
                        margin,
                        confidence,
                        power);
    }

    private PairedProportions flips() {
        return new PairedProportions(newlyWrong().size(), newlyRight().size(), problems.size());
    }

    private double[] differences() {
        double[] differences = new double[before.length]; // [problems]
        Arrays.setAll(differences, i -> before[i] - now[i]);
        return differences;
    }

    private interface Change {
        boolean is(double before, double now);
    }

    private List<String> where(Change change) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            if (change.is(before[i], now[i])) ids.add(problems.get(i));
        }
        return ids;
    }
}
