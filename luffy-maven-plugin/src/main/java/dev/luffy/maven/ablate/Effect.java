package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;

/**
 * What a variant reached on one level of the held-out problems.
 *
 * @param variant its id
 * @param level of the problems, or {@link Results#OVERALL}
 * @param seeds of its finished runs
 * @param scores pass@1 after training, one per seed
 * @param mean of the scores
 * @param halfWidth of Student's 95 % interval of the mean; null for one seed
 * @param toBase its difference to the base; null for the base, and where no seed is finished by both
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Effect(
        String variant,
        String level,
        List<Long> seeds,
        List<Double> scores,
        double mean,
        Double halfWidth,
        Difference toBase) {

    /** Of every variant with a finished run, level by level; p-values are corrected within a level. */
    static List<Effect> of(Ablation ablation, Results results) {
        List<Effect> effects = new ArrayList<>();
        for (String level : results.levels()) effects.addAll(on(level, ablation, results));
        return effects;
    }

    private static List<Effect> on(String level, Ablation ablation, Results results) {
        return Compared.of(ablation, results, (variant, seed) -> results.score(variant, seed, level)).stream()
                .map(c -> new Effect(c.variant(), level, c.seeds(), c.values(), c.mean(), c.halfWidth(), c.toBase()))
                .toList();
    }
}
