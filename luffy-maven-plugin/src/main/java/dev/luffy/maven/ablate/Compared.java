package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * One number per seed of a variant, beside that of the base.
 *
 * @param variant its id
 * @param seeds of its finished runs that have the number
 * @param values one per seed
 * @param mean of the values
 * @param halfWidth of Student's 95 % interval of the mean; null for one seed
 * @param toBase its difference to the base; null for the base, where the two cannot be
 *     compared, and where no seed is finished by both
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Compared(
        String variant, List<Long> seeds, List<Double> values, double mean, Double halfWidth, Difference toBase) {

    /** Of every variant with a number, the base first; p-values are corrected over the variants. */
    static List<Compared> of(Ablation ablation, Results results, Measure measure) {
        return of(ablation, results, measure, variant -> true);
    }

    /** @param comparable ids of variants whose number can be compared with that of the base; the others have no difference */
    static List<Compared> of(Ablation ablation, Results results, Measure measure, Predicate<String> comparable) {
        List<Compared> compared = new ArrayList<>();
        for (Variant variant : ablation.variants()) {
            String id = variant.id();
            List<Long> seeds = new ArrayList<>();
            List<Double> values = new ArrayList<>();
            for (long seed : results.seeds(id)) {
                OptionalDouble value = measure.of(id, seed);
                if (value.isEmpty()) continue;
                seeds.add(seed);
                values.add(value.getAsDouble());
            }
            if (seeds.isEmpty()) continue;
            Student student =
                    Student.of(values.stream().mapToDouble(Double::doubleValue).toArray()); // [seeds]
            Difference toBase = id.equals(Variant.BASE) || !comparable.test(id)
                    ? null
                    : Difference.paired(results, measure, id, Variant.BASE).orElse(null);
            compared.add(new Compared(id, seeds, values, student.mean(), student.halfWidth(), toBase));
        }
        return Difference.corrected(compared, Compared::toBase, Compared::with);
    }

    private Compared with(Difference other) {
        return new Compared(variant, seeds, values, mean, halfWidth, other);
    }
}
