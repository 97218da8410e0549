package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.RopeScaling;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The decoder's specification: one row at a time, one head at a time, one tensor per checkpoint tensor, plain operations and
 * libtorch's own derivatives. Never optimised; the oracle of {@link Decoder}.
 */
final class NaiveDecoder {
    private final ModelConfig config;
    private final TensorScope scope;
    private final Map<String, NDArray> w = new LinkedHashMap<>();

    /** @param scope with gradient if {@link #gradients} is to be called */
    NaiveDecoder(TensorScope scope, ModelConfig config, Map<String, FloatTensor> tensors) {
        this.scope = scope;
        this.config = config;
        tensors.forEach((name, tensor) -> {
            NDArray leaf = scope.floats(tensor.data(), tensor.shape());
            leaf.setRequiresGradient(true);
            w.put(name, leaf);
        });
    }

    /** Log-softmax after each token, {@code [tokens, vocabulary]}. */
    NDArray logProbabilities(int[] tokens, double temperature, int... suppressed) {
        float[] penalty = new float[config.vocabSize()];
        for (int token : suppressed) {
            penalty[token] = -1e30f;
        }
        return logits(tokens)
                .div(number(temperature))
                .add(scope.floats(penalty, penalty.length))
                .logSoftmax(1);
    }

    /** {@code Σ a·log p(target) + b·H} over the response, a scalar. */
    NDArray loss(int[] prompt, int[] response, double temperature, float[] a, float[] b, int... suppressed) {
        int[] tokens = concat(prompt, response);
        float[] byToken = new float[tokens.length * config.vocabSize()]; // [tokens, vocabulary], a at each target
        float[] byRow = new float[tokens.length]; // [tokens, 1]
        for (int t = 0; t < response.length; t++) {
            int at = prompt.length - 1 + t;
            byToken[at * config.vocabSize() + response[t]] = a[t];
            byRow[at] = b[t];
        }
        NDArray logp = logProbabilities(tokens, temperature, suppressed); // [tokens, vocabulary]
        NDArray entropy = logp.exp().mul(logp).sum(new int[] {1}, true).neg(); // [tokens, 1]
        return logp.mul(scope.floats(byToken, tokens.length, config.vocabSize()))
                .sum()
                .add(entropy.mul(scope.floats(byRow, tokens.length, 1)).sum());
    }

    /** Gradients of {@code loss} by every tensor. */
    Map<String, FloatTensor> gradients(NDArray loss) {
        JniUtils.backward((PtNDArray) loss, (PtNDArray) scope.manager().ones(new Shape()), false, false);
        Map<String, FloatTensor> result = new LinkedHashMap<>();
        w.forEach((name, leaf) -> result.put(
                name,
                new FloatTensor(leaf.getShape().getShape(), leaf.getGradient().toFloatArray())));
        return result;
    }

    /** {@code [tokens, vocabulary]} */
    NDArray logits(int[] tokens) {
        NDArray embedding = w.get("model.embed_tokens.weight"); // [vocabulary, width]
        NDList embedded = new NDList();
        for (int token : tokens) {
            embedded.add(embedding.get(new NDIndex(token + ":" + (token + 1))));
        }
        NDArray x = NDArrays.concat(embedded, 0); // [tokens, width]
        for (int layer = 0; layer < config.layers(); layer++) {
            String prefix = "model.layers." + layer + ".";
            x = x.add(attention(prefix + "self_attn.", norm(x, prefix + "input_layernorm.weight")));
            x = x.add(swiglu(prefix + "mlp.", norm(x, prefix + "post_attention_layernorm.weight")));
        }
        String output = config.tiedEmbeddings() ? "model.embed_tokens.weight" : "lm_head.weight";
        return norm(x, "model.norm.weight").matMul(w.get(output).transpose());
    }

    /**
     * A factor or exponent that backward will read. {@code x.mul(2f)} would not do: DJL makes such a number from a Java buffer
     * that the collector may free while the graph still needs it.
     */
    private NDArray number(double value) {
        return scope.floats(new float[] {(float) value}, 1);
    }

    /** RMSNorm over the last axis, {@code [tokens, width]} or one head's {@code [tokens, size]}. */
    private NDArray norm(NDArray x, String weight) {
        NDArray square = x.mul(x).mean(new int[] {1}, true); // [tokens, 1]
        return x.mul(square.add((float) config.rmsNormEps()).pow(number(-0.5))).mul(w.get(weight));
    }

