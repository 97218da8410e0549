package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.AccuracyFilter;
import dev.luffy.runtime.experiment.Critic;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.RewardModel;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.rollout.Response;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A workplace for runs that train a second model beside the policy, for four steps of two updates each. */
abstract class AuxiliaryFixture {

    static final int STEPS = 4;

    @TempDir
    Path temporary;

    RunFixture fixture;

    @BeforeEach
    void makeAWorkplace() throws IOException, URISyntaxException {
        fixture = new RunFixture(temporary.resolve("first"));
    }

    static Experiment experiment(AuxiliaryModel.Role role) {
        Method method = switch (role) {
            // Three updates for each of the policy, a divergence in the reward, a warm-up that outlasts a step.
            case CRITIC -> ppo(new Critic(1, 0.95, 0.01, 0.2, 3, 8, new Optimizer(1e-2, 0.9, 0.95, 1e-8, 0, 1)));
            case REWARD_MODEL -> prime(new Optimizer(1e-2, 0.9, 0.999, 1e-8, 0, 10));
        };
        return Declarations.with(
                Declarations.of(method, STEPS), new Schedule(STEPS, 4, 2, Schedule.Shape.CONSTANT, 0, 0, 2, 2));
    }

    static Method ppo(Critic critic) {
        return Declarations.with(Preset.SIMPLE_RL.method(Method.Source.ORIGINAL, 16), "critic", critic);
    }

    /** Every prompt is kept, since the golden model solves none. */
    static Method prime(Optimizer optimizer) {
        Method prime = Preset.PRIME_ZERO.method(Method.Source.ORIGINAL, 16);
        return Declarations.with(
                Declarations.with(prime, "rewardModel", new RewardModel(0.05, optimizer)),
                "accuracyFilter",
                new AccuracyFilter(0, 1));
    }

    /** Rows of one to {@code count} tokens, each of tokens of its own, every other one right. */
    static List<TrainingRow> rows(int count) {
        List<TrainingRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] tokens = new int[1 + i];
            Arrays.fill(tokens, 5 + i);
            rows.add(new TrainingRow(new int[] {5, 6}, new Response(tokens, 0, true, i % 2, 0), 0));
        }
        return rows;
    }
}
