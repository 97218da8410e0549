package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.runtime.experiment.Critic;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Outcome;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request.Resume;
import dev.luffy.runtime.experiment.Reward;
import dev.luffy.runtime.model.Safetensors;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.Grader;
import dev.luffy.runtime.rollout.Response;
import dev.luffy.runtime.train.AuxiliaryModel.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run with a value network: what it keeps and what it learns. */
class CriticTest extends AuxiliaryFixture {

    @Test
    void theCriticTakesItsUpdatesAndLeavesTheModelFolderAlone() throws Exception {
        fixture.run(experiment(Role.CRITIC));
        Progress progress = fixture.checkpoint(STEPS).progress();
        assertThat(progress.criticSteps()).isEqualTo(4 * 2 * 3);
        Safetensors critic = Safetensors.open(fixture.checkpoint(STEPS).file("critic.safetensors"));
        boolean learnt = false;
        for (float value : critic.read("value_head.weight").data()) learnt |= value != 0;
        assertThat(learnt).isTrue();
        assertThat(Safetensors.open(fixture.output().resolve("model/model.safetensors"))
                        .names())
                .doesNotContain("value_head.weight");
    }

    /** The model is random, so no group has a right answer, and a step without rows is one without an update of either. */
    @Test
    void groupsOfEqualRewardsMayBeDroppedBesideACritic() throws Exception {
        Method zero = Preset.OPEN_REASONER_ZERO.method(Method.Source.ORIGINAL, 16);
        Method few = Declarations.with(Declarations.with(zero, "onPolicyRollouts", 4), "dropDegenerateGroups", true);
        fixture.run(Declarations.of(few, 4));
        Progress progress = fixture.checkpoint(STEPS).progress();
        assertThat(progress.deadSteps()).isPositive();
        assertThat(progress.criticSteps()).isEqualTo((4 - progress.deadSteps()) * 12);
    }

    @Test
    void withoutADivergenceInTheRewardNoReferenceIsLoaded() throws Exception {
        Method zero = Preset.OPEN_REASONER_ZERO.method(Method.Source.ORIGINAL, 16);
        try (Setting setting =
                Setting.open(fixture.request(Declarations.of(zero, 1), Resume.AUTO), () -> {}, event -> {})) {
            assertThat(setting.auxiliary()).isPresent();
            assertThat(setting.reference()).isEmpty();
        }
    }

    @Test
    void advantagesOfAStepAreWhiteAndItsReturnsTheOutcomesWhenNothingIsKnown() throws Exception {
        Method method = Preset.OPEN_REASONER_ZERO.method(Method.Source.ORIGINAL, 16);
        Experiment zero = Declarations.of(method, 1);
        try (Setting setting = Setting.open(fixture.request(zero, Resume.AUTO), () -> {}, event -> {})) {
            List<TrainingRow> rows = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                rows.add(new TrainingRow(
                        new int[] {5, 6}, new Response(new int[] {7, 8, 9}, 0, true, i == 0 ? 1 : 0, 0), 0));
            }
            new ValueUpdate(zero, setting, () -> {}).estimate(rows, List.of(), 1);
            assertThat(rows.get(0).returns).containsOnly(1);
            assertThat(rows.get(1).returns).containsOnly(0);
            assertThat(rows.get(0).advantages[1]).isCloseTo(Math.sqrt(3), within(1e-12));
            assertThat(rows.get(2).advantages[0]).isCloseTo(-Math.sqrt(1 / 3.0), within(1e-12));
        }
    }

    @Test
    void valuesComeNearerToReturnsThatStayAsTheyAre() throws Exception {
        Method method = Preset.OPEN_REASONER_ZERO.method(Method.Source.ORIGINAL, 16);
        Critic critic = new Critic(1, 1, 0, 0.2, 2, 0, new Optimizer(3e-3, 0.9, 0.95, 1e-8, 0, 1));
        Experiment declared = Declarations.of(Declarations.with(method, "critic", critic), 1);
        try (Setting setting = Setting.open(fixture.request(declared, Resume.AUTO), () -> {}, event -> {})) {
            ValueUpdate update = new ValueUpdate(declared, setting, () -> {});
            List<Double> losses = new ArrayList<>();
            for (int step = 1; step <= 30; step++) {
                List<TrainingRow> rows = rows(8); // with λ 1 their returns are the outcomes, 0 and 1
                update.estimate(rows, List.of(), step);
                losses.addAll(update.apply(rows, step, () -> {}));
            }
            // Dealt in turn: first the wrong ones, loss 0, then the right ones, ½.
            assertThat(losses.get(0) + losses.get(1)).isCloseTo(0.5, within(1e-12));
            assertThat(losses.get(58) + losses.get(59)).isLessThan(0.1);
        }
    }

    @Test
    void anOutcomeTellsWrongFromUnansweredAndCutOffFromRight() throws Exception {
        try (Setting setting =
                Setting.open(fixture.request(Declarations.luffy(), Resume.AUTO), () -> {}, event -> {})) {
            Outcome outcome = new Outcome(1, -0.5, -1);
            assertThat(reward(setting, outcome, "1</think>7", true)).isEqualTo(1);
            assertThat(reward(setting, outcome, "1</think>7", false)).isEqualTo(-0.5);
            assertThat(reward(setting, outcome, "1</think>8", true)).isEqualTo(-0.5);
            assertThat(reward(setting, outcome, "1+7", true)).isEqualTo(-1);
            assertThat(reward(setting, outcome, "1+7", false)).isEqualTo(-1);
            assertThat(reward(setting, null, "1</think>7", true)).isEqualTo(1);
            assertThat(reward(setting, null, "1</think>7", false)).isZero();
            assertThat(reward(setting, null, "1+7", true)).isZero();
        }
    }

    private static double reward(Setting setting, Outcome outcome, String text, boolean finished) {
        Tokenizer tokenizer = setting.tokenizer();
        int[] tokens = tokenizer.encode(text);
        if (finished) {
            tokens = Arrays.copyOf(tokens, tokens.length + 1);
            tokens[tokens.length - 1] = tokenizer.eosTokenIds().get(0);
        }
        Grader grader = new Grader(new Reward("</think>"), tokenizer, outcome);
        return grader.reward(new Problem("p", "0+7=", "7", "", ""), tokens, finished);
    }
}
