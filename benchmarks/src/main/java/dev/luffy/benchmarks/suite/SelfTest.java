package dev.luffy.benchmarks.suite;

import dev.luffy.benchmarks.answer.Gold;
import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.answer.Response;
import dev.luffy.benchmarks.answer.Verdict;
import dev.luffy.benchmarks.answer.Verifier;
import dev.luffy.benchmarks.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which problems can be scored: those whose gold answers each equal themselves when a model gives them, under the
 * tolerance that the data set asks for. Of another, some right response would be scored 0.
 *
 * @param usable problems, in order
 * @param unusable the others, each with the gold answer that failed and the reason
 * @since 0.1
 */
public record SelfTest(List<Problem> usable, List<Benchmark.Unusable> unusable) {

    /** Of a number that the comparison of answers accepts as a tolerance. */
    private static final int MAX_SCALE = 5_000;

    static SelfTest of(List<Problem> problems, Policy policy, Verifier verifier) {
        List<Problem> usable = new ArrayList<>();
        List<Benchmark.Unusable> unusable = new ArrayList<>();
        String boundary = policy.reading().boundary();
        String before = boundary.isEmpty() ? "" : boundary + "\n";
        for (Problem problem : problems) {
            fault(problem, before, verifier).ifPresentOrElse(unusable::add, () -> usable.add(problem));
        }
        return new SelfTest(usable, unusable);
    }

    /**
     * What is wrong with the gold answers of a problem, if anything is.
     *
     * @param before what comes before the answer in a response, such as a boundary
     */
    public static Optional<Benchmark.Unusable> fault(Problem problem, String before, Verifier verifier) {
        return Stream.concat(Stream.of(problem.answer()), problem.alternatives().stream())
                .flatMap(gold -> fault(problem, gold, before, verifier).stream())
                .findFirst();
    }

    /** What is wrong with one of the gold answers, by itself: another that is right must not hide it. */
    private static Optional<Benchmark.Unusable> fault(Problem problem, String gold, String before, Verifier verifier) {
        if (!isTolerance(problem.tolerance())) {
            String reason = "its tolerance \"" + problem.tolerance() + "\" is not one number, such as 1e-1";
            return Optional.of(new Benchmark.Unusable(problem.id(), gold, reason));
        }
        Gold alone = new Gold(gold, List.of(), problem.tolerance());
        Verdict itself = verifier.verify(alone, new Response(before + "\\boxed{" + gold + "}"));
        if (itself.status() != Verdict.Status.CORRECT) {
            return Optional.of(new Benchmark.Unusable(problem.id(), gold, itself.reason()));
        }
        // A text that cannot be read still equals the same text, and then nothing else that means the same.
        Verdict another = verifier.verify(alone, new Response(before + "\\boxed{0}"));
        return another.status() == Verdict.Status.GOLD_UNPARSED
                ? Optional.of(new Benchmark.Unusable(problem.id(), gold, another.reason()))
                : Optional.empty();
    }

    /** Anything else would be passed over, and the policy's tolerance taken in its place. */
    private static boolean isTolerance(String text) {
        if (text.isEmpty()) {
            return true;
        }
        try {
            BigDecimal number = new BigDecimal(text.strip());
            return number.signum() >= 0 && Math.abs((long) number.scale()) <= MAX_SCALE;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The gold answer of a problem. */
    static Gold gold(Problem problem) {
        return new Gold(problem.answer(), problem.alternatives(), problem.tolerance());
    }
}
