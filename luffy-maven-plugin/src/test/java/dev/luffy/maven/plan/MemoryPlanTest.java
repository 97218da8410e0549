package dev.luffy.maven.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.AnsweringBudget;
import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Precision;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.experiment.RolloutServer;
import dev.luffy.runtime.experiment.Validation;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {

    // d = 8, f = 32, L = 2, 4 heads and 2 key-value heads of size 2 (q = 8, k = 4), V = 11
    private static final ModelConfig MODEL =
            new ModelConfig(11, 8, 32, 2, 4, 2, 2, 1e-6, 1e4, true, 64, List.of(1), 0, 0.02);
    private static final long P = MODEL.parameterCount();
    private static final long MATRICES = 8 * (2 * 8 + 2 * 4 + 3 * 32);

    private static Experiment with(Method method, Budget budget, Precision precision) {
        Experiment base = Plans.experiment("x", 1); // 16 prompt and 8 response tokens, 32 rows, 100 tokens a pass
        return new Experiment(
                base.id(),
                base.initialWeights(),
                base.template(),
                base.reward(),
                method == null ? base.method() : method,
                base.rollout(),
                base.optimizer(),
                base.schedule(),
                budget == null ? base.budget() : budget,
                base.validation(),
                base.seed(),
                null,
                null,
                precision,
                null);
    }

    private static MemoryPlan of(Method method, Budget budget, Precision precision) {
        return MemoryPlan.of(with(method, budget, precision), MODEL);
    }

    @Test
    void theFormulaOfTheJavadocIsWhatIsComputed() {
        MemoryPlan plan = of(null, null, null);
        assertThat(plan.weights()).isEqualTo(4 * P);
        assertThat(plan.gradients()).isEqualTo(4 * P);
        assertThat(plan.moments()).isEqualTo(8 * P);
        assertThat(plan.reference() + plan.critic() + plan.rewardModel()).isZero();
        long layer = 100 * (8 * 8 + 4 * (6 * 8 + 3 * 4 + 2 * 32));
        assertThat(plan.activations()).isEqualTo(2 * layer + 100 * (8 * 8 + 4 * 6 * 8) + 8 * MATRICES);
        assertThat(plan.logits()).isEqualTo(12 * 100 * 11);
        assertThat(plan.samplingWeights()).isEqualTo(4 * 2 * MATRICES + 4 * 11 * 8);
        // Two pages of 32 tokens for each row: one of its prompt, one of its own.
        assertThat(plan.keyValueCache()).isEqualTo(4L * 2 * 2 * 4 * 32 * 2 * 32);
        assertThat(plan.oneToken()).isEqualTo(32 * (24 * 11 + (8 + 4) * 4 * 2 * 32));
        assertThat(plan.standing()).isEqualTo(plan.process() + 16 * P);
        assertThat(plan.total())
                .isEqualTo(plan.standing()
                        + Math.max(
                                plan.activations() + plan.logits(),
                                plan.samplingWeights() + plan.keyValueCache() + plan.oneToken()));
    }

    @Test
    void bfloat16HalvesProductsAndNothingElse() {
        MemoryPlan plan = of(null, null, Precision.BFLOAT16);
        assertThat(plan.standing()).isEqualTo(of(null, null, null).standing());
        long layer = 100 * (8 * 8 + 2 * (6 * 8 + 3 * 4 + 2 * 32));
        assertThat(plan.activations()).isEqualTo(2 * layer + 100 * (8 * 8 + 2 * 6 * 8) + 6 * MATRICES);
        assertThat(plan.samplingWeights()).isEqualTo(2 * 2 * MATRICES + 4 * 11 * 8);
        assertThat(plan.keyValueCache()).isEqualTo(of(null, null, null).keyValueCache() / 2);
    }

    @Test
    void activationCheckpointingKeepsTheInputOfEveryLayerAndOneLayer() {
        long layer = 100 * (8 * 8 + 4 * (6 * 8 + 3 * 4 + 2 * 32));
        assertThat(of(null, new Budget(100, 1, true, null, null), null).activations())
                .isEqualTo(4 * 100 * 2 * 8 + layer + 100 * (8 * 8 + 4 * 6 * 8) + 8 * MATRICES);
    }

    /** The threads of a small model each have rows, and gradients, of their own. */
    @Test
    void everyLaneOfASmallModelHasGradients() {
        MemoryPlan plan = of(null, new Budget(100, 3), null);
        assertThat(plan.gradients()).isEqualTo(3 * 4 * P);
        assertThat(plan.activations()).isEqualTo(of(null, null, null).activations() + 2 * 8 * MATRICES);
        Method simple = Preset.SIMPLE_RL.method(Method.Source.ORIGINAL, 8);
        assertThat(of(simple, new Budget(100, 3), null).critic()).isEqualTo((3 + 3) * 4 * (P + 8));
        assertThat(new Budget(100, 3).lanes(Budget.SMALL_MODEL)).isEqualTo(1);
    }

    @Test
    void theCacheStaysWithinItsBudget() {
        ModelConfig large =
                new ModelConfig(152_064, 3584, 18_944, 28, 28, 4, 128, 1e-6, 1e6, false, 8192, List.of(1), 0, 0.02);
        AnsweringBudget budget = new AnsweringBudget(Precision.BFLOAT16, 128, 512, 2, null);
        assertThat(MemoryPlan.answering(large, budget, 100, 4096).keyValueCache())
                .isEqualTo(512L << 20);
        // 56 KiB a token; 32 pages of 128 tokens for the response, one for the prompt.
        AnsweringBudget one = new AnsweringBudget(Precision.BFLOAT16, 1, 512, 2, null);
        assertThat(MemoryPlan.answering(large, one, 100, 4096).keyValueCache()).isEqualTo(33L * 128 * 56 << 10);
    }

    @Test
    void aCriticAndItsReferenceAreCounted() {
        Method simple = Preset.SIMPLE_RL.method(Method.Source.ORIGINAL, 8);
        MemoryPlan plan = of(simple, null, null);
        long tied = P + 8; // and a head of d
        assertThat(plan.critic()).isEqualTo(16 * tied);
        assertThat(plan.reference()).isEqualTo(4 * P);
        assertThat(plan.standing()).isEqualTo(plan.process() + 20 * P + 16 * tied);

        ModelConfig untied = new ModelConfig(11, 8, 32, 2, 4, 2, 2, 1e-6, 1e4, false, 64, List.of(1), 0, 0.02);
        assertThat(MemoryPlan.of(with(simple, null, null), untied).critic())
                .isEqualTo(16 * tied); // no output projection
    }

    @Test
    void aRewardModelIsASecondPolicyAndHasAReference() {
        MemoryPlan plan = of(Preset.PRIME_ZERO.method(Method.Source.ORIGINAL, 8), null, null);
        assertThat(plan.rewardModel()).isEqualTo(16 * P);
        assertThat(plan.reference()).isEqualTo(4 * P);
        assertThat(plan.critic()).isZero();
        assertThat(plan.standing()).isEqualTo(plan.process() + 36 * P);
    }

    @Test
    void whereAServerSamplesOnlyValidationDecodes() {
        Experiment local = with(null, null, null);
        Rollout r = local.rollout();
        Rollout served = new Rollout(
                r.maximumPromptTokens(),
                r.maximumResponseTokens(),
                r.temperature(),
                r.topP(),
                r.topK(),
                r.batchRows(),
                new RolloutServer(RolloutServer.Api.GENERATE, true));
        assertThat(MemoryPlan.of(sampling(local, served, null), MODEL).keyValueCache())
                .isZero();
        assertThat(MemoryPlan.of(sampling(local, served, local.validation()), MODEL)
                        .keyValueCache())
                .isEqualTo(MemoryPlan.of(local, MODEL).keyValueCache());
    }

    private static Experiment sampling(Experiment base, Rollout rollout, Validation validation) {
        return new Experiment(
                base.id(),
                base.initialWeights(),
                base.template(),
                base.reward(),
                base.method(),
                rollout,
                base.optimizer(),
                base.schedule(),
                base.budget(),
                validation,
                base.seed());
    }

    @Test
    void whoSamplesNothingNeedsNoRoomForIt() {
        Method imitation = Preset.SFT.method(Method.Source.PAPER, 8);
        Experiment measured = with(imitation, null, null);
        assertThat(MemoryPlan.of(measured, MODEL).sampling())
                .isGreaterThan(of(null, null, null).standing());
        Experiment unmeasured = sampling(measured, measured.rollout(), null);
        MemoryPlan plan = MemoryPlan.of(unmeasured, MODEL);
        assertThat(plan.sampling()).isEqualTo(plan.standing());
    }
}
