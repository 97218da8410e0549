package dev.luffy.runtime.tensor;

import dev.luffy.runtime.experiment.ModelConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights before training. Value {@code i} of tensor {@code k} is a pure function of (seed, k, i), so it depends neither on
 * the order of creation nor on the machine.
 */
final class Initial {
    private Initial() {}

    static Map<String, TensorSource> tensors(ModelConfig config, long seed) {
        Map<String, TensorSource> tensors = new LinkedHashMap<>();
        Weights.shapes(config).forEach((name, shape) -> {
            long stream = mix(mix(seed) + tensors.size());
            tensors.put(name, new Drawn(name, shape, config.initializerRange(), stream));
        });
        return tensors;
    }

    private record Drawn(String name, long[] shape, double deviation, long stream) implements TensorSource {
        @Override
        public void read(long from, float[] to, int count) {
            if (name.endsWith("norm.weight") || name.endsWith(".bias")) {
                Arrays.fill(to, 0, count, name.endsWith(".bias") ? 0 : 1);
                return;
            }
            for (int i = 0; i < count; i++) {
                to[i] = (float) (deviation * normal(stream, from + i));
            }
        }
    }

    /** Box and Muller's transform of two uniforms; {@link StrictMath}, because equality across machines is claimed. */
    private static double normal(long stream, long i) {
        double u = 1 - uniform(stream + 2 * i); // (0, 1], so that the logarithm is finite
        double v = uniform(stream + 2 * i + 1);
        return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
    }

    private static double uniform(long counter) {
        return (mix(counter) >>> 11) * 0x1.0p-53;
    }

    /** The output function of SplitMix64 (Steele, Lea and Flood 2014), a bijection of 64 bits. */
    private static long mix(long z) {
        z += 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
