package dev.luffy.benchmarks.aime;

/**
 * A 64-bit mixing function. Neighbouring seeds and indices give unrelated streams, unlike {@code seed + index}, under which item 1 of seed
 * 0 would be item 0 of seed 1.
 */
final class Mix {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mix() {}

    /** Mixes the words in their order. */
    static long of(long... words) {
        long hash = GOLDEN;
        for (long word : words) {
            hash = finish(hash * 31 + finish(word + GOLDEN));
        }
        return hash;
    }

    /** Mixes the characters of a text in their order. */
    static long of(String text) {
        long hash = GOLDEN;
        for (int i = 0; i < text.length(); i++) {
            hash = finish(hash * 31 + text.charAt(i));
        }
        return finish(hash + text.length());
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014; constants of Stafford's variant 13): a bijection. */
    private static long finish(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
