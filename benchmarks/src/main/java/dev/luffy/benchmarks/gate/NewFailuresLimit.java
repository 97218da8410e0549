package dev.luffy.benchmarks.gate;

import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.PairedDrop;
import java.util.List;

/**
 * Item by item: the same checkpoint decoded greedily must give the same answers, so whatever became wrong is a regression
 * of the code and none of training, and nothing is left to chance.
 */
final class NewFailuresLimit implements Limit {

    private static final String MODEL = "model";

    @Override
    public String name() {
        return "maximumNewFailures";
    }

    @Override
    public Tested test(Rule rule, List<Measurement> measured, List<Measurement> baselines) throws Refusal {
        Measurement now = Matching.measured(rule, measured);
        Measurement before = Matching.baseline(rule, now, baselines);
        requireGreedy(now);
        requireSameModel(before, now);
        Matching.requireComparable(before, now);
        return new Against(rule, PairedDrop.of(rule.metric(), before.outcomes(), now.outcomes()));
    }

    private static void requireGreedy(Measurement now) throws Refusal {
        if (now.temperature() != 0) {
            throw Refusal.ofRule("cannot be compared item by item: responses were sampled at temperature "
                    + now.temperature() + ", so answers differ by chance; decode greedily (temperature 0), or replace "
                    + "<maximumNewFailures> by <maximumDrop>");
        }
    }

    private static void requireSameModel(Measurement before, Measurement now) throws Refusal {
        String was = before.about().get(MODEL);
        String is = now.about().get(MODEL);
        if (was == null || was.isEmpty() || is == null || is.isEmpty()) {
            throw Refusal.ofRule("cannot be compared item by item: the digest of the model is unknown in "
                    + (was == null || was.isEmpty() ? "the baseline" : "the measurement")
                    + "; replace <maximumNewFailures> by <maximumDrop>");
        }
        if (!was.equals(is)) {
            throw Refusal.ofBaseline("cannot be compared item by item: the model was " + was + " and is " + is
                    + "; another checkpoint may answer differently, so replace <maximumNewFailures> by <maximumDrop>, "
                    + "or update the baseline");
        }
    }

    private record Against(Rule rule, PairedDrop drop) implements Tested {

        @Override
        public double pValue() {
            return Double.NaN;
        }

        @Override
        public double worstP() {
            return rule.maximumNewFailures() < drop.problems() ? 0 : 1;
        }

        @Override
        public Finding finding(double adjusted, int tests, String accept) {
            List<String> worse = drop.worse();
            List<String> better = drop.better();
            boolean passed = worse.size() <= rule.maximumNewFailures();
            String sentence = Sentence.subject(rule) + " has " + worse.size() + " of " + drop.problems()
                    + " problems newly wrong"
                    + (passed ? ", not more than the allowed " : " > allowed ") + rule.maximumNewFailures()
                    + " (greedy decoding of the same model: "
                    + (worse.isEmpty() && better.isEmpty() ? "all as before" : "any change comes from the code")
                    + "; " + better.size() + " newly right)";
            return new Finding(
                    rule,
                    "maximumNewFailures",
                    passed,
                    sentence
                            + Sentence.ids("newly wrong", worse)
                            + Sentence.ids("newly right", better)
                            + (passed ? "" : Sentence.accept(accept)),
                    Double.NaN,
                    Double.NaN,
                    worse,
                    better,
                    Double.NaN,
                    "");
        }
    }
}
