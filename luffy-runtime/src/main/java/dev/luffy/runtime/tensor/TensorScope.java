package dev.luffy.runtime.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
import java.util.function.Function;

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

    /** Something for a place where a tensor must be, to be had without a word to the device. */
    NDArray nothing() {
        return host.create(0);
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
        NDArray values = JniUtils.slice((PtNDArray) flat, 0, from, from + count, 1);
        // A view of libtorch's memory where it is the machine's own.
        here(
                values,
                there -> JniUtils.getByteBuffer(there, true)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer()
                        .get(to, 0, count));
    }

    /** All values of a float32 tensor, wherever it is. */
    static float[] floatsOf(NDArray tensor) {
        return here(tensor, NDArray::toFloatArray);
    }

    /** All values of an int64 tensor, wherever it is. */
    static long[] longsOf(NDArray tensor) {
        return here(tensor, NDArray::toLongArray);
    }

    /**
     * Reads a tensor, or a copy of it in the machine's memory. DJL would make that copy by itself, with a manager of its own for
     * each, and keep the managers as long as the process lives.
     */
    private static <T> T here(NDArray tensor, Function<PtNDArray, T> reading) {
        PtNDArray local = (PtNDArray) tensor.toDevice(Device.cpu(), false);
        if (local == tensor) return reading.apply(local);
        try (NDManager ofCopy = local.getManager()) {
            return reading.apply(local);
        }
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
