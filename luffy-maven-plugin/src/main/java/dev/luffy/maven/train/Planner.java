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
import dev.luffy.runtime.experiment.Filter;
import dev.luffy.runtime.experiment.Fit;
import dev.luffy.runtime.experiment.Inputs;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.RunPaths;
import java.io.IOException;
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
        StartingModels models = new StartingModels(workspace, files, declarations);
        for (Declaration declaration : declarations) {
            try {
                List<Run> planned = plan(declaration, models);
                models.add(planned);
                runs.addAll(planned);
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

    private List<Run> plan(Declaration declaration, StartingModels models) throws IOException {
        Experiment any = declaration.runs().get(0);
        boolean validated = any.validation() != null;
        List<StartingModels.Model> starts = new ArrayList<>(); // one a run, in their order
        for (Experiment run : declaration.runs()) starts.add(models.of(declaration.model(), run));
        InputFiles.Problems problems = files.training(declaration.problems());
        InputFiles.Problems validation =
                validated ? files.problems("validation", declaration.validation()) : InputFiles.Problems.NONE;
        Fit.checkPrompts(any, problems.count(), problems.path());
        List<Experiment> experiments = declaration.runsOver(problems.count(), problems.layout());
        InputFiles.Traces traces = traces(experiments.get(0), declaration.traces(), problems);
        List<Run> runs = new ArrayList<>();
        for (Experiment experiment : experiments) {
            StartingModels.Model model = starts.get(runs.size());
            Fit.checkPositions(experiment, model.config(), model.folder().toString());
            RunPaths paths = new RunPaths(
                    model.folder().toString(),
                    problems.path(),
                    traces.path(),
                    validation.path(),
                    workspace.outputOf(experiment).toString(),
                    workspace.checkpointsOf(experiment).toString(),
                    workspace.prepared().toString());
            runs.add(new Run(
                    experiment,
                    new Inputs(
                            model.sha256(),
                            problems.sha256(),
                            traces.sha256(),
                            validation.sha256(),
                            model.sha256() == null ? null : Run.chatTemplate(experiment, model.folder())),
                    paths,
                    new Sizes(
                            model.config(),
                            problems.rows(),
                            problems.count(),
                            traces.count(),
                            traces.missing(),
                            validation.count()),
                    declaration.server()));
        }
        return runs;
    }

    /** The file of the traces, where one is read. */
    private InputFiles.Traces traces(Experiment experiment, ProblemSource declared, InputFiles.Problems problems)
            throws IOException {
        boolean targeted = experiment.data() != null && experiment.data().targeted();
        if (declared == null && !targeted && experiment.readsTraces()) throw noTraces(experiment, problems);
        Fit.checkTraces(experiment, declared != null);
        if (targeted || !experiment.readsTraces()) return InputFiles.Traces.NONE;
        return files.traces(declared, problems, experiment.filter().missingTraces() == Filter.Treatment.REFUSE);
    }

    private static UserErrorException noTraces(Experiment experiment, InputFiles.Problems problems) {
        String why = experiment.method().needsTraces()
                ? "a method with off-policy rows learns from them"
                : "<data><filter> looks at them";
        String there = problems.layout() == null
                ? "are this project's own, which have none"
                : "have no target, only the fields "
                        + String.join(", ", problems.read().fields());
        return new UserErrorException("<traces> is nothing, but " + why + " and the rows of " + problems.path() + " "
                + there + ": declare a <file> or <builtin>, or where in the rows they are by <data><fields><target>");
    }
}
