package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What the worker of an evaluation may use.
 *
 * @param precision type of the model's matrix products; null for float32
 * @param batchRows responses decoded together, at most
 * @param cacheMebibytes most memory for their keys and values; null for {@value Budget#DEFAULT_CACHE}
 * @param threads threads of the tensor engine
 * @param device as in {@link Budget}
 */
public record AnsweringBudget(
        @JsonInclude(JsonInclude.Include.NON_NULL) Precision precision,
        int batchRows,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer cacheMebibytes,
        int threads,
        @JsonInclude(JsonInclude.Include.NON_NULL) String device) {

    public AnsweringBudget {
        Check.atLeast("batchRows", batchRows, 1);
        Check.cache(cacheMebibytes);
        Check.atLeast("threads", threads, 1);
        Check.device(device);
    }

    /** float32, on whatever device there is. */
    public AnsweringBudget(int batchRows, int threads) {
        this(null, batchRows, null, threads, null);
    }

    /** Type of the matrix products. */
    public Precision precisionOrDefault() {
        return precision == null ? Precision.FLOAT32 : precision;
    }

    /** Most bytes for keys and values. */
    public long cacheBytes() {
        return Budget.cacheBytes(cacheMebibytes);
    }

    /** The device as the engine takes it. */
    public String deviceOrAuto() {
        return device == null ? "auto" : device;
    }
}
