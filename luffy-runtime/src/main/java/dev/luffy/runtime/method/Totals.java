package dev.luffy.runtime.method;

import java.util.List;

/**
 * What one update is divided by, counted over all its rows before it is split into micro-batches. Every divisor of the
 * loss comes from here, so the split cannot change the loss (in the reference it does: it sums micro-batch means).
 *
 * @param rows responses of the update
 * @param onPolicyRows responses with at least one on-policy token
 * @param onPolicyTokens response tokens sampled by the policy
 * @param offPolicyTokens response tokens taken from a teacher
 */
public record Totals(int rows, int onPolicyRows, long onPolicyTokens, long offPolicyTokens) {

    /** No row yet. */
    public static final Totals NONE = new Totals(0, 0, 0, 0);

    public static Totals of(List<Row> rows) {
        Totals totals = NONE;
        for (Row row : rows) totals = totals.plus(row.tokens(), row.prefixLength());
        return totals;
    }

    /** One more row; lengths are enough, so an update can be counted before any log-probability is known. */
    public Totals plus(int tokens, int prefixLength) {
        if (prefixLength < 0 || prefixLength > tokens) {
            throw new IllegalArgumentException(
                    "prefixLength is " + prefixLength + ", but the row has " + tokens + " tokens");
        }
        int onPolicy = tokens - prefixLength;
        return new Totals(
                rows + 1,
                onPolicyRows + (onPolicy > 0 ? 1 : 0),
                onPolicyTokens + onPolicy,
                offPolicyTokens + prefixLength);
    }

    /** Σ|τ| over the update. */
    public long tokens() {
        return onPolicyTokens + offPolicyTokens;
    }
}
