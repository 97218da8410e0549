package dev.luffy.runtime.evaluate;

import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.rollout.Prompt;
import java.util.ArrayList;
import java.util.List;

/**
 * Responses of one temperature that a journal has not.
 *
 * @param keys which, problem by problem
 * @param owner {@code [keys]} index of each one's problem, ascending
 */
record Missing(double temperature, List<Sample.Key> keys, int[] owner) {

    static Missing of(EvaluationRequest request, double temperature, List<Prompt> prompts, SampleJournal journal) {
        List<Sample.Key> keys = new ArrayList<>();
        List<Integer> owner = new ArrayList<>();
        for (int p = 0; p < prompts.size(); p++) {
            for (int index = 0; index < samples(request, temperature); index++) {
                Sample.Key key = new Sample.Key(prompts.get(p).problem().id(), temperature, index);
                if (journal.has(key)) continue;
                keys.add(key);
                owner.add(p);
            }
        }
        return new Missing(
                temperature, keys, owner.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Responses per problem: greedy ones are all the same. */
    static int samples(EvaluationRequest request, double temperature) {
        return temperature == 0 ? 1 : request.samples();
    }
}
