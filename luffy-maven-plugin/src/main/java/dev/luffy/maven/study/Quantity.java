package dev.luffy.maven.study;

import java.util.Locale;

/** One number of a run: what a claim speaks of. */
public sealed interface Quantity {

    /** In words. */
    String text();

    /** How it is written. */
    Unit unit();

    /**
     * pass@1 on the held-out problems after training.
     *
     * @param level of the problems; null for all of them, every response counting the same
     */
    record HeldOut(String level) implements Quantity {
        @Override
        public String text() {
            return level == null ? "pass@1" : "pass@1 of " + level;
        }

        @Override
        public Unit unit() {
            return Unit.SHARE;
        }
    }

    /** A mean over steps of the training. */
    record Course(Trait trait, Span span) implements Quantity {
        @Override
        public String text() {
            return trait.text() + ", " + span.text();
        }

        @Override
        public Unit unit() {
            return trait.unit();
        }
    }

    /**
     * A metric of what the trained model answers when it is asked again, the mean over the benchmarks asked.
     *
     * @param metric such as {@code pass@8}, {@code tokens} or {@code similarity}
     */
    record Answers(String metric, At at) implements Quantity {
        @Override
        public String text() {
            return metric + " at " + at.text();
        }

        @Override
        public Unit unit() {
            return Unit.ofMetric(metric);
        }
    }

    /** What training measures at every step, of rows that the policy sampled itself. */
    enum Trait {
        /** Mean reward of the rows. */
        REWARD(Unit.NUMBER),
        /** Mean entropy of their tokens, in nats. */
        ENTROPY(Unit.NUMBER),
        /** Mean length of the rows, in tokens. */
        LENGTH(Unit.TOKENS);

        private final Unit unit;

        Trait(Unit unit) {
            this.unit = unit;
        }

        /** In words. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** How it is written. */
        public Unit unit() {
            return unit;
        }
    }

    /** Thirds of a training, by its own number of steps, and what changes between them. */
    enum Span {
        /** The first third. */
        FIRST("first third"),
        /** The steps between the first third and the last. */
        MIDDLE("middle third"),
        /** The last third. */
        LAST("last third"),
        /** The last third less the middle one. */
        LAST_LESS_MIDDLE("last third − middle"),
        /** The last third less the first. */
        LAST_LESS_FIRST("last third − first");

        private final String text;

        Span(String text) {
            this.text = text;
        }

        /** In words. */
        public String text() {
            return text;
        }
    }

    /** Which of the temperatures that were asked at. */
    enum At {
        /** The lowest of several. */
        LOWEST("the lowest temperature"),
        /** The lowest, or the only one. */
        LOWEST_OR_ONLY("the lowest temperature"),
        /** The highest of several. */
        HIGHEST("the highest temperature"),
        /** The highest of several less the lowest. */
        HIGHEST_LESS_LOWEST("the highest temperature − the lowest");

        private final String text;

        At(String text) {
            this.text = text;
        }

        /** In words. */
        public String text() {
            return text;
        }
    }
}
