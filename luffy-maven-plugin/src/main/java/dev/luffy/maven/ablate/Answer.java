package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;

/**
 * What the models of a variant answered.
 *
 * @param point that was asked at, and what of the answers
 * @param compared with the base
 */
record Answer(
        @JsonUnwrapped Samples.Point point, @JsonUnwrapped Compared compared) {

    /** Of every variant that was asked, point by point; p-values are corrected over the variants of a point. */
    static List<Answer> of(Ablation ablation, Results results, Samples samples) {
        List<Answer> answers = new ArrayList<>();
        for (Samples.Point point : samples.points()) {
            Measure measure = (variant, seed) -> samples.value(variant, seed, point);
            for (Compared each : Compared.of(ablation, results, measure)) answers.add(new Answer(point, each));
        }
        return answers;
    }
}
