package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.benchmarks.score.Holm;
import dev.luffy.benchmarks.score.PairedDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A variant less the base on one level, paired by seed: runs of equal seed share prompts in their order, random streams
 * and everything else that the variant does not change.
 *
 * @param seeds finished by both
 * @param differences pass@1 of the variant less that of the base, one per seed
 * @param mean of the differences
 * @param halfWidth of Student's 95 % interval; null for one pair
 * @param signFlipP exact two-sided p of the sign-flip test; null for one pair or more than it can enumerate
 * @param signFlipHolm the same, corrected over the variants
 * @param tTestP two-sided p of the paired t-test; null for one pair
 * @param tTestHolm the same, corrected over the variants
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

    /** The same with p-values that are corrected for there being several variants (Holm); each test is a family. */
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
