package dev.luffy.maven.ablate;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.PromptDigests;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.maven.eval.EvaluationLauncher;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.ModelConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Workers that run no model: response k to the problem p<i>i</i> is right from k = i + 1 on and has 3 + k tokens; responses to
 * p2 are cut off.
 */
final class FakeStudents implements EvaluationLauncher {

    /** What the workers were started for, by name of the evaluation and benchmark. */
    final List<String> asked = new ArrayList<>();

    WorkerEnd end = new WorkerEnd.Finished();
    long stopAfter = Long.MAX_VALUE;
    Runnable onLaunch = () -> {};

    @Override
    public WorkerEnd launch(EvaluationRequest request, Path file, ModelConfig model, RunListener listener) {
        asked.add(request.label());
        onLaunch.run();
        List<Problem> problems = JsonLines.readProblems(Path.of(request.problems()));
        Map<String, String> prompts = new TreeMap<>();
        for (Problem problem : problems) prompts.put(problem.id(), problem.prompt());
        PromptDigests digests = new PromptDigests(prompts, request.sampling());
        try (SampleJournal journal = SampleJournal.open(Path.of(request.journal()), request.fingerprint(), digests)) {
            for (double temperature : request.temperatures()) {
                for (Problem problem : problems) {
                    for (int k = 0; k < (temperature == 0 ? 1 : request.samples()); k++) {
                        Sample.Key key = new Sample.Key(problem.id(), temperature, k);
                        if (journal.has(key) || journal.size() >= stopAfter) continue;
                        journal.add(response(key));
                    }
                }
            }
        }
        return end;
    }

    private static Sample response(Sample.Key key) {
        int i = Integer.parseInt(key.problem().substring(1));
        return new Sample(
                key.problem(),
                key.temperature(),
                key.index(),
                key.index() > i ? "\\boxed{2" + i + "}" : "\\boxed{9}",
                i == 2 ? Sample.Finish.LENGTH : Sample.Finish.STOP,
                3 + key.index());
    }
}
