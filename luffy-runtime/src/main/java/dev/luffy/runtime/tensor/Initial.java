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

    static Map<String, FloatTensor> tensors(ModelConfig config, long seed) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        Weights.shapes(config)
                .forEach((name, shape) ->
                        tensors.put(name, tensor(name, shape, config.initializerRange(), seed, tensors.size())));
        return tensors;
    }

    private static FloatTensor tensor(String name, long[] shape, double deviation, long seed, int index) {
        long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        float[] data = new float[Math.toIntExact(size)];
        if (name.endsWith("norm.weight")) {
            Arrays.fill(data, 1);
        } else if (!name.endsWith(".bias")) {
            long stream = mix(mix(seed) + index);
            for (int i = 0; i < data.length; i++) {
                data[i] = (float) (deviation * normal(stream, i));
            }
        }
        return new FloatTensor(shape.clone(), data);
    }

    /** Box and Muller's transform of two uniforms; {@link StrictMath}, because equality across machines is claimed. */
    private static double normal(long stream, int i) {
        double u = 1 - uniform(stream + 2L * i); // (0, 1], so that the logarithm is finite
        double v = uniform(stream + 2L * i + 1);
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
