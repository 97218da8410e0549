package dev.luffy.maven.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.experiment.RolloutServer;
import dev.luffy.runtime.experiment.Validation;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {

    // d = 8, f = 32, L = 2, 4 heads and 2 key-value heads of size 2 (q = 8, k = 4), V = 11
    private static final ModelConfig MODEL =
            new ModelConfig(11, 8, 32, 2, 4, 2, 2, 1e-6, 1e4, true, 64, List.of(1), 0, 0.02);

    @Test
    void theHeapHoldsACheckpointOfALargeModel() {
        ModelConfig large = new ModelConfig(65_536, 768, 3072, 6, 12, 12, 64, 1e-6, 1e4, true, 64, List.of(1), 0, 0.02);
        double bytes = 20.0 * large.parameterCount();

        assertThat(MemoryEstimate.heapMebibytes(large)).isEqualTo((long) Math.ceil(512 + bytes / (1 << 20)));
        assertThat(MemoryEstimate.heapMebibytes(large)).isGreaterThan(1024);
    }

    @Test
    void anEvaluationDecodesAsManyRowsAsAModestCacheHolds() {
        assertThat(MemoryEstimate.answeringRows(MODEL, 32)).isEqualTo(128);
        // The shape of Qwen2.5-7B: 2 · 28 layers · 512 · 4 bytes = 112 KiB a token.
        ModelConfig large =
                new ModelConfig(152_064, 3584, 18_944, 28, 28, 4, 128, 1e-6, 1e6, false, 4096, List.of(1), 0, 0.02);
        assertThat(MemoryEstimate.keyValueCache(large, 1, 1)).isEqualTo(112 << 10);
        // 1 GiB / 112 KiB = 9362 tokens: 3 rows of 2048 + 1024, 7 of 256 + 1024, none of 65536 + 1024.
        assertThat(MemoryEstimate.answeringRows(large, 2048)).isEqualTo(2);
        assertThat(MemoryEstimate.answeringRows(large, 256)).isEqualTo(4);
        ModelConfig patient =
                new ModelConfig(11, 3584, 32, 28, 28, 4, 128, 1e-6, 1e6, false, 131_072, List.of(1), 0, 0.02);
        assertThat(MemoryEstimate.answeringRows(patient, 65_536)).isEqualTo(1);
    }

    @Test
    void aCriticAndItsReferenceAreCounted() {
        Method simple = Preset.SIMPLE_RL.method(Method.Source.ORIGINAL, 8);
        MemoryEstimate bytes = MemoryEstimate.of(with(simple), MODEL);
        long tied = MODEL.parameterCount() + 8; // and a head of d
        assertThat(bytes.critic()).isEqualTo(16 * tied);
        assertThat(bytes.reference()).isEqualTo(4 * MODEL.parameterCount());
        assertThat(bytes.total())
                .isEqualTo(
                        20 * MODEL.parameterCount() + 16 * tied + Math.max(bytes.activations(), bytes.keyValueCache()));

        ModelConfig untied = new ModelConfig(11, 8, 32, 2, 4, 2, 2, 1e-6, 1e4, false, 64, List.of(1), 0, 0.02);
        assertThat(MemoryEstimate.of(with(simple), untied).critic()).isEqualTo(16 * tied); // no output projection
    }

    @Test
    void aRewardModelIsASecondPolicyAndHasAReference() {
        Method prime = Preset.PRIME_ZERO.method(Method.Source.ORIGINAL, 8);
        MemoryEstimate bytes = MemoryEstimate.of(with(prime), MODEL);
        assertThat(bytes.rewardModel()).isEqualTo(16 * MODEL.parameterCount());
        assertThat(bytes.reference()).isEqualTo(4 * MODEL.parameterCount());
        assertThat(bytes.critic()).isZero();
        assertThat(bytes.total())
                .isEqualTo(36 * MODEL.parameterCount() + Math.max(bytes.activations(), bytes.keyValueCache()));
    }

    private static Experiment with(Method method) {
        Experiment base = Plans.experiment("x", 1);
        return with(method, base.rollout(), base.validation());
    }

    private static Experiment with(Method method, Rollout rollout, Validation validation) {
        Experiment base = Plans.experiment("x", 1);
        return new Experiment(
                base.id(),
                base.initialWeights(),
                base.template(),
                base.reward(),
                method,
                rollout,
                base.optimizer(),
                base.schedule(),
                base.budget(),
                validation,
                base.seed());
    }

    @Test
    void whereAServerSamplesOnlyValidationDecodes() {
        Experiment local = Plans.experiment("x", 1);
        Rollout r = local.rollout();
        Rollout served = new Rollout(
                r.maximumPromptTokens(),
                r.maximumResponseTokens(),
                r.temperature(),
                r.topP(),
                r.topK(),
                r.batchRows(),
                new RolloutServer(RolloutServer.Api.GENERATE, true));

        assertThat(MemoryEstimate.of(with(local.method(), served, null), MODEL).keyValueCache())
                .isZero();
        assertThat(MemoryEstimate.of(with(local.method(), served, local.validation()), MODEL)
                        .keyValueCache())
                .isEqualTo(MemoryEstimate.of(local, MODEL).keyValueCache());
    }

    @Test
    void theFormulaOfTheJavadocIsWhatIsComputed() {
        MemoryEstimate bytes = MemoryEstimate.of(Plans.experiment("x", 1), MODEL);
        long parameters = MODEL.parameterCount();
        long s = 16 + 8;
        long t = 100;

        assertThat(bytes.weights()).isEqualTo(4 * parameters);
        assertThat(bytes.gradients()).isEqualTo(4 * parameters);
        assertThat(bytes.moments()).isEqualTo(8 * parameters);
        assertThat(bytes.reference()).isZero();
        assertThat(bytes.critic()).isZero();
        assertThat(bytes.rewardModel()).isZero();
        assertThat(bytes.activations()).isEqualTo(4 * t * (2 * (6 * 8 + 2 * 8 + 2 * 4 + 3 * 32 + 4 * s) + 3 * 11));
        assertThat(bytes.keyValueCache()).isEqualTo(4L * 2 * 2 * 4 * 32 * s);
        assertThat(MemoryEstimate.heapMebibytes(MODEL)).isEqualTo(1024);
        assertThat(bytes.total()).isEqualTo(16 * parameters + Math.max(bytes.activations(), bytes.keyValueCache()));
    }
}
