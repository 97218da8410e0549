package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.luffy.runtime.experiment.ModelConfig;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeMap;

/**
 * A decoder of the Qwen2, Qwen3 or Llama family: scores given responses, with gradients, and samples new ones. Holds no weights. One
 * TorchScript program, {@code decoder.py} and what it names, does the arithmetic in float32. Not for use by two threads at once.
 *
 * <p>Suppressed tokens (padding, ids beyond the tokenizer's vocabulary) have probability 0 in scoring and in sampling alike.
 */
public final class Decoder implements AutoCloseable {
    private final ModelConfig config;
    private final TorchScript script;
    private final Head head;
    private final Rotary rotary;

    /**
     * @param suppressed token ids that are never sampled; empty for none
     * @throws IllegalArgumentException if a suppressed token is outside the vocabulary, or none is left
     */
    public Decoder(ModelConfig config, int... suppressed) {
        this(config, Engine.hasOneDnn(), suppressed);
    }

    Decoder(ModelConfig config, boolean oneDnn, int... suppressed) {
        this.config = config;
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put("training", false);
        attributes.put("layers", config.layers());
        attributes.put("heads", config.heads());
        attributes.put("kv_heads", config.kvHeads());
        attributes.put("size", config.headSize());
        attributes.put("eps", config.rmsNormEps());
        attributes.put("tied", config.tiedEmbeddings());
        attributes.put("per_layer", Layout.leavesPerLayer(config.parts()));
        for (Layout.Role role : Layout.Role.values()) {
            attributes.put("at_" + role.name().toLowerCase(Locale.ROOT), role.offset(config.parts()));
        }
        script = TorchScript.load(
                "Decoder", attributes, "decoder.py", "sampling.py", oneDnn ? "linear_onednn.py" : "linear_plain.py");
        head = new Head(config, script, suppressed);
        rotary = new Rotary(config);
    }

    /** The model this decoder computes. */
    public ModelConfig config() {
        return config;
    }

