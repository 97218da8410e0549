package dev.luffy.benchmarks.answer.expression;

import dev.luffy.benchmarks.answer.expression.Samples.Region;
import java.util.Map;

/**
 * Whether two expressions in variables are the same function, by comparing their values at points: rational functions
 * exactly, others to 48 digits or more (Schwartz 1980 bounds how often a polynomial hides from such a test). Points where
 * either side has no real value say nothing, so that √(1/n) is 1/√n, while √(x²) is not x.
 */
final class IdentityTest {

    /** Fewer points than this say nothing. */
    private static final int ENOUGH = 3;

    /** Points tried in each region. */
    private static final int TRIES = 4;

    private final Cost cost;

    IdentityTest(Cost cost) {
        this.cost = cost;
    }

    /** What is asked at each point. */
    interface Question {
        PointComparison.At at(Map<String, Exact> point, boolean realOnly);
    }

    /** Whether the two have the same value wherever both have one, at three points at least. */
    boolean same(Expr left, Expr right, Symbols symbols) {
        int precision = Evaluations.precision(symbols.irrationalDepth);
        return holds(
                symbols,
                (point, realOnly) -> new PointComparison(point, realOnly, cost).compare(left, right, precision));
    }

    /** Whether the answer is SAME at three points and never DIFFERENT. */
    boolean holds(Symbols symbols, Question question) {
        if (symbols.complexNumbers) return good(symbols, Region.COMPLEX, false, question) >= ENOUGH;
        if (symbols.wholeNumbers) return good(symbols, Region.WHOLE, false, question, 3 * TRIES) >= ENOUGH;
        boolean real = !symbols.imaginaryUnit;
        // |x − 100| is 100 − x near 0 only.
        if (symbols.piecewise && good(symbols, Region.FAR, real, question) < 0) return false;
        int good = 0;
        for (Region region : new Region[] {Region.POSITIVE, Region.MIXED_SIGNS}) {
            int more = good(symbols, region, real, question);
            if (more < 0) return false;
            good += more;
        }
        for (Region region : new Region[] {Region.BELOW_ONE, Region.LARGE, Region.WHOLE}) {
            if (good >= ENOUGH) return true;
            int more = good(symbols, region, real, question);
            if (more < 0) return false;
            good += more;
        }
        if (good >= ENOUGH) return true;
        // Nowhere real, as √(−1 − x²): then the complex values count.
        return good == 0 && real && good(symbols, Region.POSITIVE, false, question) >= ENOUGH;
    }

    private int good(Symbols symbols, Region region, boolean realOnly, Question question) {
        return good(symbols, region, realOnly, question, TRIES);
    }

    /** How many points agree; −1 if one does not. */
    private static int good(Symbols symbols, Region region, boolean realOnly, Question question, int tries) {
        int good = 0;
        for (int i = 0; i < tries; i++) {
            switch (question.at(Samples.point(symbols.variables, region, i), realOnly)) {
                case SAME -> good++;
                case DIFFERENT -> {
                    return -1;
                }
                case NO_VALUE -> {}
            }
        }
        return good;
    }
}
