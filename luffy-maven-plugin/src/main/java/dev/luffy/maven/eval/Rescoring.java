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
        Task task = declared.with(kept(declared));
        List<Sample.Key> keys = task.keys();
        long there = task.kept().count(task.asked(), task.prompts(), keys);
        if (there < keys.size()) throw incomplete(task, keys, there);
        output.info(task.label() + ": judging " + keys.size() + " responses of model "
                + task.asked().fields().get("model") + " again");
        return task;
    }

    private static Asked kept(Task declared) throws IOException {
        List<Asked> all = declared.kept().all();
        if (all.isEmpty()) {
            throw new UserErrorException("luffy.rescore is set, but there are no responses of " + declared.label()
                    + " in " + declared.kept().folder() + ": run luffy:eval without it first");
        }
        List<Asked> fitting = all.stream()
                .filter(each -> declared.asked().firstDifference(each) == null)
                .toList();
        Optional<Asked> latest = declared.kept().latest();
        if (latest.isPresent() && fitting.contains(latest.get())) return latest.get();
        if (fitting.size() == 1) return fitting.get(0);
        if (fitting.size() > 1) {
            throw new UserErrorException("luffy.rescore is set, but in "
                    + declared.kept().folder() + " are responses of " + fitting.size() + " models to "
                    + declared.label() + ", and which is meant cannot be told. Run luffy:eval without luffy.rescore");
        }
        Asked other = latest.orElse(all.get(0));
        String difference = declared.asked().firstDifference(other);
        throw new UserErrorException("luffy.rescore is set, but the responses of " + declared.label() + " in "
                + declared.kept().folder() + " are to something else: " + difference + " is "
                + declared.asked().value(difference) + " in the POM and " + other.value(difference)
                + " there. Run luffy:eval without luffy.rescore");
    }

    private static UserErrorException incomplete(Task task, List<Sample.Key> keys, long there) {
        long outdated = 0;
        if (there > 0 || task.kept().hasJournal(task.asked())) {
            try (SampleJournal journal = task.kept().open(task.asked(), task.prompts())) {
                outdated = journal.outdated(keys);
            }
        }
        return new UserErrorException("luffy.rescore is set, but only " + there + " of " + keys.size()
                + " responses of "
                + task.label() + " are there"
                + (outdated == 0
                        ? ""
                        : " (" + outdated + " others answer another prompt, or were sampled with another seed, <topP>,"
                                + " <topK> or <samples>)")
                + ": run luffy:eval without it first");
    }
}
