package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.ModelConfig;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A decoder of the Qwen2, Qwen3 or Llama family: scores given responses, with gradients, and samples new ones. Holds no weights. One
 * TorchScript program, {@code decoder.py} and what it names, does the arithmetic. Not for use by two threads at once.
 *
 * <p>Suppressed tokens (padding, ids beyond the tokenizer's vocabulary) have probability 0 in scoring and in sampling alike.
 */
public final class Decoder implements AutoCloseable {
    private final ModelConfig config;
    private final Arithmetic arithmetic;
    private final TorchScript script;
    private final Head head;
    private final Rotary rotary;

    /**
     * A decoder in float32 that keeps its activations.
     *
     * @param suppressed token ids that are never sampled; empty for none
     * @throws IllegalArgumentException if a suppressed token is outside the vocabulary, or none is left
     */
    public Decoder(ModelConfig config, int... suppressed) {
        this(config, Arithmetic.FLOAT32, suppressed);
    }

    /**
     * @param suppressed token ids that are never sampled; empty for none
     * @throws IllegalArgumentException if a suppressed token is outside the vocabulary, or none is left
     */
    public Decoder(ModelConfig config, Arithmetic arithmetic, int... suppressed) {
        this(config, arithmetic, Engine.hasOneDnn(), suppressed);
    }

    Decoder(ModelConfig config, Arithmetic arithmetic, boolean oneDnn, int... suppressed) {
        this.config = config;
        this.arithmetic = arithmetic;
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put("training", false);
        attributes.put("layers", config.layers());
        attributes.put("heads", config.heads());
        attributes.put("kv_heads", config.kvHeads());
        attributes.put("size", config.headSize());
        attributes.put("eps", config.rmsNormEps());
        attributes.put("compute", arithmetic.scalarType());
        attributes.put("per_layer", Layout.leavesPerLayer(config.parts()));
        for (Layout.Role role : Layout.Role.values()) {
            attributes.put("at_" + role.name().toLowerCase(Locale.ROOT), role.offset(config.parts()));
        }
        script = TorchScript.load(
                "Decoder",
                attributes,
                "decoder.py",
                "scoring.py",
                "layer.py",
                "sampling.py",
                "picking.py",
                oneDnn ? "linear_onednn.py" : "linear_plain.py");
        head = new Head(config, script, suppressed);
        rotary = new Rotary(config);
    }

    /** The model this decoder computes. */
    public ModelConfig config() {
        return config;
    }

    /**
     * Log-probability and entropy of every response token, given its prompt and the response tokens before it. Only response
     * tokens are projected to the vocabulary; equal prompts are computed once, or once a lane.
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
        LanedPass pass = new LanedPass(script, weights, prompts, responses);
        reach(pass.positionsNeeded());
        float[][] selected = pass.forward(
                rotary,
                withGradient,
                arithmetic.recomputes(),
                2,
                (scope, lane) -> head.select(scope, lane.weights(), lane.states(), lane.targets(), temperature));
        return new Scored(head, temperature, pass, selected[0], selected[1]);
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
        checkModel(critic.config());
        if (!critic.isCritic()) throw new IllegalArgumentException("these weights are a policy's: they have no values");
        checkPaired(prompts, responses);
        if (withGradient) {
            critic.gradientLeaves();
        }
        head.checkRead("prompt", prompts);
        head.checkRead("response", responses);
        LanedPass pass = new LanedPass(script, critic, prompts, responses);
        reach(pass.positionsNeeded());
        float[][] values = pass.forward(rotary, withGradient, arithmetic.recomputes(), 1, (scope, lane) -> {
            NDArray scalarHead = lane.weights().leaves().get(critic.layout().head()); // [1, width]
            return script.call(scope, "values", scalarHead, lane.states());
        });
        return new ScoredValues(script, pass, values[0]);
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
        PackedTokens packed = PackedTokens.of(tokens, next);
        reach(packed.positionsNeeded());
        try (ForwardPass pass = new ForwardPass(script, rotary, weights, packed, false, false);
                TensorScope scope = TensorScope.withoutGradient()) {
            float[] logits = TensorScope.floatsOf(head.logits(scope, weights, pass.states()));
            float[][] rows = new float[tokens.length][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Arrays.copyOfRange(logits, i * config.vocabSize(), (i + 1) * config.vocabSize());
            }
            return rows;
        }
    }

    /**
     * Weights in the form in which this decoder samples. They show what {@code weights} are now, and have to be closed before
     * these.
     */
    public SamplingWeights samplingWeights(Weights weights) {
        checkPolicy(weights);
        return SamplingWeights.of(weights, script);
    }

    /**
     * As {@link #samplingWeights(Weights)}, of a checkpoint's tensors: for a model that is only asked.
     *
     * @throws IllegalArgumentException if a tensor is missing, unknown or of another shape
     */
    public SamplingWeights samplingWeights(Map<String, ? extends TensorSource> tensors) {
        return SamplingWeights.of(config, tensors, script);
    }

    /**
     * Samples responses with a cache of keys and values.
     *
     * @param check called every few tokens; what it throws ends the sampling
     * @param sink gets each response as soon as it has ended
     * @throws IllegalArgumentException if prompt and response together may exceed the model's positions, or a token is unknown
     *     or, among the forced ones, suppressed
     * @throws InvalidInputException if the cache's memory does not hold one row
     */
    public void generate(SamplingWeights weights, Generation request, Runnable check, Consumer<Completion> sink) {
        generate(weights, request, Sampling.Admission.CONTINUOUS, check, sink);
    }

    void generate(
            SamplingWeights weights,
            Generation request,
            Sampling.Admission admission,
            Runnable check,
            Consumer<Completion> sink) {
        checkModel(weights.config());
        head.checkRead("prompt", request.prompts());
        head.checkPredicted("forced row", request.forced());
        int needed = request.longestPrompt() + request.maxResponse();
        if (request.rows() == 0) return;
        checkPositions(needed);
        rotary.reach(needed + SamplingLane.beyond());
        try (Sampling sampling =
                new Sampling(config, arithmetic.precision(), script, head, rotary, weights, request, admission)) {
            sampling.run(check, sink);
        }
    }

    /** Frees the program and its tables; weights and results stay. */
    @Override
    public void close() {
        rotary.close();
        script.close();
    }

    private void reach(int positions) {
        checkPositions(positions);
        rotary.reach(positions);
    }

    private void checkPolicy(Weights weights) {
        checkModel(weights.config());
        if (weights.isCritic())
            throw new IllegalArgumentException("these weights are a critic's: they predict no token");
    }

    private static void checkPaired(int[][] prompts, int[][] responses) {
        if (prompts.length != responses.length) {
            throw new IllegalArgumentException(prompts.length + " prompts but " + responses.length + " responses");
        }
        for (int row = 0; row < prompts.length; row++) {
            if (prompts[row].length == 0 && responses[row].length > 0) {
                throw new IllegalArgumentException("prompt of row " + row + " is empty: nothing predicts its response");
            }
        }
    }

    private void checkModel(ModelConfig model) {
        if (!model.equals(config)) {
            throw new IllegalArgumentException("weights of " + model + " given to a decoder of " + config);
        }
    }

    private void checkPositions(int needed) {
        if (needed > config.maxPositions()) {
            throw new IllegalArgumentException(
                    "a prompt and its response need " + needed + " positions, the model has " + config.maxPositions());
        }
    }
}
