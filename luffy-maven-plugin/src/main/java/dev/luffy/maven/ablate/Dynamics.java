package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.luffy.maven.study.Quantity.Span;
import dev.luffy.maven.study.Quantity.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a variant did in a third of its training.
 *
 * @param quantity reward, entropy or length of the rows that the policy sampled
 * @param third of the training's steps
 * @param otherScale whether these are rewards on another scale than the base's, which have no difference to them
 * @param compared with the base
 */
record Dynamics(
        Trait quantity,
        Span third,
        boolean otherScale,
        @JsonUnwrapped Compared compared) {

    /** The thirds themselves, and not what changes between them. */
    static final List<Span> THIRDS = List.of(Span.FIRST, Span.MIDDLE, Span.LAST);

    /** Of every variant that sampled something; p-values are corrected over the variants, within quantity and third. */
    static List<Dynamics> of(Ablation ablation, Results results, Curves curves) {
        List<Dynamics> dynamics = new ArrayList<>();
        for (Trait quantity : Trait.values()) {
            for (Span third : THIRDS) {
                Measure measure = curves.measure(quantity, third);
                Predicate<String> comparable =
                        variant -> quantity != Trait.REWARD || curves.scales().same(variant, Variant.BASE);
                for (Compared each : Compared.of(ablation, results, measure, comparable)) {
                    dynamics.add(new Dynamics(quantity, third, !comparable.test(each.variant()), each));
                }
            }
        }
        return dynamics;
    }
}
