package dev.luffy.benchmarks.gate;

import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.benchmarks.score.PairedDrop;
import dev.luffy.benchmarks.score.TemperatureLabel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Item by item: the same checkpoint decoded greedily must give the same answers, so whatever became wrong is a regression
 * of the code and none of training, and nothing is left to chance.
 */
final class NewFailuresLimit implements Limit {

    private static final String MODEL = "model";

    /** Sums in another order may tip a greedy choice, which then is no change of the code. */
    private static final List<String> ORDER_OF_SUMS = List.of("batchRows", "threads");

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
        requireSameOrderOfSums(before, now);
        PairedDrop drop = PairedDrop.of(rule.metric(), before.outcomes(), now.outcomes());
        return new Against(rule, drop, otherwise(drop, before, now));
    }

    /** Problems whose marks or equal answers differ, although the metric counts them as before. */
    private static List<String> otherwise(PairedDrop drop, Measurement before, Measurement now) {
        Map<String, Outcome> earlier = new HashMap<>();
        for (Outcome each : before.outcomes()) earlier.put(each.problem(), each);
        Set<String> counted = new HashSet<>(drop.worse());
        counted.addAll(drop.better());
        return now.outcomes().stream()
                .filter(each -> !counted.contains(each.problem()))
                .filter(each -> !each.marks().equals(earlier.get(each.problem()).marks())
                        || !each.votes().equals(earlier.get(each.problem()).votes()))
                .map(Outcome::problem)
                .toList();
    }

    private static void requireGreedy(Measurement now) throws Refusal {
        if (now.temperature() != 0) {
            throw Refusal.ofRule("cannot be compared item by item: responses were sampled at temperature "
                    + TemperatureLabel.of(now.temperature())
                    + ", so answers differ by chance; decode greedily (temperature 0), or replace "
                    + "<maximumNewFailures> by <maximumDrop>");
        }
    }

    private static void requireSameOrderOfSums(Measurement before, Measurement now) throws Refusal {
        for (String name : ORDER_OF_SUMS) {
            String was = before.about().getOrDefault(name, "(not there)");
            String is = now.about().getOrDefault(name, "(not there)");
            if (!was.equals(is)) {
                throw Refusal.ofBaseline("cannot be compared item by item: " + name + " was " + was + " and is " + is
                        + ", which adds up in another order and may tip a greedy choice; evaluate as before, or update "
                        + "the baseline");
            }
        }
    }

    private static void requireSameModel(Measurement before, Measurement now) throws Refusal {
        for (Measurement side : List.of(before, now)) {
            if (side.about().containsKey("url")) {
                throw Refusal.ofRule("cannot be compared item by item: the model is served at "
                        + side.about().get("url")
                        + ", and its name is no digest, so nobody can tell whether it is the same; "
                        + "replace <maximumNewFailures> by <maximumDrop>");
            }
        }
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

    private record Against(Rule rule, PairedDrop drop, List<String> otherwise) implements Tested {

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
                    + (worse.isEmpty() && better.isEmpty() && otherwise.isEmpty()
                            ? "all as before"
                            : "any change comes from the code")
                    + "; " + better.size() + " newly right, " + otherwise.size() + " otherwise changed)";
            return new Finding(
                    rule,
                    "maximumNewFailures",
                    passed,
                    sentence
                            + Sentence.ids("newly wrong", worse)
                            + Sentence.ids("newly right", better)
                            + Sentence.ids("otherwise changed", otherwise)
                            + (passed ? "" : Sentence.accept(accept)),
                    Double.NaN,
                    Double.NaN,
                    worse,
                    better,
                    otherwise,
                    Double.NaN,
                    "");
        }
    }
}
