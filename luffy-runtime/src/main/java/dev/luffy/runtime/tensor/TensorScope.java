package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteOrder;
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
    private final PtNDManager host = Engine.host();
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

    /** Numbers that the program reads as such, to take shapes from: in the machine's memory, whatever the device. */
    NDArray numbers(long[] data, long... shape) {
        return owned(host.create(LongBuffer.wrap(data), new Shape(shape)));
    }

    /** As {@link #numbers(long[], long...)}, {@code [data.length]}. */
    NDArray numbers(double... data) {
        return owned(host.create(data));
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

    /** Copies {@code flat[from], …} of a one-dimensional tensor into {@code to[0], …, to[count - 1]}. */
    void read(NDArray flat, long from, float[] to, int count) {
        PtNDArray values = JniUtils.slice((PtNDArray) flat, 0, from, from + count, 1);
        // A view of libtorch's memory where it is the machine's own.
        JniUtils.getByteBuffer(values, true)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .get(to, 0, count);
    }

    /** {@code flat[from], … = values[0], …, values[count - 1]} of a one-dimensional tensor. */
    void write(NDArray flat, long from, float[] values, int count) {
        NDArray source = manager.create(FloatBuffer.wrap(values, 0, count), new Shape(count));
        flat.set(new NDIndex(from + ":" + (from + count)), source);
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