    private NDArray swiglu(String prefix, NDArray x) {
        NDArray gate = linear(prefix + "gate_proj", x); // [tokens, inner]
        NDArray up = linear(prefix + "up_proj", x); // [tokens, inner]
        NDArray sigmoid = gate.neg().exp().add(1f).pow(number(-1));
        return linear(prefix + "down_proj", gate.mul(sigmoid).mul(up));
    }

    /** With a bias where the checkpoint has one. */
    private NDArray linear(String name, NDArray x) {
        NDArray product = x.matMul(w.get(name + ".weight").transpose());
        return w.containsKey(name + ".bias") ? product.add(w.get(name + ".bias")) : product;
    }

    private NDArray attention(String prefix, NDArray x) {
        int size = config.headSize();
        int tokens = (int) x.getShape().get(0);
        float[] future = new float[tokens * tokens]; // [tokens, tokens]
        for (int i = 0; i < tokens; i++) {
            for (int j = i + 1; j < tokens; j++) {
                future[i * tokens + j] = -1e30f;
            }
        }
        NDArray mask = scope.floats(future, tokens, tokens);
        NDList heads = new NDList();
        for (int head = 0; head < config.heads(); head++) {
            int kvHead = head / (config.heads() / config.kvHeads());
            NDArray q = rotated(normed(prefix + "q_norm", projected(prefix + "q_proj", x, head))); // [tokens, size]
            NDArray k = rotated(normed(prefix + "k_norm", projected(prefix + "k_proj", x, kvHead))); // [tokens, size]
            NDArray v = projected(prefix + "v_proj", x, kvHead); // [tokens, size]
            NDArray scores =
                    q.matMul(k.transpose()).div(number(Math.sqrt(size))).add(mask); // [tokens, tokens]
            heads.add(scores.softmax(1).matMul(v));
        }
        return linear(prefix + "o_proj", NDArrays.concat(heads, 1));
    }

    private NDArray projected(String name, NDArray x, int head) {
        int size = config.headSize();
        NDIndex rows = new NDIndex(head * size + ":" + (head + 1) * size);
        NDArray product = x.matMul(w.get(name + ".weight").get(rows).transpose());
        return w.containsKey(name + ".bias") ? product.add(w.get(name + ".bias").get(rows)) : product;
    }

    /** Qwen3 norms each head. x: {@code [tokens, size]}. */
    private NDArray normed(String name, NDArray x) {
        return w.containsKey(name + ".weight") ? norm(x, name + ".weight") : x;
    }

    /** θ^(−2i/size), slowed down as Llama 3.1 does where the configuration says so. */
    private double frequency(int i) {
        double frequency = Math.pow(config.ropeTheta(), -2.0 * i / config.headSize());
        if (!(config.ropeScaling() instanceof RopeScaling.Llama3 llama)) {
            return frequency;
        }
        double turns = llama.originalPositions() * frequency / (2 * Math.PI);
        double share =
                (turns - llama.lowFrequencyFactor()) / (llama.highFrequencyFactor() - llama.lowFrequencyFactor());
        double kept = Math.max(0, Math.min(1, share));
        return frequency * (kept + (1 - kept) / llama.factor());
    }

    /** Rotates the pair (i, i + size/2) of position p by p times its frequency. */
    private NDArray rotated(NDArray x) {
        int size = config.headSize();
        int tokens = (int) x.getShape().get(0);
        float[] cos = new float[tokens * size / 2]; // [tokens, size / 2]
        float[] sin = new float[tokens * size / 2]; // [tokens, size / 2]
        for (int p = 0; p < tokens; p++) {
            for (int i = 0; i < size / 2; i++) {
                double angle = p * frequency(i);
                cos[p * size / 2 + i] = (float) Math.cos(angle);
                sin[p * size / 2 + i] = (float) Math.sin(angle);
            }
        }
        NDArray c = scope.floats(cos, tokens, size / 2);
        NDArray s = scope.floats(sin, tokens, size / 2);
        NDArray a = x.get(new NDIndex(":, 0:" + size / 2)); // [tokens, size / 2]
        NDArray b = x.get(new NDIndex(":, " + size / 2 + ":")); // [tokens, size / 2]
        return NDArrays.concat(new NDList(a.mul(c).sub(b.mul(s)), b.mul(c).add(a.mul(s))), 1);
    }

    static int[] concat(int[] a, int[] b) {
        int[] result = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, result, a.length, b.length);
        return result;
    }
}
