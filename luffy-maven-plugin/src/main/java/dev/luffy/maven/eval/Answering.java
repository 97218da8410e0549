package dev.luffy.maven.eval;

import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Has a worker or a server give the responses that a journal lacks; looks whether they are there then. */
final class Answering {

    private static final int SHORT = 8;

    private final EvaluationLauncher workers;
    private final Supplier<RunListener> consoles;
    private final Output output;

    Answering(EvaluationLauncher workers, Supplier<RunListener> consoles, Output output) {
        this.workers = workers;
        this.consoles = consoles;
        this.output = output;
    }

    /**
     * Asks for what is missing; starts nothing if that is nothing.
     *
     * @param apiKey of a server, or null
     * @param folder of the evaluation's results
     * @throws WorkerException if a worker or a server broke
     */
    void answer(Task task, Contender model, String apiKey, Path folder) throws IOException {
        List<Sample.Key> missing;
        try (SampleJournal journal = task.kept().open(task.asked(), task.prompts())) {
            missing = missing(task, journal);
            long total = task.wanted().size();
            if (missing.isEmpty()) {
                output.info(task.label() + ": all " + total + " responses are there (fingerprint "
                        + task.asked().fingerprint().substring(0, SHORT) + "…), none is asked");
                if (model instanceof Contender.Served) {
                    output.info("  other weights behind the same name would go unnoticed: to ask the server again,"
                            + " delete " + task.kept().folder());
                }
                return;
            }
            output.info("asking " + task.label() + ": " + (total - missing.size()) + " of " + total
                    + " responses are there");
            if (model instanceof Contender.Served served) {
                new ServerAnswers(System::nanoTime)
                        .answer(task, served.endpoint(), apiKey, journal, missing, consoles.get());
            }
        }
        // The worker owns the journal while it writes.
        if (model instanceof Contender.Local local) {
            new WorkerAnswers(workers).answer(task, local, folder.resolve(task.id()), consoles.get());
        }
        try (SampleJournal journal = task.kept().open(task.asked(), task.prompts())) {
            int left = missing(task, journal).size();
            if (left > 0) {
                throw new WorkerException("the worker of " + task.label() + " says that it finished, but " + left
                        + " responses are not in " + task.kept().journal(task.asked()));
            }
        }
    }

    private static List<Sample.Key> missing(Task task, SampleJournal journal) {
        return task.wanted().stream().filter(key -> !journal.has(key)).toList();
    }
}
