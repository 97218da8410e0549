package dev.luffy.benchmarks.aime;

import java.util.SplittableRandom;

/**
 * The random choices behind one item. Only {@link SplittableRandom#nextLong()} is asked, whose algorithm has stayed the same; how a bounded
 * number is made from it is written here, because the JDK's way has changed between versions.
 */
final class Draws {
    private final SplittableRandom source;

    Draws(long mixedSeed) {
        source = new SplittableRandom(mixedSeed);
    }

    /** Uniform on 0 to bound − 1. For the small bounds used here the bias, below bound / 2³², is of no account. */
    int below(int bound) {
        return (int) (((source.nextLong() >>> 32) * bound) >>> 32);
    }

    /** Uniform on the multiples of 2⁻⁵³ in [0, 1). */
    double unit() {
        return (source.nextLong() >>> 11) * 0x1.0p-53;
    }

    /** True with this probability. */
    boolean chance(double probability) {
        return unit() < probability;
    }
}
