package dev.luffy.runtime.method;

/**
 * One response of an update, response tokens only (no prompt, no padding). Arrays are neither copied nor written to.
 *
 * @param advantage A, the same for every token of the row
 * @param prefixLength number of leading tokens that come from a teacher; 0 is an on-policy row
 * @param logProb {@code [tokens]} log π_θ of the token, current policy
 * @param oldLogProb {@code [tokens]} log π_old, or null where π_old is π_θ in value (the first update on a fresh batch:
 *     every ratio is 1, with its gradient); read on on-policy tokens only
 * @param referenceLogProb {@code [tokens]} log π_ref of the starting model, or null for a method without KL term
 * @param entropy {@code [tokens]} entropy of the full next-token distribution
 */
public record Row(
        double advantage,
        int prefixLength,
        double[] logProb,
        double[] oldLogProb,
        double[] referenceLogProb,
        double[] entropy) {

    /** @throws IllegalArgumentException if lengths disagree, the row is empty or a number is NaN */
    public Row {
        if (logProb.length == 0) throw new IllegalArgumentException("a row needs at least one response token");
        if (prefixLength < 0 || prefixLength > logProb.length) {
            throw new IllegalArgumentException(
                    "prefixLength is " + prefixLength + ", but the row has " + logProb.length + " tokens");
        }
        if (!Double.isFinite(advantage)) {
            throw new IllegalArgumentException("advantage is " + advantage + ", not a finite number");
        }
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
