package dev.luffy.runtime.train;

import dev.luffy.benchmarks.aime.AimeStyle;
import dev.luffy.benchmarks.aime.BaseModel;
import dev.luffy.benchmarks.aime.ModelTemplate;
import dev.luffy.benchmarks.aime.Split;
import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Critic;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Inputs;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Reward;
import dev.luffy.runtime.experiment.RewardModel;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.experiment.RunPaths;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.experiment.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The built-in benchmark in a folder: its base model, its first easy problems, and the expert's traces of them. */
public final class AimeFixture {

    private static final int PROBLEMS = 4;

    public final Path base;
    private final Path problems;
    private final Path traces;

    public AimeFixture(Path folder) throws IOException {
        base = folder.resolve("base");
        ModelTemplate.write(base);
        Files.write(base.resolve(BaseModel.FILE), BaseModel.weights());
        List<Problem> easy = AimeStyle.problems(Split.TRAIN, "easy", PROBLEMS);
        problems = folder.resolve("problems.jsonl");
        traces = folder.resolve("traces.jsonl");
        JsonLines.writeProblems(problems, easy);
        JsonLines.writeTraces(traces, easy.stream().map(AimeStyle::expertTrace).toList());
    }

    /** Two updates a step, so that the later one is off its policy and clip and shaping have something to do. */
    public static Experiment experiment(Preset preset, int steps, int checkpointEvery, int validationSamples) {
        return new Experiment(
                "method",
                Experiment.InitialWeights.CHECKPOINT,
                "{problem}",
                new Reward(AimeStyle.BOUNDARY),
                small(preset.method(preset.sources().get(0), 32)),
                new Rollout(24, 32, 2, 1, 0, 64),
                new Optimizer(2e-4, 0.9, 0.95, 1e-8, 0, 1),
                new Schedule(steps, PROBLEMS, 2, Schedule.Shape.CONSTANT, 0, 0, checkpointEvery, 2),
                new Budget(8192, 1),
                new Validation(validationSamples, 2, 0),
                1);
    }

    /** Eight rows a prompt in every method, and a critic's rate that suits a model below a million parameters. */
    private static Method small(Method method) {
        Critic critic = method.critic();
        RewardModel rewards = method.rewardModel();
        if (critic == null && rewards == null) return method;
        Method eight = Declarations.with(method, "onPolicyRollouts", 8);
        if (critic == null) {
            Optimizer fast = Declarations.with(rewards.optimizer(), "learningRate", 3e-3);
            return Declarations.with(eight, "rewardModel", Declarations.with(rewards, "optimizer", fast));
        }
        Critic fast = Declarations.with(critic, "optimizer", new Optimizer(1e-3, 0.9, 0.95, 1e-8, 0, 1));
        return Declarations.with(eight, "critic", fast);
    }

    /** A run that is validated on what it learns from, and resumes what it finds in {@code checkpoints}. */
    public Request request(Experiment experiment, Path model, Path output, Path checkpoints) throws IOException {
        boolean taught = experiment.method().needsTraces();
        Files.createDirectories(output);
        Inputs inputs = new Inputs(
                InputDigest.ofModel(model),
                InputDigest.ofFile(problems),
                taught ? InputDigest.ofFile(traces) : null,
                InputDigest.ofFile(problems));
        RunPaths paths = new RunPaths(
                model.toString(),
                problems.toString(),
                taught ? traces.toString() : null,
                problems.toString(),
                output.toString(),
                checkpoints.toString(),
                problems.resolveSibling("prepared").toString());
        return new Request(experiment, inputs, paths, Request.Resume.AUTO);
    }
}
