package dev.luffy.runtime.train;

import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.runtime.data.TrainingData;
import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Reward;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.model.ModelFolder;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.GroupSampler;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.RandomStream;
import dev.luffy.runtime.rollout.RandomStream.Purpose;
import dev.luffy.runtime.rollout.RewardFunction;
import dev.luffy.runtime.rollout.Sampler;
import dev.luffy.runtime.tensor.AdamW;
import dev.luffy.runtime.tensor.Decoder;
import dev.luffy.runtime.tensor.Engine;
import dev.luffy.runtime.tensor.Profile;
import dev.luffy.runtime.tensor.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Times whole training steps of fixed work: EOS cannot be sampled, so every response has full length. Prints tokens per
 * second and their share of the measured float32 matrix-product rate; asserts nothing. The peer's script and the way to
 * run both in the same minutes are in {@code perf/README.md}.
 *
 * <p>Arguments: steps (default 30), threads (default 2). A step is rollouts, rewards and one update with a gradient in
 * every row, as the peer's is. With one thread, one more step is profiled.
 */
final class SpeedBenchmark {

    private static final int PROMPTS = 16;
    private static final int GROUP = 8;
    private static final int PROMPT_TOKENS = 32;
    private static final int RESPONSE_TOKENS = 48;
    private static final int WARM_UP_STEPS = 3;

    private SpeedBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        Engine.start(threads);
        Experiment experiment = experiment(steps + WARM_UP_STEPS + 1, threads);
        try (Setting setting = setting(experiment)) {
            Trainer trainer = new Trainer(experiment, setting, new Frontier(), () -> {});
            List<Timing> timings = new ArrayList<>();
            for (long step = 1; step <= steps + WARM_UP_STEPS; step++) {
                Timing timing = trainer.step(step).timing();
                if (step > WARM_UP_STEPS) timings.add(timing);
            }
            print(setting, timings, threads);
            if (threads == 1) Profile.print("one more step", () -> trainer.step(steps + WARM_UP_STEPS + 1L));
        }
        Runtime.getRuntime().halt(0);
    }

    private static void print(Setting setting, List<Timing> timings, int threads) {
        double gflops = Engine.matmulGflops(1024, 5);
        long parameters = setting.parameterCount();
        timings.sort(Comparator.comparingDouble(t -> t.rolloutSeconds() + t.updateSeconds()));
        Timing median = timings.get(timings.size() / 2);
        double mean = timings.stream()
                .mapToDouble(t -> t.rolloutSeconds() + t.updateSeconds())
                .average()
                .orElseThrow();
        // 2 operations a parameter and token forward, 4 backward; attention and prompts are left out of the work.
        double rolloutShare = median.rolloutTokensPerSecond() * 2 * parameters / (gflops * 1e9);
        double updateShare = median.updateTokensPerSecond() * 6 * parameters / (gflops * 1e9);
        System.out.printf(
                Locale.ROOT,
                "luffy: %d parameters, %d × %d rows, prompt %d, response %d, %d threads, %d steps%n"
                        + "whole step %.3f s (mean %.3f s): rollouts %.3f s, update %.3f s%n"
                        + "rollout %.0f tokens/s = %.0f %% of the matrix-product rate; update %.0f tokens/s = %.0f %%%n"
                        + "matrix product [1024]³ float32: %.0f GFLOP/s%n",
                parameters,
                PROMPTS,
                GROUP,
                PROMPT_TOKENS,
                RESPONSE_TOKENS,
                threads,
                timings.size(),
                median.rolloutSeconds() + median.updateSeconds(),
                mean,
                median.rolloutSeconds(),
                median.updateSeconds(),
                median.rolloutTokensPerSecond(),
                100 * rolloutShare,
                median.updateTokensPerSecond(),
                100 * updateShare,
                gflops);
    }

    private static Experiment experiment(int steps, int threads) {
        Method onPolicy = Preset.ON_POLICY.method(Method.Source.REFERENCE_CODE, RESPONSE_TOKENS);
        return new Experiment(
                "speed",
                Experiment.InitialWeights.RANDOM,
                "{problem}",
                new Reward(""),
                onPolicy, // its entropy bonus gives every row a gradient, whatever the rewards
                new Rollout(PROMPT_TOKENS, RESPONSE_TOKENS, 1, 1, 0, PROMPTS * GROUP),
                new Optimizer(1e-5, 0.9, 0.999, 1e-8, 0, 1),
                new Schedule(steps, PROMPTS, 1, Schedule.Shape.CONSTANT, 0, 0, steps, 1),
                new Budget(PROMPTS * GROUP * (PROMPT_TOKENS + RESPONSE_TOKENS), threads),
                null,
                1);
    }

    private static Setting setting(Experiment experiment) throws Exception {
        Path folder = Path.of(Objects.requireNonNull(SpeedBenchmark.class.getResource("/speed"))
                .toURI());
        var config = ModelFolder.open(folder).config();
        Tokenizer tokenizer = Tokenizer.open(folder, config);
        Weights weights = Weights.random(config, 1);
        int padding = config.padTokenId();
        Decoder decoder = new Decoder(config, padding, tokenizer.eosTokenIds().get(0));
        RandomStream text = RandomStream.of(0, Purpose.DATA_ORDER);
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 0; i < 16 * PROMPTS; i++) {
            StringBuilder prompt = new StringBuilder();
            for (int t = 0; t < PROMPT_TOKENS; t++)
                prompt.append("0123456789+-*".charAt(text.at(i).index(t, 13)));
            prompts.add(new Prompt(
                    new Problem("p" + i, prompt.toString(), "7", "", ""),
                    i,
                    tokenizer.encode(prompt.toString()),
                    List.of()));
        }
        // As the peer's script: decodes the response and counts a digit.
        RewardFunction sevens = (problem, tokens, finished) ->
                tokenizer.decode(tokens).chars().filter(c -> c == '7').count();
        Sampler sampler = new Sampler(
                decoder, sevens, experiment.rollout(), 1L << 30, 1, RandomStream.of(1, Purpose.ROLLOUT), () -> {});
        var rollouts = new GroupSampler(experiment.method(), sampler, sevens, RandomStream.of(1, Purpose.PREFIX_RATIO));
        return new Setting(
                config,
                tokenizer,
                decoder,
                weights,
                Optional.empty(),
                Optional.empty(),
                new AdamW(weights, 0.9, 0.999, 1e-8, 0),
                new TrainingData(prompts, null, "", () -> {}),
                rollouts,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                event -> {});
    }
}
