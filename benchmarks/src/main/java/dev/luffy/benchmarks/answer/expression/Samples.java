package dev.luffy.benchmarks.answer.expression;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The points at which expressions in variables are compared: always the same ones. Their denominators are powers of two,
 * so that no power of a negative number has an odd root by accident.
 */
final class Samples {

    /** Where the points lie. */
    enum Region {
        POSITIVE,
        MIXED_SIGNS,
        BELOW_ONE,
        LARGE,
        /** Far out on both sides, for functions that are put together from others. */
        FAR,
        WHOLE,
        COMPLEX
    }

    private static final BigInteger GRID = BigInteger.valueOf(1024);
    private static final long SEED = 0x5DEECE66DL;

    private Samples() {}

    /** A point: a value for each name. */
    static Map<String, Exact> point(Collection<String> names, Region region, int number) {
        Map<String, Exact> point = new TreeMap<>();
        int place = 0;
        for (String name : names) {
            long random = scrambled(SEED + 1_000_003L * number + 7_919L * place + 31L * region.ordinal());
            point.put(name, value(region, random, number + place));
            place++;
        }
        return point;
    }

    private static Exact value(Region region, long random, int turn) {
        return switch (region) {
            case POSITIVE -> Exact.of(between(random, 300, 3500));
            case MIXED_SIGNS -> {
                Rational size = between(random, 300, 3500);
                // The first variable is negative at every other point, the second at the others, and so on.
                yield Exact.of(turn % 2 == 0 ? size.negated() : size);
            }
            case BELOW_ONE -> Exact.of(between(random, 40, 480));
            case LARGE -> Exact.of(between(random, 20_000, 90_000));
            case FAR -> {
                Rational size = between(random, 1 << 20, 1 << 30);
                yield Exact.of(turn % 2 == 0 ? size.negated() : size);
            }
            case WHOLE -> Exact.of(Rational.of(1 + Math.floorMod(random, 13L)));
            case COMPLEX -> new Exact(between(random, 300, 3500).negated(), between(scrambled(random), 300, 3500));
        };
    }

    /** An odd number of 1024ths. */
    private static Rational between(long random, int low, int high) {
        long odd = (low + Math.floorMod(random, (long) high - low)) | 1;
        return new Rational(BigInteger.valueOf(odd), GRID);
    }

    /** SplitMix64's finisher. */
    private static long scrambled(long x) {
        x += 0x9E3779B97F4A7C15L;
        x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }
}
