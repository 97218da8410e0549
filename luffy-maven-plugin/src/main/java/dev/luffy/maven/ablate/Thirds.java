package dev.luffy.maven.ablate;

import dev.luffy.maven.study.Quantity.Span;
import dev.luffy.maven.study.Quantity.Trait;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Means over thirds of a training. The first and the last are of n/3 steps, rounded, but of one at least; the middle is
 * what lies between them. Of two steps there is no middle, of one step only the first.
 */
final class Thirds {

    private Thirds() {}

    /** Every step that has the number counts the same; empty where none has. */
    static OptionalDouble mean(Curve curve, Trait trait, Span span) {
        return switch (span) {
            case LAST_LESS_MIDDLE -> Measure.less(mean(curve, trait, Span.LAST), mean(curve, trait, Span.MIDDLE));
            case LAST_LESS_FIRST -> Measure.less(mean(curve, trait, Span.LAST), mean(curve, trait, Span.FIRST));
            default ->
                steps(curve.steps(), span).stream()
                        .map(step -> number(step, trait))
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .average();
        };
    }

    private static List<Curve.Step> steps(List<Curve.Step> all, Span span) {
        int n = all.size();
        int third = Math.max(1, (n + 1) / 3);
        int middle = Math.min(third, n);
        int last = Math.max(middle, n - third);
        return switch (span) {
            case FIRST -> all.subList(0, middle);
            case MIDDLE -> all.subList(middle, last);
            case LAST -> all.subList(last, n);
            case LAST_LESS_MIDDLE, LAST_LESS_FIRST -> throw new IllegalArgumentException(span + " is no third");
        };
    }

    private static Double number(Curve.Step step, Trait trait) {
        return switch (trait) {
            case REWARD -> step.reward();
            case ENTROPY -> step.entropy();
            case LENGTH -> step.length();
        };
    }
}
