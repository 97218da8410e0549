package dev.luffy.benchmarks.suite;

import dev.luffy.benchmarks.answer.Gold;
import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.answer.Response;
import dev.luffy.benchmarks.answer.Verdict;
import dev.luffy.benchmarks.answer.Verifier;
import dev.luffy.benchmarks.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Which gold answers equal themselves when a model gives them: those that do not would score every response 0.
 *
 * @param usable problems, in order
 * @param unusable the others, with reasons
 */
record SelfTest(List<Problem> usable, List<Benchmark.Unusable> unusable) {

    static SelfTest of(List<Problem> problems, Policy policy, Verifier verifier) {
        List<Problem> usable = new ArrayList<>();
        List<Benchmark.Unusable> unusable = new ArrayList<>();
        String boundary = policy.reading().boundary();
        String before = boundary.isEmpty() ? "" : boundary + "\n";
        for (Problem problem : problems) {
            Verdict verdict =
                    verifier.verify(gold(problem), new Response(before + "\\boxed{" + problem.answer() + "}"));
            if (verdict.status() == Verdict.Status.CORRECT) {
                usable.add(problem);
            } else {
                unusable.add(new Benchmark.Unusable(problem.id(), problem.answer(), verdict.reason()));
            }
        }
        return new SelfTest(usable, unusable);
    }

    /** The gold answer of a problem. */
    static Gold gold(Problem problem) {
        return new Gold(problem.answer(), problem.alternatives(), problem.tolerance());
    }
}
