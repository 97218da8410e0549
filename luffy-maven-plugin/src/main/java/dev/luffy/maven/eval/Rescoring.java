package dev.luffy.maven.eval;

import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.plan.UserErrorException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Judging again what is there. The model is not looked at: it need not be there any more, nor its server be up. */
final class Rescoring {

    private final Output output;

    Rescoring(Output output) {
        this.output = output;
    }

    /**
     * The task with what the kept responses are answers to.
     *
     * @throws UserErrorException if responses are missing or are answers to something else than what is declared
     */
    Task task(Task declared) throws IOException {
        Optional<Asked> kept = declared.kept().asked();
        if (kept.isEmpty()) {
            throw new UserErrorException("luffy.rescore is set, but there are no responses of " + declared.label()
                    + " in " + declared.kept().folder() + ": run luffy:eval without it first");
        }
        String difference = declared.asked().firstDifference(kept.get());
        if (difference != null) {
            throw new UserErrorException("luffy.rescore is set, but the responses of " + declared.label() + " in "
                    + declared.kept().folder() + " are to something else: " + difference + " is "
                    + declared.asked().fields().get(difference) + " in the POM and "
                    + kept.get().fields().get(difference) + " there. Run luffy:eval without luffy.rescore");
        }
        Task task = new Task(
                declared.evaluation(),
                declared.benchmark(),
                declared.metrics(),
                declared.samples(),
                kept.get(),
                declared.kept());
        List<Sample.Key> keys = task.keys();
        try (SampleJournal journal = task.kept().open(task.asked())) {
            long there = keys.stream().filter(journal::has).count();
            if (there < keys.size()) {
                throw new UserErrorException("luffy.rescore is set, but only " + there + " of " + keys.size()
                        + " responses of " + task.label() + " are there: run luffy:eval without it first");
            }
        }
        output.info(task.label() + ": judging " + keys.size() + " responses of model "
                + task.asked().fields().get("model") + " again");
        return task;
    }
}
