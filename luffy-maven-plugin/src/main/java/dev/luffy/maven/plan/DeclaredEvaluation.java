package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.AnsweringBudget;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One {@code <evaluation>} of a POM.
 *
 * @param id name of the evaluation; letters, digits, '.', '_' and '-'
 * @param model who is asked
 * @param on ids of benchmarks; empty for all
 * @param samples responses per problem and temperature where the benchmark does not say; 0 for as many as its file repeats
 *     each problem
 * @param temperatures each makes responses of its own; 0 is greedy and makes one
 * @param topP share of probability that is sampled from
 * @param topK tokens that are sampled from; 0 for all
 * @param maximumTokens a response may have; 0 for a default that depends on the model
 * @param seed of the sampling
 * @param confidence of the intervals
 * @param budget what a local model's worker may use
 * @param chat whether a local model's chat template writes its prompts
 */
public record DeclaredEvaluation(
        String id,
        ModelUnderTest model,
        List<String> on,
        int samples,
        List<Double> temperatures,
        double topP,
        int topK,
        int maximumTokens,
        long seed,
        double confidence,
        AnsweringBudget budget,
        boolean chat) {

    /** An evaluation that asks a local model with whole prompts. */
    public DeclaredEvaluation(
            String id,
            ModelUnderTest model,
            List<String> on,
            int samples,
            List<Double> temperatures,
            double topP,
            int topK,
            int maximumTokens,
            long seed,
            double confidence,
            AnsweringBudget budget) {
        this(id, model, on, samples, temperatures, topP, topK, maximumTokens, seed, confidence, budget, false);
    }

    public DeclaredEvaluation {
        checkId(id);
        on = List.copyOf(on);
        if (Set.copyOf(on).size() < on.size()) {
            throw new InvalidDeclarationException("on", String.join(",", on), "must name every benchmark once");
        }
        check("samples", samples, samples >= 0, "must be at least 1");
        if (temperatures.isEmpty()) {
            throw new InvalidDeclarationException("temperatures", "empty", "must name at least one temperature");
        }
        Set<Double> seen = new HashSet<>();
        for (Double each : temperatures) {
            if (each == null || !(each >= 0) || each.isInfinite()) {
                throw new InvalidDeclarationException("temperatures", temperatures, "must be numbers of at least 0");
            }
            if (!seen.add(each + 0.0)) {
                throw new InvalidDeclarationException("temperatures", temperatures, "must name every temperature once");
            }
        }
        // −0.0 + 0.0 is 0.0: the two zeros are one temperature, but not one text.
        temperatures = temperatures.stream().map(each -> each + 0.0).toList();
        check("topP", topP, topP > 0 && topP <= 1, "must be greater than 0 and at most 1");
        check("topK", topK, topK >= 0, "must be at least 0, which keeps all tokens");
        check("maximumTokens", maximumTokens, maximumTokens >= 0, "must be at least 1");
        check("confidence", confidence, confidence > 0 && confidence < 1, "must lie between 0 and 1, such as 0.95");
    }

    /** The same asked of another model under another id. */
    public DeclaredEvaluation of(String otherId, ModelUnderTest other) {
        return new DeclaredEvaluation(
                otherId, other, on, samples, temperatures, topP, topK, maximumTokens, seed, confidence, budget, chat);
    }

    /** Where in the POM it stands. */
    public String element() {
        return "<evaluation id=" + id + ">";
    }

    /** Refuses an id that cannot name a folder. */
    public static void checkId(String id) {
        checkId("id", id);
    }

    /** Refuses an id, declared by an element of another name, that cannot name a folder. */
    public static void checkId(String field, String id) {
        if (id == null || !id.matches("[A-Za-z0-9._-]+") || id.startsWith(".")) {
            throw new InvalidDeclarationException(
                    field,
                    id == null ? "nothing" : id,
                    "names a folder: use letters, digits, '.', '_' and '-', not '.' first");
        }
    }

    private static void check(String field, Object value, boolean right, String rule) {
        if (!right) throw new InvalidDeclarationException(field, value, rule);
    }
}
