package dev.luffy.runtime.experiment;

import java.util.List;

/**
 * What {@code config.json} of a Hugging Face folder says about a decoder of the Qwen2, Qwen3 or Llama family.
 *
 * @param vocabSize rows of the embedding (may exceed the tokenizer's vocabulary)
 * @param hiddenSize width of the residual stream
 * @param intermediateSize width of the SwiGLU
 * @param layers decoder blocks
 * @param heads query heads
 * @param kvHeads key and value heads; divides {@code heads} (grouped-query attention)
 * @param headSize width of one head
 * @param rmsNormEps epsilon inside the root of RMSNorm
 * @param ropeTheta base of the rotary frequencies
 * @param tiedEmbeddings whether the output projection is the embedding matrix
 * @param maxPositions longest sequence, prompt and response together, in tokens
 * @param eosTokenIds tokens that end a response; never empty
 * @param padTokenId token that is never sampled and never read, or -1
 * @param initializerRange deviation of matrices that are drawn at random
 * @param parts what the layers of its family have besides their matrices
 * @param ropeScaling what is done to the rotary frequencies
 */
public record ModelConfig(
        int vocabSize,
        int hiddenSize,
        int intermediateSize,
        int layers,
        int heads,
        int kvHeads,
        int headSize,
        double rmsNormEps,
        double ropeTheta,
        boolean tiedEmbeddings,
        int maxPositions,
        List<Integer> eosTokenIds,
        int padTokenId,
        double initializerRange,
        LayerParts parts,
        RopeScaling ropeScaling) {

    public ModelConfig {
        eosTokenIds = List.copyOf(eosTokenIds);
    }

    /** A Qwen2 without rotary scaling. */
    public ModelConfig(
            int vocabSize,
            int hiddenSize,
            int intermediateSize,
            int layers,
            int heads,
            int kvHeads,
            int headSize,
            double rmsNormEps,
            double ropeTheta,
            boolean tiedEmbeddings,
            int maxPositions,
            List<Integer> eosTokenIds,
            int padTokenId,
            double initializerRange) {
        this(
                vocabSize,
                hiddenSize,
                intermediateSize,
                layers,
                heads,
                kvHeads,
                headSize,
                rmsNormEps,
                ropeTheta,
                tiedEmbeddings,
                maxPositions,
                eosTokenIds,
                padTokenId,
                initializerRange,
                LayerParts.QWEN2,
                RopeScaling.NONE);
    }

    /** This model with another context; null leaves it as it is. */
    public ModelConfig with(Context context) {
        boolean sameTheta = context == null || context.ropeTheta() == null;
        boolean samePositions = context == null || context.maximumPositions() == null;
        return new ModelConfig(
                vocabSize,
                hiddenSize,
                intermediateSize,
                layers,
                heads,
                kvHeads,
                headSize,
                rmsNormEps,
                sameTheta ? ropeTheta : context.ropeTheta(),
                tiedEmbeddings,
                samePositions ? maxPositions : context.maximumPositions(),
                eosTokenIds,
                padTokenId,
                initializerRange,
                parts,
                ropeScaling);
    }

    /** This model with the layers and the rotary scaling of another family. */
    public ModelConfig with(LayerParts parts, RopeScaling ropeScaling) {
        return new ModelConfig(
                vocabSize,
                hiddenSize,
                intermediateSize,
                layers,
                heads,
                kvHeads,
                headSize,
                rmsNormEps,
                ropeTheta,
                tiedEmbeddings,
                maxPositions,
                eosTokenIds,
                padTokenId,
                initializerRange,
                parts,
                ropeScaling);
    }

    /** Number of scalars in the checkpoint; a tied output projection counts once. */
    public long parameterCount() {
        long d = hiddenSize;
        long q = (long) heads * headSize;
        long kv = (long) kvHeads * headSize;
        long attention = 2 * d * q + 2 * d * kv;
        long block = attention + 3 * d * intermediateSize + 2 * d + parts.parameterCount(this);
        long embeddings = (tiedEmbeddings ? 1 : 2) * (long) vocabSize * d;
        return embeddings + layers * block + d;
    }
}
