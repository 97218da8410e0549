package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

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
        List<Effect> effects = new ArrayList<>();
        for (Variant variant : ablation.variants()) {
            List<Long> seeds = new ArrayList<>();
            List<Double> scores = new ArrayList<>();
            for (long seed : results.seeds(variant.id())) {
                OptionalDouble score = results.score(variant.id(), seed, level);
                if (score.isEmpty()) continue;
                seeds.add(seed);
                scores.add(score.getAsDouble());
            }
            if (seeds.isEmpty()) continue;
            Student student =
                    Student.of(scores.stream().mapToDouble(Double::doubleValue).toArray());
            Difference toBase = variant.id().equals(Variant.BASE)
                    ? null
                    : effects.stream()
                            .filter(each -> each.variant.equals(Variant.BASE))
                            .findFirst()
                            .map(base -> paired(seeds, scores, base))
                            .orElse(null);
            effects.add(new Effect(variant.id(), level, seeds, scores, student.mean(), student.halfWidth(), toBase));
        }
        return corrected(effects);
    }

    private static Difference paired(List<Long> seeds, List<Double> scores, Effect base) {
        List<Long> shared = new ArrayList<>(seeds);
        shared.retainAll(base.seeds);
        if (shared.isEmpty()) return null;
        List<Double> differences = shared.stream()
                .map(seed -> scores.get(seeds.indexOf(seed)) - base.scores.get(base.seeds.indexOf(seed)))
                .toList();
        return Difference.of(shared, differences);
    }

    private static List<Effect> corrected(List<Effect> effects) {
        List<Difference> differences = Difference.corrected(effects.stream()
                .map(Effect::toBase)
                .filter(each -> each != null)
                .toList());
        List<Effect> corrected = new ArrayList<>();
        int next = 0;
        for (Effect e : effects) {
            Difference toBase = e.toBase == null ? null : differences.get(next++);
            corrected.add(new Effect(e.variant, e.level, e.seeds, e.scores, e.mean, e.halfWidth, toBase));
        }
        return corrected;
    }
}
