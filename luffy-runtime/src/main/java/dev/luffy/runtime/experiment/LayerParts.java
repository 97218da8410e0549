package dev.luffy.runtime.experiment;

/**
 * What a decoder layer has besides its seven matrices and the norms before attention and SwiGLU; here the families differ.
 *
 * @param qkvBias biases of queries, keys and values
 * @param outputBias a bias of the attention's output projection
 * @param headNorms RMSNorm of every query head and every key head, before the rotation
 * @param mlpBias biases of the SwiGLU's three projections
 */
public record LayerParts(boolean qkvBias, boolean outputBias, boolean headNorms, boolean mlpBias) {
    /** Of Qwen2 and Qwen2.5. */
    public static final LayerParts QWEN2 = new LayerParts(true, false, false, false);
    /** Of Qwen3. */
    public static final LayerParts QWEN3 = new LayerParts(false, false, true, false);
    /** Of Llama. */
    public static final LayerParts LLAMA = new LayerParts(false, false, false, false);

    /** Number of scalars of these parts in one layer of {@code model}. */
    long parameterCount(ModelConfig model) {
        long query = (long) model.heads() * model.headSize();
        long kv = (long) model.kvHeads() * model.headSize();
        return (qkvBias ? query + 2 * kv : 0)
                + (outputBias ? model.hiddenSize() : 0)
                + (headNorms ? 2L * model.headSize() : 0)
                + (mlpBias ? 2L * model.intermediateSize() + model.hiddenSize() : 0);
    }
}
