package dev.luffy.runtime.rollout;

/**
 * Uniform numbers that are a pure function of (seed, purpose, keys): a counter-based generator. Each key is folded in
 * through SplitMix64's finalizer (Steele, Lea and Flood 2014), so neighbouring seeds or steps share nothing, and a
 * resumed run needs no position to be restored.
 */
public final class RandomStream {

    /** What numbers are for. Streams of different purposes never meet; the order of constants is part of the format. */
    public enum Purpose {
        ROLLOUT,
        VALIDATION,
        DATA_ORDER,
        PREFIX_RATIO,
        INITIAL_WEIGHTS,
        EVALUATION
    }

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long key;

    private RandomStream(long key) {
        this.key = key;
    }

    /** The stream of one purpose under one seed. */
    public static RandomStream of(long seed, Purpose purpose) {
        return new RandomStream(mix(seed + GOLDEN_GAMMA)).at(purpose.ordinal() + 1L);
    }

    /** The sub-stream of one more key: a step, a prompt, a sample. */
    public RandomStream at(long counter) {
        return new RandomStream(mix(key ^ mix(counter * GOLDEN_GAMMA + 0x632BE59BD9B4E019L)));
    }

    /** 64 bits at a position. */
    public long bits(long position) {
        return at(position).key;
    }

    /** Uniform in [0, 1) with 53 random bits at a position. */
    public double uniform(long position) {
        return (bits(position) >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [0, bound) at a position; the bias is below bound/2^64. */
    public int index(long position, int bound) {
        return (int) Math.multiplyHigh(bits(position) >>> 1, (long) bound << 1);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
