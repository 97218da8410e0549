package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Precision;

/** Bytes that follow from a model's layers and the type of its matrix products; the formulas are {@link MemoryPlan}'s. */
record LayerSizes(ModelConfig model, Precision precision) {

    private static final long FLOAT = 4;

    private long queries() {
        return (long) model.heads() * model.headSize();
    }

    private long keys() {
        return (long) model.kvHeads() * model.headSize();
    }

    private long matrices() {
        return model.hiddenSize() * (2 * queries() + 2 * keys() + 3L * model.intermediateSize());
    }

    long activations(long tokens, boolean recomputed, long lanes) {
        long d = model.hiddenSize();
        long c = precision.bytes();
        long layer = tokens * (8 * d + c * (6 * queries() + 3 * keys() + 2L * model.intermediateSize()));
        long passing = tokens * (8 * d + c * 6 * queries()) + lanes * (FLOAT + c) * matrices();
        return passing + (recomputed ? FLOAT * tokens * model.layers() * d + layer : model.layers() * layer);
    }

    long samplingWeights() {
        return precision.bytes() * model.layers() * matrices() + FLOAT * model.vocabSize() * model.hiddenSize();
    }

    /** @param affordable most bytes that it may have */
    long cache(long rows, long prompt, long response, long affordable) {
        return Math.min(affordable, rows * room(prompt, response) * 2 * model.layers() * keys() * precision.bytes());
    }

    long oneToken(long rows, long prompt, long response) {
        long scores = (2 * FLOAT + precision.bytes()) * model.heads() * room(prompt, response);
        return rows * (24L * model.vocabSize() + scores);
    }

    /** Tokens that there is room for in the pages of a row and of its prompt. */
    private static long room(long prompt, long response) {
        long page = response <= 512 ? 32 : response <= 2048 ? 64 : 128;
        return ((response + page - 1) / page + (prompt + page - 1) / page) * page;
    }
}
