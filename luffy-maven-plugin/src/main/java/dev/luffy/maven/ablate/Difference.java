package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.benchmarks.score.Holm;
import dev.luffy.benchmarks.score.PairedDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One number of a variant less that of another, paired by seed: runs of equal seed share prompts in their order, random
 * streams and everything else that the variant does not change. Or less 0.
 *
 * @param seeds finished by both
 * @param differences one per seed
 * @param mean of the differences
 * @param halfWidth of Student's 95 % interval; null for one pair
 * @param signFlipP exact two-sided p of the sign-flip test; null for one pair or more than it can enumerate
 * @param signFlipHolm the same, corrected over the family
 * @param tTestP two-sided p of the paired t-test; null for one pair
 * @param tTestHolm the same, corrected over the family
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Difference(
        List<Long> seeds,
        List<Double> differences,
        double mean,
        Double halfWidth,
        Double signFlipP,
        Double signFlipHolm,
        Double tTestP,
        Double tTestHolm) {

    /**
     * Over the seeds that both have, in the variant's order; not yet corrected. Empty where there is none.
     *
     * @param than id of what is subtracted; null for 0
     */
    static Optional<Difference> paired(Results results, Measure measure, String variant, String than) {
        List<Long> seeds = new ArrayList<>();
        List<Double> differences = new ArrayList<>();
        for (long seed : results.seeds(variant)) {
            if (than != null && !results.seeds(than).contains(seed)) continue;
            OptionalDouble mine = measure.of(variant, seed);
            OptionalDouble other = than == null ? OptionalDouble.of(0) : measure.of(than, seed);
            if (mine.isEmpty() || other.isEmpty()) continue;
            seeds.add(seed);
            differences.add(mine.getAsDouble() - other.getAsDouble());
        }
        return seeds.isEmpty() ? Optional.empty() : Optional.of(of(seeds, differences));
    }

    /** One pair at least; not yet corrected. */
    static Difference of(List<Long> seeds, List<Double> differences) {
        double[] values = differences.stream().mapToDouble(Double::doubleValue).toArray(); // [seeds]
        Student student = Student.of(values);
        PairedDifferences paired = new PairedDifferences(values);
        boolean several = values.length > 1;
        boolean countable = several && values.length <= PairedDifferences.MAX_SIGN_FLIP_PAIRS;
        return new Difference(
                seeds,
                differences,
                student.mean(),
                student.halfWidth(),
                countable ? paired.signFlipP() : null,
                null,
                several ? paired.tTestP() : null,
                null);
    }

    /** The same with p-values that are corrected for there being several (Holm); each test is a family. */
    static List<Difference> corrected(List<Difference> differences) {
        List<Double> signFlip = holm(differences, Difference::signFlipP);
        List<Double> tTest = holm(differences, Difference::tTestP);
        List<Difference> corrected = new ArrayList<>();
        for (int i = 0; i < differences.size(); i++) {
            Difference d = differences.get(i);
            corrected.add(new Difference(
                    d.seeds, d.differences, d.mean, d.halfWidth, d.signFlipP, signFlip.get(i), d.tTestP, tTest.get(i)));
        }
        return corrected;
    }

    // Tests that could not be made are no members of the family.
    private static List<Double> holm(List<Difference> differences, Function<Difference, Double> p) {
        double[] known = differences.stream()
                .map(p)
                .filter(value -> value != null)
                .mapToDouble(Double::doubleValue)
                .toArray(); // [tests made]
        double[] adjusted = Holm.adjust(known);
        List<Double> all = new ArrayList<>();
        int next = 0;
        for (Difference each : differences) all.add(p.apply(each) == null ? null : Double.valueOf(adjusted[next++]));
        return all;
    }
}
