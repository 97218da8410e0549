package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.aime.AimeStyle;
import dev.luffy.benchmarks.aime.BaseModel;
import dev.luffy.benchmarks.aime.ModelTemplate;
import dev.luffy.benchmarks.aime.Split;
import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Critic;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Inputs;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Reward;
import dev.luffy.runtime.experiment.RewardModel;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.experiment.RunPaths;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.experiment.Summary;
import dev.luffy.runtime.experiment.Validation;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every method on the built-in benchmark, from its base model: it gets better at what it is for, and a stop changes not a
 * bit. At temperature 2 the base solves about a third of these problems, so there is something to reinforce.
 */
class MethodTrainingTest {

    private static final int STEPS = 40;
    private static final int PROBLEMS = 4;

    @TempDir
    static Path shared;

    private static Path base;
    private static Path problems;
    private static Path traces;

    @TempDir
    Path temporary;

    @BeforeAll
    static void writeTheBenchmark() throws IOException {
        base = shared.resolve("base");
        ModelTemplate.write(base);
        Files.write(base.resolve(BaseModel.FILE), BaseModel.weights());
        List<Problem> easy = AimeStyle.problems(Split.TRAIN, "easy", PROBLEMS);
        problems = shared.resolve("problems.jsonl");
        traces = shared.resolve("traces.jsonl");
        JsonLines.writeProblems(problems, easy);
        JsonLines.writeTraces(traces, easy.stream().map(AimeStyle::expertTrace).toList());
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void itImprovesItsOwnObjectiveOverTheBaseAndAStopChangesNothing(Preset preset) throws IOException {
        Experiment experiment = of(preset);
        Path whole = run(experiment, base, "whole");
        if (preset == Preset.SFT) {
            assertThat(loss(whole, STEPS - 1)).isLessThan(loss(whole, 0) / 2);
        } else {
            Summary summary = summary(whole);
            long before = summary.before().get(0).correct();
            long after = summary.after().get(0).correct();
            assertThat(after).as("right of 256, %d at first", before).isGreaterThan(before + 12);
        }

        AtomicLong done = new AtomicLong();
        Stop stop = () -> {
            if (done.get() == STEPS / 3) throw new StopRequested();
        };
        assertThatThrownBy(() -> run(experiment, base, "stopped", stop, done)).isInstanceOf(StopRequested.class);
        Path resumed = run(experiment, base, "stopped");
        for (String file : List.of("model/model.safetensors", "metrics.ndjson", "summary.json")) {
            assertThat(resumed.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    @Test
    void reinforcementAfterFineTuningStartsWhereThatEnded() throws IOException {
        Path first = run(of(Preset.SFT), base, "sft");
        Path second = run(of(Preset.ON_POLICY), first.resolve("model"), "rl");
        assertThat(summary(second).before()).isEqualTo(summary(first).after());
        assertThat(summary(second).after().get(0).correct())
                .isGreaterThan(summary(first).after().get(0).correct());
        assertThat(summary(second).fingerprint())
                .isNotEqualTo(
                        summary(run(of(Preset.ON_POLICY), base, "rl-from-base")).fingerprint());
    }

    /** Two updates a step, so that the later one is off its policy and clip and shaping have something to do. */
    private static Experiment of(Preset preset) {
        List<Method.Source> sources = preset.sources();
        return new Experiment(
                "method",
                Experiment.InitialWeights.CHECKPOINT,
                "{problem}",
                new Reward(AimeStyle.BOUNDARY),
                small(preset.method(sources.get(sources.size() - 1), 32)),
                new Rollout(24, 32, 2, 1, 0, 64),
                new Optimizer(2e-4, 0.9, 0.95, 1e-8, 0, 1),
                new Schedule(STEPS, PROBLEMS, 2, Schedule.Shape.CONSTANT, 0, 0, STEPS, 1),
                new Budget(8192, 1),
                new Validation(64, 2, 0),
                1);
    }

    /** Eight rows a prompt in every method, and rates of other models that suit one below a million parameters. */
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

    private Path run(Experiment experiment, Path model, String name) throws IOException {
        return run(experiment, model, name, () -> {}, new AtomicLong());
    }

    private Path run(Experiment experiment, Path model, String name, Stop stop, AtomicLong done) throws IOException {
        boolean taught = experiment.method().needsTraces();
        Path output = Files.createDirectories(temporary.resolve(name));
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
                temporary.resolve(name + "-checkpoints").toString());
        new Run(new Request(experiment, inputs, paths, Request.Resume.AUTO), stop, event -> {
                    if (event instanceof Event.Step step) done.set(step.step());
                })
                .execute();
        return output;
    }

    private static double loss(Path output, int step) throws IOException {
        List<String> lines = Files.readAllLines(output.resolve("metrics.ndjson"));
        return Json.read(lines.get(step), Metrics.class).loss();
    }

    private static Summary summary(Path output) throws IOException {
        return Json.read(Files.readString(output.resolve("summary.json")), Summary.class);
    }
}
