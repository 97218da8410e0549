package dev.luffy.perf;

import com.github.tjake.jlama.model.AbstractModel;
import com.github.tjake.jlama.model.ModelSupport;
import com.github.tjake.jlama.safetensors.DType;
import com.github.tjake.jlama.tensor.AbstractTensor;
import com.github.tjake.jlama.tensor.KvBufferCache;
import java.io.File;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Tokens a second of Jlama, one response at a time, as it has it. Every response has full length, whatever is sampled.
 *
 * <p>Arguments: model folder, tokens of the prompt, tokens of a response, temperature, responses.
 */
public final class JlamaBenchmark {

    private JlamaBenchmark() {}

    public static void main(String[] arguments) {
        int prompt = Integer.parseInt(arguments[1]);
        int response = Integer.parseInt(arguments[2]);
        float temperature = Float.parseFloat(arguments[3]);
        int responses = Integer.parseInt(arguments[4]);
        try (AbstractModel model = ModelSupport.loadModel(new File(arguments[0]), DType.F32, DType.I8);
                KvBufferCache cache = new KvBufferCache(model)) {
            int[] ids = new int[prompt];
            for (int i = 0; i < prompt; i++) ids[i] = 20 + i % 100;
            double best = 0;
            for (int i = 0; i < responses; i++) {
                double seconds = seconds(model, cache, ids, response, temperature, i == 0);
                best = Math.max(best, response / seconds);
                System.out.printf(Locale.ROOT, "jlama: %.1f tokens/s%n", response / seconds);
            }
            System.out.printf(Locale.ROOT, "jlama, best of %d: %.1f tokens/s%n", responses, best);
        }
    }

    private static double seconds(
            AbstractModel model, KvBufferCache cache, int[] prompt, int length, float temperature, boolean shown) {
        StringBuilder first = new StringBuilder();
        java.util.SplittableRandom random = new java.util.SplittableRandom(1);
        long start = System.nanoTime();
        try (KvBufferCache.KvBuffer keys = cache.getKvBuffer(UUID.randomUUID());
                AbstractTensor logits = model.makeDenseTensor(model.getConfig().vocabularySize)) {
            int next;
            try (AbstractTensor states = model.batchForward(prompt, 0, keys);
                    AbstractTensor last = states.slice(prompt.length - 1)) {
                next = model.sample(last, temperature, random.nextFloat(), logits);
            }
            for (int t = 1; t < length; t++) {
                if (shown && t < 12) first.append(' ').append(next);
                try (AbstractTensor state = model.forward(next, prompt.length + t - 1, keys, Optional.empty())) {
                    next = model.sample(state, temperature, random.nextFloat(), logits);
                }
            }
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (shown) System.out.println("jlama's first tokens:" + first);
        return seconds;
    }
}
