package dev.luffy.runtime.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.benchmarks.answer.MathVerifier;
import dev.luffy.runtime.experiment.Conversation;
import dev.luffy.runtime.experiment.Data;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Filter;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Method.TeacherReward;
import dev.luffy.runtime.experiment.Outcome;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Reward;
import dev.luffy.runtime.model.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Everything that decides what prepared data is: runs that agree in it share the same. Seeds, and nearly all of a method, are
 * no part of it.
 *
 * @param format changes when the preparation or the form of its files does
 * @param verifier version of the code that judges answers
 * @param problems SHA-256 of the problems' file
 * @param traces of the traces' file, or null where none is read
 * @param tokenizer of tokenizer.json
 * @param chatTemplate of the files that may hold the chat template, or null where prompts are no conversations
 * @param eos the token that ends a trace
 * @param needed traces that a problem must be left with
 * @param stored whether traces are trained on and not only looked at
 * @param judged whether the verifier is asked about traces
 * @param tested whether gold answers must equal themselves where none is dropped
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PreparationKey(
        int format,
        int verifier,
        String problems,
        String traces,
        String tokenizer,
        String chatTemplate,
        int eos,
        String template,
        Conversation conversation,
        Data data,
        Reward reward,
        Outcome outcome,
        int maximumPromptTokens,
        int maximumResponseTokens,
        int needed,
        boolean stored,
        boolean judged,
        boolean tested) {

    private static final int FORMAT = 1;

    static PreparationKey of(Request request, Tokenizer tokenizer) throws IOException {
        Experiment experiment = request.experiment();
        Path model = Path.of(request.paths().model());
        boolean stored = experiment.method().needsTraces();
        return new PreparationKey(
                FORMAT,
                MathVerifier.VERSION,
                request.inputs().problems(),
                experiment.readsTraces() ? request.inputs().traces() : null,
                InputDigest.ofFile(model.resolve("tokenizer.json")),
                experiment.conversation() == null ? null : chatTemplate(model),
                tokenizer.eosTokenIds().get(0),
                experiment.template(),
                experiment.conversation(),
                experiment.data(),
                experiment.reward(),
                experiment.method().outcome(),
                experiment.rollout().maximumPromptTokens(),
                experiment.rollout().maximumResponseTokens(),
                experiment.readsTraces() ? Math.max(1, experiment.method().offPolicyRollouts()) : 0,
                stored,
                experiment.filter().wrongTraces() != Filter.Treatment.WARN
                        || stored && experiment.method().teacherReward() == TeacherReward.VERIFY,
                experiment.method().onPolicyRollouts() > 0);
    }

    private static String chatTemplate(Path model) throws IOException {
        Path config = model.resolve("tokenizer_config.json");
        return InputDigest.ofChatTemplate(model) + " " + (Files.exists(config) ? InputDigest.ofFile(config) : null);
    }

    String sha256() {
        return InputDigest.ofText(Json.canonical(this));
    }
}
