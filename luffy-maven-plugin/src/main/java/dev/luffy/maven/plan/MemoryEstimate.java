package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Rollout;

/**
 * Bytes that a run's tensors will need, all in 32-bit floats. An estimate for choosing a budget, not a promise: an
 * engine's workspaces, some hundred megabytes, and the JVM, whose heap is {@link #heapMebibytes} at most, come on top.
 *
 * <pre>{@code
 *   P = parameters, L = layers, d = hidden, f = intermediate, q = heads·headSize, k = kvHeads·headSize, V = vocabulary
 *   S = maximumPromptTokens + maximumResponseTokens, T = max(microBatchTokens, S)
 *   weights = gradients = 4·P      moments = 8·P
 *   reference = 4·P where a divergence from it is measured or a reward model needs it
 *   critic = 16·(P − V·d of an output projection + d): its weights, gradients and moments
 *   reward model = 16·P: likewise
 *   activations = 4·T·(L·(6·d + 2·q + 2·k + 3·f + heads·S) + 3·V)
 *   key-value cache = 4·2·L·k·batchRows·S
 * }</pre>
 *
 * @param weights the policy
 * @param gradients one per parameter
 * @param moments AdamW's two per parameter
 * @param reference the starting model that a KL term or a reward model is measured from
 * @param critic a value network with gradients and moments, 0 for a method without
 * @param rewardModel a reward model with gradients and moments, 0 for a method without
 * @param activations what one micro-batch keeps for its backward pass, attention scores and logits included
 * @param keyValueCache what a decoding batch keeps of its past; 0 where a server samples and nothing is validated
 */
public record MemoryEstimate(
        long weights,
        long gradients,
        long moments,
        long reference,
        long critic,
        long rewardModel,
        long activations,
        long keyValueCache) {

    private static final long FLOAT = 4;
    private static final long MIB = 1 << 20;
    private static final long SMALLEST_HEAP_MIB = 1024;
    private static final long HEAP_BASE_MIB = 512;
    private static final long ANSWERING_ROWS = 128;
    private static final long ANSWERING_CACHE = 1 << 30;
    private static final int ANSWERING_PROMPT = 1024;

    // A checkpoint holds the weights and both moments, 12 bytes, as arrays; the rest is room for the collector.
    private static final long HEAP_PER_PARAMETER = 20;

    public static MemoryEstimate of(Experiment experiment, ModelConfig model) {
        Rollout rollout = experiment.rollout();
        long parameters = model.parameterCount();
        long sequence = (long) rollout.maximumPromptTokens() + rollout.maximumResponseTokens();
        long tokens = Math.max(experiment.budget().microBatchTokens(), sequence);
        long queries = (long) model.heads() * model.headSize();
        long keys = (long) model.kvHeads() * model.headSize();
        long perLayer = 6L * model.hiddenSize()
                + 2 * queries
                + 2 * keys
                + 3L * model.intermediateSize()
                + model.heads() * sequence;
        boolean decodes = rollout.server() == null || experiment.validation() != null;
        return new MemoryEstimate(
                FLOAT * parameters,
                FLOAT * parameters,
                2 * FLOAT * parameters,
                experiment.method().needsReference() ? FLOAT * parameters : 0,
                experiment.method().critic() != null ? 4 * FLOAT * criticParameters(model) : 0,
                experiment.method().rewardModel() != null ? 4 * FLOAT * parameters : 0,
                FLOAT * tokens * (model.layers() * perLayer + 3L * model.vocabSize()),
                decodes ? keyValueCache(model, rollout.batchRows(), (int) sequence) : 0);
    }

    /** The policy's with a scalar head in place of an output projection. */
    private static long criticParameters(ModelConfig model) {
        long projection = model.tiedEmbeddings() ? 0 : (long) model.vocabSize() * model.hiddenSize();
        return model.parameterCount() - projection + model.hiddenSize();
    }

    /** Limit of the worker's heap in MiB: max(1024, 512 + 20·P bytes), rounded up. */
    public static long heapMebibytes(ModelConfig model) {
        long checkpoint = (HEAP_PER_PARAMETER * model.parameterCount() + MIB - 1) / MIB;
        return Math.max(SMALLEST_HEAP_MIB, HEAP_BASE_MIB + checkpoint);
    }

    /** Limit of the heap of a worker that only answers, in MiB: max(1024, 512 + 4·P bytes), rounded up. */
    public static long answeringHeapMebibytes(ModelConfig model) {
        return Math.max(SMALLEST_HEAP_MIB, HEAP_BASE_MIB + (FLOAT * model.parameterCount() + MIB - 1) / MIB);
    }

    /** Bytes of a model's weights. */
    public static long weights(ModelConfig model) {
        return FLOAT * model.parameterCount();
    }

    /** Bytes of the key-value cache of a decoding batch whose rows have so many tokens, prompt and response together. */
    public static long keyValueCache(ModelConfig model, int rows, int tokens) {
        return FLOAT * 2 * model.layers() * model.kvHeads() * model.headSize() * rows * tokens;
    }

    /**
     * Responses that an evaluation decodes together where nobody names a number: the largest power of two up to 128 whose
     * cache, with room for prompts of 1024 tokens, stays within 1 GiB; at least 1. Depends on nothing but model and limit, since
     * responses may depend on it in their last bits.
     */
    public static int answeringRows(ModelConfig model, int maximumTokens) {
        int tokens = (int) Math.min(model.maxPositions(), (long) maximumTokens + ANSWERING_PROMPT);
        long rows = Math.min(ANSWERING_ROWS, ANSWERING_CACHE / keyValueCache(model, 1, tokens));
        return (int) Math.max(1, Long.highestOneBit(rows));
    }

    /** All of them; sampling and updating do not overlap, so of cache and activations only the larger counts. */
    public long total() {
        return weights + gradients + moments + reference + critic + rewardModel + Math.max(activations, keyValueCache);
    }
}
