package dev.luffy.maven.train;

import dev.luffy.maven.input.InputFiles;
import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.Run;
import dev.luffy.maven.plan.Sizes;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.plan.Workspace;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Fit;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Inputs;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.RunPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From declarations to runs: finds every input, reads and checks it once, digests it. */
final class Planner {

    private final Workspace workspace;
    private final InputFiles files;

    Planner(Workspace workspace, String version) {
        this.workspace = workspace;
        this.files = new InputFiles(workspace.builtins(version));
    }

    /** One run per experiment and seed, in the order declared. */
    List<Run> plan(List<Declaration> declarations) throws IOException {
        List<Run> runs = new ArrayList<>();
        for (Declaration declaration : declarations) {
            try {
                runs.addAll(plan(declaration));
            } catch (UserErrorException | CheckpointFormatException | InvalidInputException e) {
                throw in(declaration, e);
            }
        }
        return runs;
    }

    private static UserErrorException in(Declaration declaration, RuntimeException e) {
        // A message starts with an element of the experiment, or with a file.
        String rest = e.getMessage().startsWith("<") ? e.getMessage() : ": " + e.getMessage();
        return new UserErrorException("<experiment id=" + declaration.id() + ">" + rest, e);
    }

    private List<Run> plan(Declaration declaration) throws IOException {
        Experiment any = declaration.runs().get(0);
        boolean traced = any.method().needsTraces();
        boolean validated = any.validation() != null;
        Path model = files.model(declaration.model());
        ModelConfig config = files.shape(model, any.initialWeights());
        InputFiles.Problems problems = files.problems("data", declaration.problems());
        InputFiles.Problems validation =
                validated ? files.problems("validation", declaration.validation()) : InputFiles.Problems.NONE;
        ProblemSource source = declaration.traces();
        InputFiles.Traces traces = traced ? files.traces(source, problems) : InputFiles.Traces.NONE;
        Fit.checkPositions(any, config, model.toString());
        Fit.checkPrompts(any, problems.count(), problems.path());
        Inputs inputs = new Inputs(InputDigest.ofModel(model), problems.sha256(), traces.sha256(), validation.sha256());
        Sizes sizes = new Sizes(config, problems.count(), traces.count(), validation.count());
        List<Run> runs = new ArrayList<>();
        for (Experiment experiment : declaration.runs()) {
            RunPaths paths = new RunPaths(
                    model.toString(),
                    problems.path(),
                    traces.path(),
                    validation.path(),
                    workspace.outputOf(experiment).toString(),
                    workspace.checkpointsOf(experiment).toString());
            runs.add(new Run(experiment, inputs, paths, sizes));
        }
        return runs;
    }
}
