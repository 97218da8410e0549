package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checkpoint tensors as parts of the leaves that they stand in: seen, filled and checked by name. */
final class Parts {
    /** Values are moved in pieces of this many, 4 MiB. */
    private static final int PIECE = 1 << 20;

    private Parts() {}

    /** Tensors by name, in checkpoint order, that read the leaves as they are at that time. */
    static Map<String, TensorSource> view(Layout layout, List<NDArray> leaves) {
        Map<String, TensorSource> tensors = new LinkedHashMap<>();
        layout.shapes().keySet().forEach(name -> tensors.put(name, null)); // fixes the order
        for (int i = 0; i < leaves.size(); i++) {
            long offset = 0;
            for (String name : layout.leaves().get(i).parts()) {
                Part part = new Part(leaves.get(i), offset, layout.shapes().get(name));
                tensors.put(name, part);
                offset += part.size();
            }
        }
        return tensors;
    }

    /** @param offset of its first value in the leaf */
    private record Part(NDArray leaf, long offset, long[] shape) implements TensorSource {
        @Override
        public void read(long from, float[] to, int count) {
            try (TensorScope scope = TensorScope.withoutGradient()) {
                scope.read(flat(leaf), offset + from, to, count);
            }
        }
    }

    /**
     * Overwrites the leaves.
     *
     * @throws IllegalArgumentException if a tensor is missing, unknown or of another shape; nothing is written then
     */
    static void fill(Layout layout, List<NDArray> leaves, Map<String, ? extends TensorSource> tensors) {
        check(layout, tensors);
        for (int i = 0; i < leaves.size(); i++) fill(layout, i, leaves.get(i), tensors);
    }

    /** One leaf with its values, of tensors that were checked; the caller closes it. */
    static NDArray leaf(Layout layout, int index, Map<String, ? extends TensorSource> tensors) {
        NDArray leaf;
        try (TensorScope scope = TensorScope.withoutGradient()) {
            Shape shape = new Shape(layout.leaves().get(index).shape());
            leaf = scope.keep(scope.manager().zeros(shape, DataType.FLOAT32));
        }
        fill(layout, index, leaf, tensors);
        return leaf;
    }

    private static void fill(Layout layout, int index, NDArray leaf, Map<String, ? extends TensorSource> tensors) {
        float[] piece = new float[PIECE];
        long offset = 0;
        for (String part : layout.leaves().get(index).parts()) {
            TensorSource tensor = tensors.get(part);
            long size = tensor.size();
            for (long at = 0; at < size; at += PIECE) {
                int count = (int) Math.min(PIECE, size - at);
                tensor.read(at, piece, count);
                try (TensorScope scope = TensorScope.withoutGradient()) {
                    scope.write(flat(leaf), offset + at, piece, count);
                }
            }
            offset += size;
        }
    }

    private static NDArray flat(NDArray leaf) {
        return leaf.reshape(new Shape(-1));
    }

    static void check(Layout layout, Map<String, ? extends TensorSource> tensors) {
        Map<String, long[]> expected = layout.shapes();
        expected.forEach((name, shape) -> {
            TensorSource tensor = tensors.get(name);
            if (tensor == null) {
                throw new IllegalArgumentException(
                        "tensor " + name + " is missing, expected shape " + Arrays.toString(shape));
            }
            if (!Arrays.equals(shape, tensor.shape())) {
                throw new IllegalArgumentException("tensor " + name + " has shape " + Arrays.toString(tensor.shape())
                        + ", expected " + Arrays.toString(shape));
            }
        });
        tensors.forEach((name, tensor) -> {
            if (!expected.containsKey(name)) {
                throw new IllegalArgumentException("tensor " + name + " of shape " + Arrays.toString(tensor.shape())
                        + " does not belong to this model"
                        + (name.equals("lm_head.weight") && !expected.containsKey(Layout.VALUE_HEAD)
                                ? ", whose embeddings are tied"
                                : ""));
            }
        });
    }
}
