package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.AnsweringBudget;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Rollout;

/**
 * Bytes that a worker will need at its peak. Sampling and updating take turns: of what only one of them has, the larger
 * counts.
 *
 * <pre>{@code
 *   P = parameters, L = layers, d = hidden, f = intermediate, q = heads·headSize, k = kvHeads·headSize, V = vocabulary
 *   c = 4 bytes in float32, 2 in bfloat16;  M = matrices of a layer = d·(2·q + 2·k + 3·f)
 *   S = maximumPromptTokens + maximumResponseTokens, T = max(microBatchTokens, S)
 *   lanes = min(threads, rows of a step) for a model below 50 million parameters on a CPU, else 1
 *   weights = 4·P      gradients = lanes·4·P      moments = 8·P
 *   reference = 4·P where a divergence from it is measured or a reward model needs it
 *   critic = (12 + 4·lanes)·(P − V·d of an output projection + d): its weights, gradients and moments
 *   reward model = (12 + 4·lanes)·P: likewise
 *   layer = T·(8·d + c·(6·q + 3·k + 2·f))                   what a layer keeps for its way back
 *   passing = T·(8·d + c·6·q) + lanes·(4 + c)·M             what passing one layer needs besides
 *   activations = L·layer + passing, or with activation checkpointing 4·T·L·d + layer + passing
 *   logits = 12·min(lanes·2²⁵, T·V): a slice of them, its softmax and their derivatives
 *   sampling weights = c·L·M + 4·V·d
 *   key-value cache = min(cacheMebibytes, pages of batchRows rows of the longest kind and of their prompts)
 *   one token = batchRows·(24·V + (8 + c)·heads·S)         S in whole pages
 * }</pre>
 *
 * @param process a Java virtual machine with libtorch and little to do
 * @param weights the policy
 * @param gradients one per parameter, and lane
 * @param moments AdamW's two per parameter
 * @param reference the starting model that a KL term or a reward model is measured from
 * @param critic a value network with gradients and moments, 0 for a method without
 * @param rewardModel a reward model with gradients and moments, 0 for a method without
 * @param activations what one micro-batch keeps for its backward pass
 * @param logits what one slice of its vocabulary projection needs
 * @param samplingWeights the policy as responses are sampled from it; like the next two 0 where a server samples and nothing
 *     is validated
 * @param keyValueCache keys and values of the responses that are sampled together
 * @param oneToken distributions of one token of each, and its scores for all tokens before it
 */
public record MemoryPlan(
        long process,
        long weights,
        long gradients,
        long moments,
        long reference,
        long critic,
        long rewardModel,
        long activations,
        long logits,
        long samplingWeights,
        long keyValueCache,
        long oneToken) {

    /** Limit of a worker's Java heap. No tensor is in it, so it does not depend on the model. */
    public static final long HEAP_MEBIBYTES = 1024;

    private static final long FLOAT = 4;
    private static final long MIB = 1 << 20;
    private static final long PROCESS = 540 * MIB;
    private static final long SLICE = 1 << 25;

    public static MemoryPlan of(Experiment experiment, ModelConfig model) {
        Rollout rollout = experiment.rollout();
        LayerSizes sizes = new LayerSizes(model, experiment.precisionOrDefault());
        long parameters = model.parameterCount();
        long prompt = rollout.maximumPromptTokens();
        long response = rollout.maximumResponseTokens();
        long tokens = Math.max(experiment.budget().microBatchTokens(), prompt + response);
        boolean validated = experiment.validation() != null;
        boolean samples = validated || experiment.method().onPolicyRollouts() > 0 && rollout.server() == null;
        long rows = (long) experiment.schedule().promptsPerStep()
                * experiment.method().groupSize();
        long lanes = Math.min(experiment.budget().lanes(parameters), rows);
        long together = validated ? rollout.batchRows() : Math.min(rollout.batchRows(), rows);
        return new MemoryPlan(
                PROCESS,
                FLOAT * parameters,
                lanes * FLOAT * parameters,
                2 * FLOAT * parameters,
                experiment.method().needsReference() ? FLOAT * parameters : 0,
                experiment.method().critic() != null ? (3 + lanes) * FLOAT * criticParameters(model) : 0,
                experiment.method().rewardModel() != null ? (3 + lanes) * FLOAT * parameters : 0,
                sizes.activations(tokens, experiment.budget().recomputes(parameters), lanes),
                12 * Math.min(lanes * SLICE, tokens * model.vocabSize()),
                samples ? sizes.samplingWeights() : 0,
                samples
                        ? sizes.cache(
                                together, prompt, response, experiment.budget().cacheBytes())
                        : 0,
                samples ? sizes.oneToken(together, prompt, response) : 0);
    }

    /**
     * Of a worker that only answers.
     *
     * @param prompt tokens of the longest prompt
     * @param response tokens that a response may have
     */
    public static MemoryPlan answering(ModelConfig model, AnsweringBudget budget, long prompt, long response) {
        LayerSizes sizes = new LayerSizes(model, budget.precisionOrDefault());
        return new MemoryPlan(
                PROCESS,
                FLOAT * model.vocabSize() * model.hiddenSize(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                sizes.samplingWeights(),
                sizes.cache(budget.batchRows(), prompt, response, budget.cacheBytes()),
                sizes.oneToken(budget.batchRows(), prompt, response));
    }

    /** The policy's with a scalar head in place of an output projection. */
    private static long criticParameters(ModelConfig model) {
        long projection = model.tiedEmbeddings() ? 0 : (long) model.vocabSize() * model.hiddenSize();
        return model.parameterCount() - projection + model.hiddenSize();
    }

    /** What is there all the time. */
    public long standing() {
        return process + weights + gradients + moments + reference + critic + rewardModel;
    }

    /** Of it all, while weights are updated. */
    public long updating() {
        return standing() + activations + logits;
    }

    /** Of it all, while responses are sampled. */
    public long sampling() {
        return standing() + samplingWeights + keyValueCache + oneToken;
    }

    /** The peak. */
    public long total() {
        return Math.max(updating(), sampling());
    }
}
