package dev.luffy.benchmarks.gate;

import dev.luffy.benchmarks.score.Holm;
import dev.luffy.benchmarks.score.Measurement;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds measurements against rules and baselines. A violation fails only if it is real at the rule's confidence; what
 * cannot be tested or compared fails and says why.
 *
 * @since 0.1
 */
public final class Gate {

    /** The power of which minimum detectable drops are told, as is usual in planning trials. */
    static final double POWER = 0.8;

    private Gate() {}

    /**
     * One finding per limit of every rule, in the order of the rules and, within one, {@code minimum}, {@code maximumDrop},
     * {@code maximumNewFailures}. All limits that are tested are corrected together (Holm), so that at a confidence of 95 %
     * a build without any real violation fails at most once in twenty, however many rules it has. A limit that no outcome of
     * so many problems could violate fails: who declared it believes to be guarded.
     *
     * @param measured what was measured now
     * @param baselines what was measured before and committed
     * @param accept how to accept a change, for messages, such as "run mvn luffy:check -Dluffy.updateBaseline …"
     */
    public static List<Finding> check(
            List<Rule> rules, List<Measurement> measured, List<Measurement> baselines, String accept) {
        List<Limit.Tested> all = new ArrayList<>();
        for (Rule rule : rules) {
            for (Limit limit : Limit.of(rule)) all.add(test(rule, limit, measured, baselines));
        }
        double[] adjusted = Holm.adjust(all.stream() // [tests]
                .mapToDouble(Limit.Tested::pValue)
                .filter(p -> !Double.isNaN(p))
                .toArray());
        List<Finding> findings = new ArrayList<>();
        int next = 0;
        for (Limit.Tested tested : all) {
            double corrected = Double.isNaN(tested.pValue()) ? Double.NaN : adjusted[next++];
            Finding finding = tested.finding(corrected, adjusted.length, accept);
            boolean blunt = finding.passed() && cannotFail(tested, adjusted.length, finding.rule());
            findings.add(blunt ? blunt(finding, adjusted.length) : finding);
        }
        return List.copyOf(findings);
    }

    /** Whether even the worst outcome would pass while every other limit holds, which is when Holm's factor is largest. */
    private static boolean cannotFail(Limit.Tested tested, int tests, Rule rule) {
        return Math.max(1, tests) * tested.worstP() > 1 - rule.confidence();
    }

    /** What it found is no comfort: it would have passed anything. */
    private static Finding blunt(Finding passed, int tests) {
        String message = Sentence.subject(passed.rule()) + " is not guarded by <" + passed.limit()
                + ">: this limit cannot fail with so few problems, however wrong they were, at "
                + Sentence.percent(passed.rule().confidence()) + " confidence"
                + (tests > 1 && !Double.isNaN(passed.pValue()) ? " corrected for " + tests + " tests" : "")
                + "; add problems, lower <confidence>, make the limit stricter or leave it out";
        return new Finding(
                passed.rule(),
                passed.limit(),
                false,
                message,
                Double.NaN,
                Double.NaN,
                List.of(),
                passed.newlyRight(),
                passed.otherwiseChanged(),
                passed.minimumDetectableDrop(),
                "");
    }

    private static Limit.Tested test(Rule rule, Limit limit, List<Measurement> measured, List<Measurement> baselines) {
        try {
            return limit.test(rule, measured, baselines);
        } catch (Refusal refusal) {
            return new Refused(rule, limit.name(), refusal.getMessage(), refusal.mendedByBaseline());
        } catch (IllegalArgumentException unfit) {
            // Too few responses for the metric, problems that do not match: a broken comparison is no passed one.
            return new Refused(rule, limit.name(), "cannot be tested: " + unfit.getMessage(), false);
        }
    }

    /** A limit that could not be tested, which is a violation. */
    private record Refused(Rule rule, String limit, String why, boolean mended) implements Limit.Tested {

        @Override
        public double pValue() {
            return Double.NaN;
        }

        @Override
        public double worstP() {
            return 0;
        }

        @Override
        public Finding finding(double adjusted, int tests, String accept) {
            return new Finding(
                    rule,
                    limit,
                    false,
                    Sentence.subject(rule) + " " + why + (mended ? Sentence.accept(accept) : ""),
                    Double.NaN,
                    Double.NaN,
                    List.of(),
                    List.of(),
                    List.of(),
                    Double.NaN,
                    "");
        }
    }
}
