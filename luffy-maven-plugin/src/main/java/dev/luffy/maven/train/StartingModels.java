package dev.luffy.maven.train;

import dev.luffy.maven.input.InputFiles;
import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.plan.Run;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.plan.Workspace;
import dev.luffy.runtime.experiment.Context;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Experiment.InitialWeights;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.ModelConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The model that each run starts from: one that is there, or one that a run planned before it will make. */
final class StartingModels {

    /**
     * A model to start from.
     *
     * @param config its shape, with the context that the run declares; training does not change it
     * @param sha256 of its files, or null while it has yet to be trained
     */
    record Model(Path folder, ModelConfig config, String sha256) {
        Model with(Context context) {
            return new Model(folder, config.with(context), sha256);
        }
    }

    private final Workspace workspace;
    private final InputFiles files;
    private final List<String> declared;
    private final Map<ModelUnderTest.Trained, Run> planned = new HashMap<>();
    private final Map<Path, Model> found = new HashMap<>(); // large files are digested once

    StartingModels(Workspace workspace, InputFiles files, List<Declaration> declarations) {
        this.workspace = workspace;
        this.files = files;
        this.declared = declarations.stream().map(Declaration::id).toList();
    }

    /** Runs that later ones may start from. */
    void add(List<Run> runs) {
        for (Run run : runs) {
            planned.put(
                    new ModelUnderTest.Trained(
                            run.experiment().id(), run.experiment().seed()),
                    run);
        }
    }

    /**
     * The model of one run.
     *
     * @throws UserErrorException if there is none and no earlier run makes it
     */
    Model of(ModelSource source, Experiment run) throws IOException {
        return asItIs(source, run).with(run.context());
    }

    private Model asItIs(ModelSource source, Experiment run) throws IOException {
        if (!(source instanceof ModelSource.Trained trained)) return there(files.model(source), run.initialWeights());
        ModelUnderTest.Trained wanted = trained.forRun(run.seed());
        Run maker = planned.get(wanted);
        if (maker != null)
            return new Model(workspace.modelOf(wanted), maker.sizes().model(), null);
        if (declared.contains(wanted.experiment())) throw refused(wanted);
        try {
            return there(workspace.existingModelOf(wanted), InitialWeights.CHECKPOINT);
        } catch (UserErrorException e) {
            throw new UserErrorException("<model>" + e.getMessage(), e);
        }
    }

    private Model there(Path folder, InitialWeights weights) throws IOException {
        Model known = found.get(folder);
        if (known != null) return known;
        ModelConfig config = files.shape(folder, weights);
        Model model = new Model(folder, config, InputDigest.ofModel(folder));
        found.put(folder, model);
        return model;
    }

    private UserErrorException refused(ModelUnderTest.Trained wanted) {
        boolean otherSeed =
                planned.keySet().stream().anyMatch(run -> run.experiment().equals(wanted.experiment()));
        return new UserErrorException("<model><experiment> is " + wanted.experiment()
                + (otherSeed
                        ? ", but that is not trained with seed " + wanted.seed()
                                + ": declare the seed there too, or a <seed> beside the <id> in <experiment>"
                        : ", but that is not declared above: an experiment starts from one that comes before it"));
    }
}
