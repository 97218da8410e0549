package dev.luffy.maven.eval;

import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.Benchmark;
import dev.luffy.benchmarks.suite.PromptDigests;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.runtime.endpoint.Endpoint;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that decides all responses of an evaluation to a benchmark, by name, as text. Not part of it: prompts, and what
 * only sampled responses depend on, of which every response has a digest of its own; which temperatures there are, since they
 * only say which responses are wanted; gold answers and policy, since they only judge. So one mended prompt asks for its own
 * responses, another seed for the sampled ones, and another temperature, gold answer or verifier for nothing that was answered.
 *
 * @param source where the model comes from, as declared; told and compared, but no response depends on it
 * @param fields what the fingerprint is of
 */
record Asked(String source, SortedMap<String, String> fields) {

    /** Raised with every change of asking that may change a response. */
    private static final String ASKING = "2";

    /** Raised with every change of a worker's sampling that may change a response. */
    private static final String SAMPLING = "3";

    private static final String SOURCE = "model source";

    Asked {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /**
     * What an evaluation asks.
     *
     * @param source where a local model comes from; empty for an endpoint, which says it in its fields
     * @param model null where responses are only judged again; then what only its files can tell is left out
     */
    static Asked of(DeclaredEvaluation evaluation, String source, Contender model) {
        TreeMap<String, String> fields = new TreeMap<>();
        int tokens = evaluation.maximumTokens();
        if (tokens == 0 && model != null) tokens = model.defaultTokens();
        if (tokens > 0) fields.put("maximumTokens", Integer.toString(tokens));
        if (evaluation.model() instanceof ModelUnderTest.Remote remote) {
            fields.put("generation", ASKING);
            fields.put("api", remote.endpoint().api().name());
            fields.put("model", remote.endpoint().model());
            fields.put("url", remote.endpoint().base().toString());
        } else {
            fields.put("generation", SAMPLING);
            // How sums are split among threads, and on what they are computed, may change the last bits of a
            // probability.
            fields.put("threads", Integer.toString(evaluation.budget().threads()));
            fields.put("precision", evaluation.budget().precisionOrDefault().name());
            fields.put("device", evaluation.budget().deviceOrAuto());
            if (model instanceof Contender.Local local) {
                fields.put("model", local.sha256());
                if (evaluation.chat()) {
                    fields.put("prompt", "CHAT");
                    if (local.chatTemplate() != null) fields.put("chatTemplate", local.chatTemplate());
                }
            }
        }
        return new Asked(source, fields);
    }

    /**
     * What a response above temperature 0 depends on besides.
     *
     * @param samples responses per problem; of a local model they share the keys and values of its prompt, in a product whose
     *     shape may change the last bits
     */
    static String sampling(DeclaredEvaluation evaluation, int samples) {
        TreeMap<String, String> fields = new TreeMap<>();
        fields.put("topP", Double.toString(evaluation.topP()));
        fields.put("seed", Long.toString(evaluation.seed()));
        if (!(evaluation.model() instanceof ModelUnderTest.Remote)) {
            fields.put("topK", Integer.toString(evaluation.topK()));
            fields.put("samples", Integer.toString(samples));
        }
        return Json.canonical(fields);
    }

    /** What each response is an answer to. */
    static PromptDigests prompts(DeclaredEvaluation evaluation, Benchmark benchmark, int samples) {
        TreeMap<String, String> prompts = new TreeMap<>();
        for (Problem problem : benchmark.all()) {
            prompts.put(
                    problem.id(),
                    conversation(evaluation)
                            ? Json.canonical(List.of(benchmark.system(), benchmark.userMessage(problem)))
                            : benchmark.promptText(problem));
        }
        return new PromptDigests(prompts, sampling(evaluation, samples));
    }

    /** Whether prompts go as system and user message, and not as one text. */
    static boolean conversation(DeclaredEvaluation evaluation) {
        if (evaluation.chat()) return true;
        return evaluation.model() instanceof ModelUnderTest.Remote remote
                && remote.endpoint().api() == Endpoint.Api.CHAT;
    }

    /** SHA-256 of the fields' canonical JSON, in lower-case hexadecimal. */
    String fingerprint() {
        return InputDigest.ofText(Json.canonical(fields));
    }

    int maximumTokens() {
        return Integer.parseInt(fields.get("maximumTokens"));
    }

    /** The first thing that this has and the other has not or has otherwise; null for none. */
    String firstDifference(Asked other) {
        if (!source.equals(other.source)) return SOURCE;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (!field.getValue().equals(other.fields.get(field.getKey()))) return field.getKey();
        }
        return null;
    }

    /** What a difference is about. */
    String value(String difference) {
        return difference.equals(SOURCE) ? source : fields.get(difference);
    }
}
