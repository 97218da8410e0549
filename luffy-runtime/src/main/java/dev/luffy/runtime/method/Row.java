package dev.luffy.runtime.method;

import java.util.Arrays;

/**
 * One response of an update, response tokens only (no prompt, no padding). Arrays are neither copied nor written to.
 *
 * @param advantages {@code [tokens]} A of every token; one number for all of them where the group gives it
 * @param prefixLength number of leading tokens that come from a teacher; 0 is an on-policy row
 * @param logProb {@code [tokens]} log π_θ of the token, current policy
 * @param oldLogProb {@code [tokens]} log π_old, or null where π_old is π_θ in value (the first update on a fresh batch:
 *     every ratio is 1, with its gradient); read on on-policy tokens only
 * @param referenceLogProb {@code [tokens]} log π_ref of the starting model, or null for a method without KL term
 * @param entropy {@code [tokens]} entropy of the full next-token distribution
 */
public record Row(
        double[] advantages,
        int prefixLength,
        double[] logProb,
        double[] oldLogProb,
        double[] referenceLogProb,
        double[] entropy) {

    /** A row whose tokens share one advantage. */
    public Row(
            double advantage,
            int prefixLength,
            double[] logProb,
            double[] oldLogProb,
            double[] referenceLogProb,
            double[] entropy) {
        this(filled(advantage, logProb.length), prefixLength, logProb, oldLogProb, referenceLogProb, entropy);
    }

    /** @throws IllegalArgumentException if lengths disagree, the row is empty or a number is NaN */
    public Row {
        if (logProb.length == 0) throw new IllegalArgumentException("a row needs at least one response token");
        if (prefixLength < 0 || prefixLength > logProb.length) {
            throw new IllegalArgumentException(
                    "prefixLength is " + prefixLength + ", but the row has " + logProb.length + " tokens");
        }
        for (double advantage : advantages) {
            if (!Double.isFinite(advantage)) {
                throw new IllegalArgumentException("an advantage is " + advantage + ", not a finite number");
            }
        }
        check("advantages", advantages, logProb.length);
        check("logProb", logProb, logProb.length);
        if (oldLogProb != null) check("oldLogProb", oldLogProb, logProb.length);
        if (referenceLogProb != null) check("referenceLogProb", referenceLogProb, logProb.length);
        check("entropy", entropy, logProb.length);
    }

    /** Number of response tokens. */
    public int tokens() {
        return logProb.length;
    }

    boolean isOffPolicy(int token) {
        return token < prefixLength;
    }

    double oldLogProb(int token) {
        return oldLogProb == null ? logProb[token] : oldLogProb[token];
    }

    private static double[] filled(double value, int tokens) {
        double[] values = new double[tokens];
        Arrays.fill(values, value);
        return values;
    }

    private static void check(String name, double[] values, int tokens) {
        if (values.length != tokens) {
            throw new IllegalArgumentException(
                    name + " has " + values.length + " values, but the row has " + tokens + " tokens");
        }
        for (int t = 0; t < tokens; t++) {
            if (Double.isNaN(values[t])) throw new IllegalArgumentException(name + " of token " + t + " is NaN");
        }
    }
}
