package dev.luffy.benchmarks.score;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * The exact unconditional test of H0: the true drop is at most δ, where δ is above 0. McNemar's trick, to look at flipped
 * problems only, does not work there: how likely a flip is for the worse depends on how likely flips are.
 *
 * <p>Tables are ordered by the score statistic of T. Tango (Statistics in Medicine 17, 1998):
 *
 * <pre>{@code
 *   T = ( b − c − nδ ) / √( n( 2q + δ(1 − δ) ) )      2n·q² + B·q − cδ(1 − δ) = 0      B = (2n − b + c)δ − b − c
 * }</pre>
 *
 * where q ≥ 0 is the likeliest chance of a flip for the better under H0. The p-value is the largest chance of a T as large
 * as the observed one over all chances ψ of a flip within their 1 − {@value #UNLIKELY} Clopper–Pearson interval, plus
 * {@value #UNLIKELY} (Berger and Boos, Journal of the American Statistical Association 89, 1994): at most α of such tests
 * fall to α or below, whatever ψ. The largest is sought on {@value #GRID} values of ψ.
 */
final class MarginTest {

    private static final double UNLIKELY = 1e-6;
    private static final int GRID = 48;
    private static final double ROUNDING = 1e-9;

    private MarginTest() {}

    static double pValue(PairedProportions observed, double margin) {
        int n = observed.pairs();
        int flipped = observed.newlyWrong() + observed.newlyRight();
        double statistic = score(observed.newlyWrong(), observed.newlyRight(), n, margin) - ROUNDING;
        FlipTails tails = new FlipTails(n, m -> critical(m, n, margin, statistic));
        double low = flipped == 0
                ? 0
                : new BetaDistribution(null, flipped, n - flipped + 1.0).inverseCumulativeProbability(UNLIKELY / 2);
        double high = flipped == n
                ? 1
                : new BetaDistribution(null, flipped + 1.0, n - flipped).inverseCumulativeProbability(1 - UNLIKELY / 2);
        // Fewer flips than the margin cannot make a drop of the margin.
        low = Math.max(low, margin);
        high = Math.max(high, margin);
        double largest = 0;
        for (int i = 0; i < GRID; i++) {
            double flip = low + (high - low) * i / (GRID - 1);
            largest = Math.max(largest, tails.chance(flip, (1 + margin / flip) / 2));
        }
        return Math.min(1, largest + UNLIKELY);
    }

    /** Tango's T for b newly wrong and c newly right of n. */
    static double score(int b, int c, int n, double margin) {
        double linear = (2.0 * n - b + c) * margin - b - c;
        double constant = -c * margin * (1 - margin);
        double q = (Math.sqrt(linear * linear - 8.0 * n * constant) - linear) / (4.0 * n);
        double variance = n * (2 * q + margin * (1 - margin));
        double excess = b - c - n * margin;
        // Only δ = 1 has no variance, and then no drop can be larger.
        return variance > 0 ? excess / Math.sqrt(variance) : Double.NEGATIVE_INFINITY;
    }

    /** The fewest newly wrong ones of m flipped whose T reaches a value; m + 1 if none does. T grows with them. */
    static int critical(int m, int n, double margin, double value) {
        int low = 0;
        int high = m + 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (score(middle, m - middle, n, margin) >= value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Chances of tables, where m of n problems flip and at least a critical number of them for the worse. */
    static final class FlipTails {

        private final int n;
        private final int[] critical; // [flipped + 1], −1 where not yet asked for
        private final IntUnaryOperator criticalOf;

        FlipTails(int n, IntUnaryOperator criticalOf) {
            this.n = n;
            this.criticalOf = criticalOf;
            critical = new int[n + 1];
            Arrays.fill(critical, -1);
        }

        /**
         * The chance of reaching the critical number.
         *
         * @param flip chance that a problem flips
         * @param worse chance that a flip is for the worse
         */
        double chance(double flip, double worse) {
            BinomialDistribution flips = new BinomialDistribution(null, n, Math.min(1, flip));
            double centre = n * flip;
            // Beyond 6.5 standard deviations (and for few flips, 15 more) lies less than any p-value tells.
            double reach = 6.5 * Math.sqrt(n * flip * Math.max(0, 1 - flip)) + 15;
            int from = (int) Math.max(0, Math.floor(centre - reach));
            int to = (int) Math.min(n, Math.ceil(centre + reach));
            double sum = 0;
            for (int m = from; m <= to; m++) {
                if (critical[m] < 0) critical[m] = criticalOf.applyAsInt(m);
                if (critical[m] <= m) {
                    double tables = flips.probability(m);
                    if (tables > 1e-13) {
                        sum += tables * PairedProportions.upperTail(m, Math.min(1, worse), critical[m]);
                    }
                }
            }
            return Math.min(1, sum);
        }
    }
}
