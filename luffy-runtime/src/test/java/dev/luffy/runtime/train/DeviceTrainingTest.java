package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Precision;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.experiment.Validation;
import dev.luffy.runtime.rollout.Group;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.Response;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import dev.luffy.runtime.tensor.Engine;
import dev.luffy.runtime.tensor.FloatTensor;
import dev.luffy.runtime.tensor.Scored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole of training on a named device, by the classes that train. Where there is no such device a case is skipped and says what
 * is missing; the CPU's cases are never skipped. {@code docs/devices.md} says how to run these on a machine with a GPU.
 */
class DeviceTrainingTest {

    /**
     * How far a device may be from the CPU's float32. A float32 sum of hundreds in another order is off by some 1e-7 of its terms;
     * bfloat16 rounds every factor by up to 2^-9. The CPU's own bfloat16 is off by 0.013 %, 0.16 %, 0.8 % and, between sampling
     * and scoring, 7e-5 nats here, and its float32 by 1.4e-7 nats: other kernels may round some times as much.
     *
     * @param loss percents
     * @param gradientNorm percents
     * @param way of the weights: length of the difference, as a part of the length of the way which they have gone
     * @param entropy mean difference of a token's between sampling and scoring, in nats
     */
    private record Tolerance(double loss, double gradientNorm, double way, double entropy) {
        static Tolerance of(Precision precision) {
            return precision == Precision.FLOAT32
                    ? new Tolerance(0.001, 0.01, 0.001, 1e-5)
                    : new Tolerance(0.2, 1, 0.05, 1e-3);
        }
    }

    private static final int STEPS = 4;
    private static final int LONGEST_PROMPT = 192;

    @TempDir
    Path temporary;

    private static Stream<String> devices() {
        return Stream.of("cpu", "cuda:0");
    }

    private static Stream<Arguments> precisions() {
        return devices().flatMap(device -> Arrays.stream(Precision.values()).map(each -> Arguments.of(device, each)));
    }

    /** Device, precision, whether activations are computed again on the way back. */
    private static Stream<Arguments> ways() {
        return devices()
                .flatMap(device -> Arrays.stream(Precision.values())
                        .flatMap(precision ->
                                Stream.of(false, true).map(each -> Arguments.of(device, precision, each))));
    }

    private static Stream<Arguments> roles() {
        return devices()
                .flatMap(device -> Arrays.stream(AuxiliaryModel.Role.values()).map(each -> Arguments.of(device, each)));
    }

    private static void require(String device) {
        try {
            Engine.start(1, device);
        } catch (InvalidInputException e) {
            abort(e.getMessage());
        }
    }

    /** Other tests take the device that there is. */
    @AfterAll
    static void letTheEngineChoose() {
        Engine.start(1, "auto");
    }

    @ParameterizedTest(name = "{0}, {1}, computed again: {2}")
    @MethodSource("ways")
    void rolloutsUpdatesCheckpointsAndResumeWorkThere(String device, Precision precision, boolean recomputes)
            throws Exception {
        require(device);
        Experiment experiment = on(device, precision, recomputes, luffy());
        RunFixture whole = fixture("whole");
        whole.run(experiment);
        assertThat(whole.last(Event.Started.class).engine())
                .startsWith("libtorch on " + (device.equals("cpu") ? "the CPU" : device) + ", ");
        List<Metrics> metrics = metrics(whole);
        assertThat(metrics).hasSize(STEPS).allSatisfy(step -> {
            assertThat(step.loss()).isFinite();
            assertThat(step.gradientNorm()).isFinite().isPositive();
            assertThat(step.entropy()).isFinite().isPositive();
            assertThat(step.responseLength()).isBetween(1.0, 16.0);
            assertThat(step.teacherProbability()).isBetween(0.0, 1.0);
        });
        assertThat(metrics.get(1).validation()).isNotEmpty();
        Map<String, FloatTensor> before = StoredCheckpoint.tensors(whole.model.resolve("model.safetensors"));
        trained(whole)
                .forEach((name, tensor) -> assertThat(tensor.data())
                        .as(name)
                        .isNotEqualTo(before.get(name).data())
                        .doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));

