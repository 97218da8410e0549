package dev.luffy.benchmarks.gate;

import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.Shortfall;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** The value must not be below a minimum for certain. */
final class MinimumLimit implements Limit {

    @Override
    public String name() {
        return "minimum";
    }

    @Override
    public Tested test(Rule rule, List<Measurement> measured, List<Measurement> baselines) throws Refusal {
        Measurement now = Matching.measured(rule, measured);
        Shortfall shortfall = new Shortfall(rule.metric(), now.outcomes());
        return new Against(rule, shortfall, shortfall.pValue(rule.minimum().doubleValue()));
    }

    private record Against(Rule rule, Shortfall shortfall, double pValue) implements Tested {

        @Override
        public double worstP() {
            return shortfall.worstP(rule.minimum().doubleValue());
        }

        @Override
        public Finding finding(double adjusted, int tests, String accept) {
            BigDecimal minimum = rule.minimum();
            double value = shortfall.value();
            boolean passed = adjusted > 1 - rule.confidence();
            double detectable = shortfall.detectable(minimum.doubleValue(), rule.confidence(), Gate.POWER);
            String test = shortfall.testName() + " " + Sentence.corrected(pValue, adjusted, tests);
            String is = Sentence.subject(rule) + " is " + Sentence.towards(RoundingMode.FLOOR, value, minimum)
                    + Sentence.count(shortfall.binary(), value, shortfall.problems());
            String sentence;
            if (!passed) {
                sentence = is + ", below the minimum " + minimum.toPlainString() + " at "
                        + Sentence.percent(rule.confidence()) + " confidence (" + test + ")";
            } else if (Sentence.compare(value, minimum) < 0) {
                sentence = is + ", below the minimum " + minimum.toPlainString() + ", but within chance at "
                        + Sentence.percent(rule.confidence()) + " confidence (" + test + ")";
            } else {
                sentence = is + ", not below the minimum " + minimum.toPlainString();
            }
            return new Finding(
                    rule,
                    "minimum",
                    passed,
                    sentence + Sentence.detectable("distance below the minimum", detectable, minimum),
                    pValue,
                    adjusted,
                    List.of(),
                    List.of(),
                    List.of(),
                    detectable,
                    "");
        }
    }
}
