package dev.luffy.maven.study;

/** How a quantity is written for people. */
public enum Unit {
    /** A share, in percent; a difference of shares, in points. */
    SHARE(100, 1),
    /** Rewards, nats and similarities. */
    NUMBER(1, 3),
    /** Counts of tokens. */
    TOKENS(1, 1);

    private final double factor;
    private final int decimals;

    Unit(double factor, int decimals) {
        this.factor = factor;
        this.decimals = decimals;
    }

    /** What the number is multiplied by. */
    public double factor() {
        return factor;
    }

    /** Digits after the point. */
    public int decimals() {
        return decimals;
    }

    /** The unit of a metric of answers, by its name. */
    public static Unit ofMetric(String metric) {
        if (metric.startsWith("pass@") || metric.equals("truncated")) return SHARE;
        return metric.equals("tokens") ? TOKENS : NUMBER;
    }
}
