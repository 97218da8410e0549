package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Precision;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {
    private final ModelConfig config = Models.small(true);

    @Test
    void threadsArePinnedAndMayBeChanged() {
        Engine.start(2);
        assertThat(JniUtils.getNumThreads()).isEqualTo(2);
        Engine.start(1);
        assertThat(JniUtils.getNumThreads()).isEqualTo(1);
        assertThat(Engine.threads()).isEqualTo(1);
        assertThatThrownBy(() -> Engine.start(0)).hasMessage("threads is 0, expected at least 1");
        assertThat(Engine.matmulGflops(64, 2)).isPositive();
    }

    /** libtorch keeps the gradient mode per thread and starts every thread with it on. */
    @Test
    void aNewThreadScoresAndTrainsLikeTheFirst() throws Exception {
        float[] here = gradientOnThisThread();
        FutureTask<float[]> task = new FutureTask<>(() -> {
            boolean before = JniUtils.isGradMode();
            float[] there = gradientOnThisThread();
            assertThat(JniUtils.isGradMode()).isEqualTo(before);
            return there;
        });
        Thread thread = new Thread(task);
        thread.start();
        assertThat(task.get()).isEqualTo(here);
    }

    private float[] gradientOnThisThread() {
        try (Weights weights = Weights.of(config, Models.tensors(config, 1), true);
                Decoder decoder = new Decoder(config);
                Scored scored = decoder.score(weights, new int[][] {{7, 8}}, new int[][] {{9, 10}}, 1, true)) {
            scored.backward(new float[] {1, 2}, new float[] {0, 0});
            return Host.of(weights.gradients()).get("model.embed_tokens.weight").data();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoHundredTrainingStepsLeaveNoTensorBehind(boolean recomputes) {
        int[][] prompts = Models.rows(config, 4, 1, 4, 1);
        int[][] responses = Models.rows(config, 4, 1, 4, 2);
        int before = tensors();
        try (Weights weights = Weights.random(config, 1);
                Decoder decoder = new Decoder(config, new Arithmetic(Precision.FLOAT32, recomputes));
                AdamW adamW = new AdamW(weights, 0.9, 0.999, 1e-8, 0)) {
            int afterFirst = 0;
            for (int step = 0; step < 200; step++) {
                Sampled.by(
                        decoder,
                        weights,
                        Sampled.request(prompts, 1, 3, 3, 1, 0.9, 5, Models.uniforms(4, 3, step), new int[0][]));
                decoder.score(weights, prompts, responses, 1, true).close(); // never went back
                decoder.score(weights, prompts, responses, 1, false); // nobody closed it
                try (Scored scored = decoder.score(weights, prompts, responses, 1, true)) {
                    scored.backward(scored.logProb(), scored.entropy());
                }
                adamW.step(1e-3, 1, adamW.gradientNorm());
                adamW.zeroGradients();
                Host.of(weights.gradients());
                decoder.lastLogits(weights, prompts);
                weights.frozenCopy().close();
                afterFirst = step == 0 ? tensors() : afterFirst;
                assertThat(tensors()).isEqualTo(afterFirst);
            }
        }
        assertThat(tensors()).isEqualTo(before);
    }

    private static int tensors() {
        return Engine.manager().getManagedArrays().size();
    }

    @Test
    void aProgramThatDoesNotCompileIsShownWithItsLine() {
        String text = classText("    return torch.nosuchop(x)\n");
        assertThatThrownBy(() -> TorchScript.compile("Ops", text.getBytes(StandardCharsets.UTF_8), attributes()))
                .hasMessageContaining("aten::nosuchop")
                .hasMessageContaining("return torch.nosuchop(x)");
    }

    /** An archive of an old version would be loaded with integer division truncating: 7 / 2 = 3. */
    @Test
    void operatorsHaveTheirPresentMeaning() throws Exception {
        String text = classText("    return torch.div(x, torch.full_like(x, 2))\n");
        try (TorchScript script = TorchScript.compile("Ops", text.getBytes(StandardCharsets.UTF_8), attributes());
                TensorScope scope = TensorScope.withoutGradient()) {
            NDArray half =
                    script.call(scope, "f", scope.longs(new long[] {7}, 1)).get(0);
            assertThat(half.toFloatArray()).containsExactly(3.5f);
        }
    }

    private static String classText(String body) {
        return "class Ops(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n"
                + "  def f(self, x: Tensor) -> Tensor:\n" + body;
    }

    private static TreeMap<String, Object> attributes() {
        return new TreeMap<>(Map.of("training", false));
    }
}
