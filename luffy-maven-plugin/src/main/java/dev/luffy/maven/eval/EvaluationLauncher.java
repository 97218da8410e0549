package dev.luffy.maven.eval;

import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.ModelConfig;
import java.nio.file.Path;

/** Has a worker answer what a journal lacks, and says how it ended; the expensive part, which tests replace. */
@FunctionalInterface
public interface EvaluationLauncher {

    /**
     * @param request what is asked
     * @param file the same as the worker reads it
     * @param model shape of the model
     */
    WorkerEnd launch(EvaluationRequest request, Path file, ModelConfig model, RunListener listener);
}
