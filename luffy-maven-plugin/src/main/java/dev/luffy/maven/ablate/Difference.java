package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.benchmarks.score.Holm;
import dev.luffy.benchmarks.score.PairedDifferences;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
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
 * @param signFlipHolm the same, corrected over the family; null outside of one
 * @param tTestP two-sided p of the paired t-test; null for one pair
 * @param tTestHolm {@link #decidingP}, corrected over the family; null outside of one
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

    // Differences that are equal but for rounding, relative to the largest.
    private static final double ROUNDING = 1e-12;

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
            OptionalDouble other = than == null ? OptionalDouble.of(0) : measure.of(than, seed);
            OptionalDouble difference = Measure.less(measure.of(variant, seed), other);
            if (difference.isEmpty()) continue;
            seeds.add(seed);
            differences.add(difference.getAsDouble());
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

    /**
     * The p that decides: of the t-test; but where all differences are equal and not 0, t is infinite whatever their number,
     * and it is the p of the sign-flip test, 2/2ⁿ. Null for one pair.
     */
    Double decidingP() {
        if (tTestP == null || !withoutSpread() || mean == 0) return tTestP;
        return Math.scalb(1.0, 1 - differences.size()); // of any number of pairs, also where none can be enumerated
    }

    private boolean withoutSpread() {
        double least = Collections.min(differences);
        double most = Collections.max(differences);
        return most - least <= ROUNDING * Math.max(Math.abs(least), Math.abs(most));
    }

    /**
     * The same with p-values that are corrected for there being several (Holm); each test is a family.
     *
     * @param items what has a difference, in any order
     * @param difference of an item; null for one that is no member of the families, which stays as it is
     * @param with an item with another difference
     */
    static <T> List<T> corrected(List<T> items, Function<T, Difference> difference, BiFunction<T, Difference, T> with) {
        List<Difference> members = items.stream().map(difference).toList();
        List<Double> signFlip = holm(members, Difference::signFlipP);
        List<Double> tTest = holm(members, Difference::decidingP);
        List<T> corrected = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Difference d = members.get(i);
            corrected.add(d == null ? items.get(i) : with.apply(items.get(i), d.with(signFlip.get(i), tTest.get(i))));
        }
        return corrected;
    }

    private Difference with(Double signFlipHolm, Double tTestHolm) {
        return new Difference(seeds, differences, mean, halfWidth, signFlipP, signFlipHolm, tTestP, tTestHolm);
    }

    // Tests that could not be made are no members of the family.
    private static List<Double> holm(List<Difference> members, Function<Difference, Double> p) {
        List<Double> all = new ArrayList<>(); // [members], null where there is no test
        for (Difference each : members) all.add(each == null ? null : p.apply(each));
        double[] adjusted = Holm.adjust(all.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray()); // [tests made]
        int next = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) != null) all.set(i, adjusted[next++]);
        }
        return all;
    }
}