        RunFixture stopped = fixture("stopped");
        Stop stop = () -> {
            if (stopped.events.stream().anyMatch(each -> each instanceof Event.Step step && step.step() == 3))
                throw new StopRequested();
        };
        assertThatThrownBy(() -> stopped.run(experiment, Request.Resume.AUTO, stop))
                .isInstanceOf(StopRequested.class);
        stopped.run(experiment);
        assertThat(stopped.last(Event.Started.class).resumedFrom()).isEqualTo(3);
        // CUDA adds up some gradients in the order in which its threads come, so that only the CPU gives the same bits
        // again.
        if (device.equals("cpu")) {
            assertThat(stopped.output().resolve("model/model.safetensors"))
                    .hasSameBinaryContentAs(whole.output().resolve("model/model.safetensors"));
        } else {
            assertThat(metrics(stopped)).hasSize(STEPS);
        }
    }

    /** Sampling reads keys and values from pages, token by token; scoring computes rows whole. They have no program in common. */
    @ParameterizedTest
    @MethodSource("precisions")
    void whatIsSampledThereIsWhatIsScoredThere(String device, Precision precision) throws Exception {
        require(device);
        Experiment experiment = on(device, precision, false, luffy());
        try (Setting setting = Setting.open(fixture("sampled").request(experiment, Request.Resume.AUTO), () -> {})) {
            int[] indices = IntStream.range(0, setting.prompts().size()).toArray();
            List<Prompt> prompts = setting.prompts();
            List<Response> sampled = new ArrayList<>();
            List<int[]> asked = new ArrayList<>();
            for (Group group : setting.groups().sample(setting.weights(), prompts, indices, 1)) {
                for (Response response : group.responses()) {
                    if (response.isTeacherRow()) continue;
                    sampled.add(response);
                    asked.add(group.prompt().tokens());
                }
            }
            assertThat(sampled).hasSize(7 * prompts.size());
            int[][] responses = sampled.stream().map(Response::tokens).toArray(int[][]::new);
            int[][] questions = asked.toArray(int[][]::new);
            try (Scored scored = setting.decoder().score(setting.weights(), questions, responses, 1, false)) {
                int next = 0;
                double difference = 0;
                for (Response response : sampled) {
                    double sum = 0;
                    for (int t = 0; t < response.tokens().length; t++) sum += scored.entropy()[next++];
                    difference += Math.abs(sum - response.entropySum());
                }
                assertThat(difference / next).isLessThan(Tolerance.of(precision).entropy());
            }
        }
    }

    /** Without rollouts nothing hangs on a token that lies on the edge between two. */
    @ParameterizedTest(name = "{0}, {1}, computed again: {2}")
    @MethodSource("ways")
    void stepsOnTracesGiveWhatTheCpuGives(String device, Precision precision, boolean recomputes) throws Exception {
        require(device);
        RunFixture expected = fixture("cpu");
        expected.run(on("cpu", Precision.FLOAT32, false, traces()));
        RunFixture actual = fixture("device");
        actual.run(on(device, precision, recomputes, traces()));

        Tolerance tolerance = Tolerance.of(precision);
        for (int step = 0; step < STEPS; step++) {
            Metrics there = metrics(actual).get(step);
            Metrics here = metrics(expected).get(step);
            assertThat(there.loss()).isCloseTo(here.loss(), withinPercentage(tolerance.loss()));
            assertThat(there.gradientNorm()).isCloseTo(here.gradientNorm(), withinPercentage(tolerance.gradientNorm()));
        }
        Map<String, FloatTensor> start = StoredCheckpoint.tensors(expected.model.resolve("model.safetensors"));
        double way = distance(trained(expected), start);
        assertThat(way).isGreaterThan(0.1);
        assertThat(distance(trained(actual), trained(expected)) / way).isLessThan(tolerance.way());
    }

    /** The first loss is the mean of −log p over the traces, by a softmax in Java of logits that are read one by one. */
    @ParameterizedTest
    @MethodSource("devices")
    void theLossIsTheOneOfTheTextbook(String device) throws Exception {
        require(device);
        Experiment experiment = on(device, Precision.FLOAT32, false, traces());
        try (Setting setting = Setting.open(fixture("loss").request(experiment, Request.Resume.AUTO), () -> {})) {
            double sum = 0;
            int tokens = 0;
            for (Prompt prompt : setting.prompts()) {
                int[] trace = prompt.traces().get(0);
                for (int t = 0; t < trace.length; t++) {
                    int[] known = Arrays.copyOf(prompt.tokens(), prompt.tokens().length + t);
                    System.arraycopy(trace, 0, known, prompt.tokens().length, t);
                    float[] logits = setting.decoder().lastLogits(setting.weights(), new int[][] {known})[0];
                    for (int token : setting.tokenizer().suppressedTokens()) logits[token] = Float.NEGATIVE_INFINITY;
                    sum -= logits[trace[t]] - logSumExp(logits);
                    tokens++;
                }
            }
            Trainer trainer = new Trainer(experiment, setting, new Frontier(), () -> {});
            double loss = trainer.step(1).metrics().loss();
            assertThat(loss).isCloseTo(sum / tokens, withinPercentage(0.001));
            for (int step = 2; step < 10; step++) trainer.step(step);
            assertThat(trainer.step(10).metrics().loss()).isLessThan(loss / 2);
        }
    }

    @ParameterizedTest
    @MethodSource("roles")
    void aCriticARewardModelAndAReferenceWorkThere(String device, AuxiliaryModel.Role role) throws Exception {
        require(device);
        RunFixture fixture = fixture("auxiliary");
        fixture.run(on(device, Precision.FLOAT32, true, auxiliary(role)));
        assertThat(metrics(fixture)).hasSize(AuxiliaryFixture.STEPS).allSatisfy(step -> {
            assertThat(step.loss()).isFinite();
            Double loss = role == AuxiliaryModel.Role.CRITIC ? step.valueLoss() : step.rewardModelLoss();
            assertThat(loss).isFinite().isPositive();
        });
    }

    @Test
    void aSpeedIsMeasuredOnTheDevice() {
        require("cpu");
        assertThat(Engine.matmulGflops(128, 2)).isBetween(0.01, 10_000.0);
    }

    /** Two of the eight prompts are so long that the fused kernel attends to them. */
    private RunFixture fixture(String name) throws Exception {
        RunFixture fixture = new RunFixture(temporary.resolve(name));
        String problems = Files.readString(fixture.problems);
        for (String each : List.of("\"6+7", "\"7+7")) {
            problems = problems.replace(each, "\"" + "1+".repeat(75) + each.substring(1));
        }
        Files.writeString(fixture.problems, problems);
        return fixture;
    }

    private static Experiment on(String device, Precision precision, boolean recomputes, Experiment experiment) {
        Budget budget = new Budget(512, 1, recomputes, 8, device);
        return Declarations.with(Declarations.with(experiment, budget), "precision", precision);
    }

    /** 28 sampled rows a step, eight at a time: rows wait, come in and go out. */
    private static Experiment luffy() {
        Experiment luffy = Declarations.with(Declarations.luffy(), new Rollout(LONGEST_PROMPT, 16, 1, 1, 0, 8));
        luffy = Declarations.with(luffy, new Schedule(STEPS, 4, 1, Schedule.Shape.CONSTANT, 0, 0, 2, 2));
        return Declarations.with(luffy, new Validation(1, 0, 2));
    }

    private static Experiment auxiliary(AuxiliaryModel.Role role) {
        return Declarations.with(AuxiliaryFixture.experiment(role), new Rollout(LONGEST_PROMPT, 16, 1, 1, 0, 64));
    }

    /** All eight traces in each step, and an ε beside which gradients are small: AdamW would make the sign of a rounding a step. */
    private static Experiment traces() {
        Experiment traces = Declarations.of(Preset.SFT.method(Method.Source.PAPER, 16), STEPS);
        traces = Declarations.with(traces, new Rollout(LONGEST_PROMPT, 16, 1, 1, 0, 8));
        traces = Declarations.with(traces, new Optimizer(0.03, 0.9, 0.999, 0.1, 0.01, 0));
        return Declarations.with(traces, new Schedule(STEPS, 8, 1, Schedule.Shape.CONSTANT, 0, 0, 2, 2));
    }

    private static List<Metrics> metrics(RunFixture fixture) throws IOException {
        return Files.readAllLines(fixture.output().resolve("metrics.ndjson")).stream()
                .map(line -> Json.read(line, Metrics.class))
                .toList();
    }

    private static Map<String, FloatTensor> trained(RunFixture fixture) throws IOException {
        return StoredCheckpoint.tensors(fixture.output().resolve("model/model.safetensors"));
    }

    private static double logSumExp(float[] values) {
        double largest = Float.NEGATIVE_INFINITY;
        for (float value : values) largest = Math.max(largest, value);
        double sum = 0;
        for (float value : values) sum += Math.exp(value - largest);
        return largest + Math.log(sum);
    }

    private static double distance(Map<String, FloatTensor> a, Map<String, FloatTensor> b) {
        double sum = 0;
        for (String name : b.keySet()) {
            float[] x = a.get(name).data();
            float[] y = b.get(name).data();
            for (int i = 0; i < y.length; i++) sum += ((double) x[i] - y[i]) * ((double) x[i] - y[i]);
        }
        return Math.sqrt(sum);
    }
}
