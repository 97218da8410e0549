package dev.luffy.maven.eval;

import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.Benchmark;
import dev.luffy.maven.endpoint.Endpoint;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that decides a response, by name, as text. Not part of it: which temperatures there are, since they only say
 * which responses are wanted; gold answers and policy, since they only judge. So another temperature, a mended gold answer
 * or a changed verifier ask nothing anew that was answered; nor do more samples of a server.
 */
record Asked(SortedMap<String, String> fields) {

    /** Raised with every change of sampling or asking that may change a response. */
    private static final String GENERATION = "1";

    Asked {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /**
     * What an evaluation asks on a benchmark.
     *
     * @param samples responses per problem at a temperature above 0
     * @param model null where responses are only judged again; then what follows from it is left out
     */
    static Asked of(DeclaredEvaluation evaluation, Benchmark benchmark, int samples, Contender model) {
        TreeMap<String, String> fields = new TreeMap<>();
        fields.put("generation", GENERATION);
        fields.put("prompts", prompts(benchmark, conversation(evaluation)));
        fields.put("topP", Double.toString(evaluation.topP()));
        fields.put("seed", Long.toString(evaluation.seed()));
        if (evaluation.model() instanceof ModelUnderTest.Remote remote) {
            fields.put("api", remote.endpoint().api().name());
        } else {
            fields.put("topK", Integer.toString(evaluation.topK()));
            // How rows share batches and sums share threads may change the last bits of a probability.
            fields.put("samples", Integer.toString(samples));
            fields.put("threads", Integer.toString(evaluation.threads()));
            fields.put("batchRows", Integer.toString(evaluation.batchRows()));
        }
        int tokens = evaluation.maximumTokens();
        if (tokens > 0) fields.put("maximumTokens", Integer.toString(tokens));
        if (model != null) {
            fields.putAll(model.identity());
            if (tokens == 0) fields.put("maximumTokens", Integer.toString(model.defaultTokens()));
        }
        return new Asked(fields);
    }

    /** Whether prompts go as system and user message, and not as one text. */
    static boolean conversation(DeclaredEvaluation evaluation) {
        return evaluation.model() instanceof ModelUnderTest.Remote remote
                && remote.endpoint().api() == Endpoint.Api.CHAT;
    }

    /** SHA-256 of the canonical JSON, in lower-case hexadecimal. */
    String fingerprint() {
        return InputDigest.ofText(Json.canonical(fields));
    }

    int maximumTokens() {
        return Integer.parseInt(fields.get("maximumTokens"));
    }

    /** The first field, in alphabetical order, that this has and the other has not or has otherwise; null for none. */
    String firstDifference(Asked other) {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (!field.getValue().equals(other.fields.get(field.getKey()))) return field.getKey();
        }
        return null;
    }

    private static String prompts(Benchmark benchmark, boolean conversation) {
        StringBuilder lines = new StringBuilder();
        for (Problem problem : benchmark.problems()) {
            List<String> line = conversation
                    ? List.of(problem.id(), benchmark.system(), benchmark.userMessage(problem))
                    : List.of(problem.id(), benchmark.promptText(problem));
            lines.append(Json.canonical(line)).append('\n');
        }
        return InputDigest.ofText(lines.toString());
    }
}
