package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What the worker may use. Threads are part of the declaration because sums are split among them: another number may
 * change the last bits of a result, and so may another device.
 *
 * @param microBatchTokens tokens, padding included, in one forward and backward pass; bounds the activations
 * @param threads threads of the tensor engine
 * @param activationCheckpointing whether layers are computed again on the way back instead of being kept; null for yes from
 *     {@value #LARGE_MODEL} parameters on. Like the next, it changes no bit of a result
 * @param cacheMebibytes most memory for keys and values while responses are sampled; null for {@value #DEFAULT_CACHE}
 * @param device {@code cpu}, {@code cuda:<index>} or {@code auto}; null for auto
 */
public record Budget(
        int microBatchTokens,
        int threads,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean activationCheckpointing,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer cacheMebibytes,
        @JsonInclude(JsonInclude.Include.NON_NULL) String device) {

    /** Parameters from which on activations are not kept unless the declaration says so. */
    public static final long LARGE_MODEL = 100_000_000;

    /** Parameters below which rows are dealt out to threads, while operations of a larger model are cut among them. */
    public static final long SMALL_MODEL = 50_000_000;

    /** MiB for keys and values where nothing is declared. */
    public static final int DEFAULT_CACHE = 1024;

    public Budget {
        Check.atLeast("microBatchTokens", microBatchTokens, 1);
        Check.atLeast("threads", threads, 1);
        Check.cache(cacheMebibytes);
        Check.device(device);
    }

    /** Everything else as it is by default. */
    public Budget(int microBatchTokens, int threads) {
        this(microBatchTokens, threads, null, null, null);
    }

    /** Whether activations of a model of so many parameters are computed twice. */
    public boolean recomputes(long parameters) {
        return activationCheckpointing == null ? parameters >= LARGE_MODEL : activationCheckpointing;
    }

    /** How many threads of a CPU work on rows of their own, at most, each with gradients of its own. */
    public int lanes(long parameters) {
        return parameters < SMALL_MODEL && !deviceOrAuto().startsWith("cuda") ? threads : 1;
    }

    /** Most bytes for keys and values. */
    public long cacheBytes() {
        return cacheBytes(cacheMebibytes);
    }

    static long cacheBytes(Integer mebibytes) {
        return (mebibytes == null ? DEFAULT_CACHE : mebibytes) * (1L << 20);
    }

    /** The device as the engine takes it. */
    public String deviceOrAuto() {
        return device == null ? "auto" : device;
    }
}