    /**
     * Log-probability and entropy of every response token, given its prompt and the response tokens before it. Only response
     * tokens are projected to the vocabulary; equal prompts are computed once.
     *
     * @param prompts {@code [rows][any]} token ids, at least one where the response is not empty
     * @param responses {@code [rows][any]} token ids; an empty response contributes nothing
     * @param temperature divisor of the logits, above 0
     * @param withGradient whether {@link Scored#backward} will be called
     * @return values in row order, tokens in order within a row; close it
     * @throws IllegalArgumentException if sizes disagree, a row is longer than the model's positions, or a token is unknown or,
     *     in a response, suppressed
     * @throws IllegalStateException if a gradient is wanted of frozen weights
     */
    public Scored score(Weights weights, int[][] prompts, int[][] responses, float temperature, boolean withGradient) {
        checkPolicy(weights);
        checkPaired(prompts, responses);
        if (!(temperature > 0 && temperature < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("temperature is " + temperature + ", expected above 0 and finite");
        }
        if (withGradient) {
            weights.gradientLeaves();
        }
        head.checkRead("prompt", prompts);
        head.checkPredicted("response", responses);
        Packing packing = Packing.of(prompts, responses);
        if (packing.targets().length == 0) {
            return new Scored(head, weights, packing.targets(), temperature, null, new float[0], new float[0]);
        }
        NDArray states = states(weights, packing, withGradient); // [targets, width]
        try (TensorScope scope = TensorScope.withoutGradient()) {
            NDList selected = head.select(scope, weights, states, packing.targets(), temperature);
            float[] logProb = selected.get(0).toFloatArray();
            float[] entropy = selected.get(1).toFloatArray();
            if (!withGradient) {
                states.close();
                states = null;
            }
            return new Scored(head, weights, packing.targets(), temperature, states, logProb, entropy);
        }
    }

    /**
     * What a critic expects of every response token: the value of the prompt and the response tokens before it.
     *
     * @param critic weights with a value head
     * @param prompts {@code [rows][any]} token ids, at least one where the response is not empty
     * @param responses {@code [rows][any]} token ids; an empty response contributes nothing
     * @param withGradient whether {@link ScoredValues#backward} will be called
     * @return values in row order, tokens in order within a row; close it
     * @throws IllegalArgumentException if sizes disagree, a row is longer than the model's positions, a token is unknown, or
     *     the weights are a policy's
     * @throws IllegalStateException if a gradient is wanted of frozen weights
     */
    public ScoredValues values(Weights critic, int[][] prompts, int[][] responses, boolean withGradient) {
        checkModel(critic);
        if (!critic.isCritic()) throw new IllegalArgumentException("these weights are a policy's: they have no values");
        checkPaired(prompts, responses);
        if (withGradient) {
            critic.gradientLeaves();
        }
        head.checkRead("prompt", prompts);
        head.checkRead("response", responses);
        Packing packing = Packing.of(prompts, responses);
        if (packing.targets().length == 0) {
            return new ScoredValues(script, critic, null, new float[0]);
        }
        NDArray states = states(critic, packing, withGradient); // [targets, width]
        try (TensorScope scope = TensorScope.withoutGradient()) {
            float[] values =
                    script.call(scope, "values", critic.leaves(), states).get(0).toFloatArray();
            if (!withGradient) {
                states.close();
                states = null;
            }
            return new ScoredValues(script, critic, states, values);
        }
    }

    /**
     * Logits after the last token of each row, as the checkpoint defines them: neither divided by a temperature nor
     * suppressed.
     *
     * @param tokens {@code [rows][any]} token ids, at least one per row
     * @return {@code [rows][vocabulary]}
     */
    public float[][] lastLogits(Weights weights, int[][] tokens) {
        checkPolicy(weights);
        head.checkRead("row", tokens);
        // The state before an arbitrary response token is the state after the prompt.
        int[][] next = new int[tokens.length][1];
        NDArray states = states(weights, Packing.of(tokens, next), false); // [rows, width]
        try (TensorScope scope = TensorScope.withoutGradient();
                states) {
            float[] logits = script.call(scope, "logits", weights.leaves(), states)
                    .get(0)
                    .toFloatArray();
            float[][] rows = new float[tokens.length][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Arrays.copyOfRange(logits, i * config.vocabSize(), (i + 1) * config.vocabSize());
            }
            return rows;
        }
    }

    /**
     * Samples responses with a cache of keys and values.
     *
     * @throws IllegalArgumentException if prompt and response together may exceed the model's positions, or a token is unknown
     *     or, among the forced ones, suppressed
     */
    public Generated generate(Weights weights, Generation request) {
        checkPolicy(weights);
        head.checkRead("prompt", request.prompts());
        head.checkPredicted("forced row", request.forced());
        for (int[] prompt : request.prompts()) {
            checkPositions(prompt.length + request.maxResponse());
        }
        rotary.reach(request.promptWindow() + request.maxResponse());
        return new Sampling(config, script, head, rotary, weights, request).run();
    }

    /** Frees the program and its tables; weights and results stay. */
    @Override
    public void close() {
        rotary.close();
        script.close();
    }

    /** States that predict the targets, {@code [targets, width]}; the caller closes them. */
    private NDArray states(Weights weights, Packing packing, boolean withGradient) {
        checkPositions(packing.positionsNeeded());
        rotary.reach(packing.positionsNeeded());
        // Recording stays on even for a score without gradient, of weights that need none, because linear() chooses its
        // kernel by
        // it: a probability ratio of one policy to itself is then 1 to the last bit.
        try (TensorScope scope = TensorScope.withGradient()) {
            return scope.keep(script.call(
                            scope,
                            "states",
                            withGradient ? weights.leaves() : weights.detachedLeaves(),
                            scope.longs(packing.ids(), packing.ids().length),
                            scope.longs(packing.positions(), packing.positions().length),
                            rotary.cos(),
                            rotary.sin(),
                            scope.longs(packing.lengths(), packing.lengths().length),
                            scope.longs(packing.owner(), packing.owner().length),
                            scope.longs(packing.buckets(), packing.buckets().length / 2, 2),
                            scope.longs(packing.predictors(), packing.predictors().length))
                    .get(0));
        }
    }

    private void checkPolicy(Weights weights) {
        checkModel(weights);
        if (weights.isCritic())
            throw new IllegalArgumentException("these weights are a critic's: they predict no token");
    }

    private static void checkPaired(int[][] prompts, int[][] responses) {
        if (prompts.length != responses.length) {
            throw new IllegalArgumentException(prompts.length + " prompts but " + responses.length + " responses");
        }
    }

    private void checkModel(Weights weights) {
        if (!weights.config().equals(config)) {
            throw new IllegalArgumentException("weights of " + weights.config() + " given to a decoder of " + config);
        }
    }

    private void checkPositions(int needed) {
        if (needed > config.maxPositions()) {
            throw new IllegalArgumentException(
                    "a prompt and its response need " + needed + " positions, the model has " + config.maxPositions());
        }
    }
}
