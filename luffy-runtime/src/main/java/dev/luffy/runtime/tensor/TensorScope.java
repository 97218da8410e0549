package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * The room every public operation runs in: closes all tensors made inside except those {@link #keep kept}, and sets the modes
 * that libtorch keeps per thread. Gradient recording is on in every new thread unless switched off, and the executor would
 * replace the program by an optimised one, with other last bits, after its first calls.
 */
final class TensorScope implements AutoCloseable {
    private final PtNDManager manager = Engine.manager();
    private final boolean recordedBefore = JniUtils.isGradMode();
    private final NDScope scope = new NDScope();

    private TensorScope(boolean record) {
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(record);
    }

    static TensorScope withGradient() {
        return new TensorScope(true);
    }

    static TensorScope withoutGradient() {
        return new TensorScope(false);
    }

    PtNDManager manager() {
        return manager;
    }

    NDArray floats(float[] data, long... shape) {
        return owned(manager.create(data, new Shape(shape)));
    }

    NDArray doubles(double[] data, long... shape) {
        return owned(manager.create(DoubleBuffer.wrap(data), new Shape(shape)));
    }

    NDArray longs(long[] data, long... shape) {
        return owned(manager.create(LongBuffer.wrap(data), new Shape(shape)));
    }

    /** {@code [data.length]} */
    NDArray booleans(boolean[] data) {
        return owned(manager.create(data));
    }

    /**
     * A copy in libtorch's memory. What DJL creates from a Java buffer is a view of that buffer, which the collector frees once
     * the array is closed, although a recorded graph may still hold it: an index saved for backward turned into noise.
     */
    private static NDArray owned(NDArray view) {
        return view.duplicate();
    }

    /** Values of {@code source[first:end]}, row-major. */
    float[] readRows(NDArray source, long first, long end) {
        return source.get(new NDIndex(first + ":" + end)).toFloatArray();
    }

    /** {@code target[first:end] = values}, row-major. */
    void writeRows(NDArray target, long first, long end, FloatBuffer values) {
        long[] shape = target.getShape().getShape().clone();
        shape[0] = end - first;
        target.set(new NDIndex(first + ":" + end), manager.create(values, new Shape(shape)));
    }

    /** Lets {@code array} outlive this scope; the caller closes it. */
    NDArray keep(NDArray array) {
        NDScope.unregister(array);
        return array;
    }

    @Override
    public void close() {
        scope.close();
        JniUtils.setGradMode(recordedBefore);
    }
}
