package dev.luffy.runtime.tensor;

import java.util.LinkedHashMap;
import java.util.Map;

/** Copies of tensors, for comparisons. */
public final class Host {
    private Host() {}

    /** All values as they are now, in the same order. */
    public static Map<String, FloatTensor> of(Map<String, ? extends TensorSource> tensors) {
        Map<String, FloatTensor> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            FloatTensor whole = tensor.whole();
            copies.put(name, new FloatTensor(whole.shape().clone(), whole.data().clone()));
        });
        return copies;
    }
}
