package dev.luffy.benchmarks.gate;

import dev.luffy.benchmarks.score.Interval;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.PairedDrop;
import dev.luffy.benchmarks.score.Shortfall;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** The value must not be worse than the baseline's by more than a margin for certain. */
final class DropLimit implements Limit {

    @Override
    public String name() {
        return "maximumDrop";
    }

    @Override
    public Tested test(Rule rule, List<Measurement> measured, List<Measurement> baselines) throws Refusal {
        Measurement now = Matching.measured(rule, measured);
        Measurement before = Matching.baseline(rule, now, baselines);
        Matching.requireComparable(before, now);
        PairedDrop drop = PairedDrop.of(rule.metric(), before.outcomes(), now.outcomes());
        return new Against(
                rule,
                new Shortfall(rule.metric(), before.outcomes()),
                new Shortfall(rule.metric(), now.outcomes()),
                drop,
                drop.pValue(rule.maximumDrop().doubleValue()));
    }

    private record Against(Rule rule, Shortfall before, Shortfall now, PairedDrop drop, double pValue)
            implements Tested {

        @Override
        public double worstP() {
            return drop.worstP(rule.maximumDrop().doubleValue());
        }

        @Override
        public Finding finding(double adjusted, int tests, String accept) {
            BigDecimal allowed = rule.maximumDrop();
            boolean passed = adjusted > 1 - rule.confidence();
            double detectable = drop.detectable(allowed.doubleValue(), rule.confidence(), Gate.POWER);
            String word = rule.metric().higherIsBetter() ? "drop" : "rise";
            Interval interval = drop.interval(rule.confidence());
            return new Finding(
                    rule,
                    "maximumDrop",
                    passed,
                    sentence(word, passed, adjusted, tests)
                            + Sentence.ids("newly wrong", drop.newlyWrong())
                            + Sentence.ids("newly right", drop.newlyRight())
                            + "\n  the " + word + " lies between " + Sentence.plain(interval.low(), allowed) + " and "
                            + Sentence.plain(interval.high(), allowed) + " (" + Sentence.percent(rule.confidence())
                            + " of bootstrap samples of the problems)"
                            + Sentence.detectable(word, detectable, allowed)
                            + (passed ? "" : Sentence.accept(accept)),
                    pValue,
                    adjusted,
                    drop.newlyWrong(),
                    drop.newlyRight(),
                    List.of(),
                    detectable,
                    passed ? nothingToLose(tests) : "");
        }

        /** The limit could fail, but not from this baseline: no fault of the declaration, and worth to be said. */
        private String nothingToLose(int tests) {
            double lost = tests * drop.worstPFromBaseline(rule.maximumDrop().doubleValue());
            return lost <= 1 - rule.confidence()
                    ? ""
                    : "even losing everything would pass: at " + value(before)
                            + " the baseline has too little to lose for " + "<maximumDrop>"
                            + rule.maximumDrop().toPlainString() + "</maximumDrop> to fail";
        }

        private String sentence(String word, boolean passed, double adjusted, int tests) {
            BigDecimal allowed = rule.maximumDrop();
            String from = Sentence.subject(rule) + " is " + value(now) + ", baseline " + value(before) + ": ";
            String flips = "; " + drop.newlyWrong().size() + " newly wrong, "
                    + drop.newlyRight().size() + " newly right)";
            if (drop.drop() <= 0) {
                return from + "no " + word + " (" + flips.substring(2);
            }
            // Two questions, and people know the first one's answer by the name of McNemar: is there a drop at all?
            boolean margin = allowed.signum() > 0;
            String test = margin
                    ? Sentence.corrected(pValue, adjusted, tests) + " for more than allowed; " + drop.testName() + " "
                            + Sentence.p(drop.pValue(0)) + " for any"
                    : drop.testName() + " " + Sentence.corrected(pValue, adjusted, tests);
            boolean more = Sentence.compare(drop.drop(), allowed) > 0;
            return from + word + " " + Sentence.towards(RoundingMode.CEILING, drop.drop(), allowed)
                    + (more ? " > allowed " : " within the allowed ") + allowed.toPlainString()
                    + (more
                            ? (passed ? ", but within chance at " : " at ") + Sentence.percent(rule.confidence())
                                    + " confidence"
                            : "")
                    + " (" + test + flips;
        }

        private String value(Shortfall side) {
            return Sentence.plain(side.value(), rule.maximumDrop())
                    + Sentence.count(side.binary(), side.value(), side.problems());
        }
    }
}
