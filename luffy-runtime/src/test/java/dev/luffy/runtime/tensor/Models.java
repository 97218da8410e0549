package dev.luffy.runtime.tensor;

import dev.luffy.runtime.experiment.LayerParts;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.RopeScaling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Small models and inputs. Weights are wider than initial ones, so that distributions are far from uniform. */
final class Models {
    static final int END = 2;

    private Models() {}

    /** Two layers, grouped queries, heads that do not add up to the width; every extent differs from every other. */
    static ModelConfig small(boolean tied) {
        return new ModelConfig(23, 24, 40, 2, 6, 3, 8, 1e-6, 10000, tied, 64, List.of(END, 5), 0, 0.02);
    }

    /** The small model of each family, by turns tied and untied; the last has every part at once. */
    static Stream<ModelConfig> families() {
        RopeScaling scaling = new RopeScaling.Llama3(8, 1, 4, 32);
        return Stream.of(
                small(true),
                small(false),
                small(true).with(LayerParts.QWEN3, RopeScaling.NONE),
                small(false).with(LayerParts.LLAMA, scaling),
                small(true).with(new LayerParts(true, true, false, true), RopeScaling.NONE),
                small(false).with(new LayerParts(true, true, true, true), scaling));
    }

    static ModelConfig withHeads(int heads, int kvHeads) {
        return new ModelConfig(23, 24, 40, 2, heads, kvHeads, 8, 1e-6, 10000, true, 64, List.of(END, 5), 0, 0.02);
    }

    /** The size whose speed is measured: 0.8 million parameters. */
    static ModelConfig measured() {
        return new ModelConfig(24, 128, 384, 4, 4, 2, 32, 1e-6, 10000, true, 128, List.of(END), 0, 0.02);
    }

    static Map<String, FloatTensor> tensors(ModelConfig config, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        Weights.shapes(config).forEach((name, shape) -> {
            float[] data = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            boolean norm = name.endsWith("norm.weight");
            double deviation = shape.length == 1 ? 0.3 : 1.2 / Math.sqrt(shape[1]);
            for (int i = 0; i < data.length; i++) {
                data[i] = (float) ((norm ? 1 : 0) + deviation * (random.nextDouble() + random.nextDouble() - 1) * 1.7);
            }
            tensors.put(name, new FloatTensor(shape, data));
        });
        return tensors;
    }

    /** {@code rows} of {@code shortest} to {@code longest} tokens from 3 up, so that none ends a response. */
    static int[][] rows(ModelConfig config, int rows, int shortest, int longest, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[][] result = new int[rows][];
        for (int i = 0; i < rows; i++) {
            result[i] = new int[random.nextInt(shortest, longest + 1)];
            Arrays.setAll(result[i], t -> random.nextInt(6, config.vocabSize()));
        }
        return result;
    }

    static double[][] uniforms(int rows, int steps, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] result = new double[rows][steps];
        for (double[] row : result) {
            Arrays.setAll(row, t -> random.nextDouble());
        }
        return result;
    }

    static float[] floats(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] result = new float[size];
        for (int i = 0; i < size; i++) {
            result[i] = (float) (2 * random.nextDouble() - 1);
        }
        return result;
    }

    static int count(int[][] rows) {
        return Arrays.stream(rows).mapToInt(row -> row.length).sum();
    }

    static float largest(FloatTensor tensor) {
        float largest = 0;
        for (float x : tensor.data()) {
            largest = Math.max(largest, Math.abs(x)); // NaN stays NaN
        }
        return largest;
    }

    /** {@code |a − b| / |b|} over all tensors together. */
    static double distance(Map<String, FloatTensor> a, Map<String, FloatTensor> b) {
        double difference = 0;
        double size = 0;
        for (String name : b.keySet()) {
            float[] x = a.get(name).data();
            float[] y = b.get(name).data();
            for (int i = 0; i < y.length; i++) {
                difference += Math.pow((double) x[i] - y[i], 2);
                size += Math.pow(y[i], 2);
            }
        }
        return Math.sqrt(difference / size);
    }
}
