package dev.luffy.maven.eval;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.maven.fork.CrashReport;
import dev.luffy.maven.fork.InterruptedRunException;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.fork.WorkerException;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.MemoryAdvice;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.result.AtomicFile;
import dev.luffy.runtime.experiment.Conversation;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Answers by a worker that runs the model; it writes the journal itself and goes on where that ends. */
final class WorkerAnswers {

    private final EvaluationLauncher workers;

    WorkerAnswers(EvaluationLauncher workers) {
        this.workers = workers;
    }

    /**
     * Has all missing responses made.
     *
     * @param folder of what the worker is given and says
     */
    void answer(Task task, Contender.Local model, Path folder, RunListener console) throws IOException {
        Files.createDirectories(folder);
        deleteErrorFiles(folder);
        EvaluationRequest request = request(task, model, folder);
        Path file = folder.resolve("request.json");
        AtomicFile.write(file, Json.readable(request));
        refuseAnythingButSuccess(task, model, folder, workers.launch(request, file, model.config(), console));
    }

    private static EvaluationRequest request(Task task, Contender.Local model, Path folder) throws IOException {
        Path problems = folder.resolve("problems.jsonl");
        boolean chat = task.evaluation().chat();
        List<Problem> rendered = task.benchmark().all().stream()
                .map(each -> new Problem(
                        each.id(),
                        chat
                                ? task.benchmark().userMessage(each)
                                : task.benchmark().promptText(each),
                        each.answer(),
                        each.family(),
                        each.level()))
                .toList();
        JsonLines.writeProblems(problems, rendered);
        DeclaredEvaluation evaluation = task.evaluation();
        return new EvaluationRequest(
                task.label(),
                model.folder().toString(),
                model.sha256(),
                problems.toString(),
                InputDigest.ofFile(problems),
                task.samples(),
                evaluation.temperatures(),
                evaluation.topP(),
                evaluation.topK(),
                task.asked().maximumTokens(),
                evaluation.seed(),
                evaluation.budget(),
                task.asked().fingerprint(),
                Asked.sampling(evaluation, task.samples()),
                task.kept().journal(task.asked()).toString(),
                folder.toString(),
                chat ? new Conversation(task.benchmark().system()) : null,
                chat ? model.chatTemplate() : null);
    }

    private static void refuseAnythingButSuccess(Task task, Contender.Local model, Path folder, WorkerEnd end) {
        String element = task.evaluation().element();
        if (end instanceof WorkerEnd.UserError wrong) throw new UserErrorException(element + ": " + wrong.message());
        if (end instanceof WorkerEnd.Diverged diverged) {
            throw new UserErrorException(element + ": " + diverged.message());
        }
        if (end instanceof WorkerEnd.Interrupted interrupted) {
            String there = interrupted.step() < 0 ? "" : "; " + interrupted.step() + " responses are there";
            throw new InterruptedRunException(
                    "interrupted while asking " + task.label() + there + ", the next run asks for the rest");
        }
        if (end instanceof WorkerEnd.Crashed crash) {
            MemoryAdvice advice = MemoryAdvice.answering(
                    PlanLines.memoryPlan(task, model.config()),
                    task.evaluation().budget(),
                    task.asked().maximumTokens(),
                    crash.stage());
            throw new WorkerException(CrashReport.of(task.label(), folder, Evaluating.LOG, crash, advice)
                    + "\n  Responses so far are kept, the next run asks for the rest");
        }
    }

    // A later crash would otherwise be explained by an earlier one.
    private static void deleteErrorFiles(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "hs_err_*")) {
            for (Path file : files) Files.delete(file);
        }
    }
}
