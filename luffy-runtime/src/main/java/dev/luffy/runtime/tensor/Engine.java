package dev.luffy.runtime.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Precision;
import java.util.Locale;

/**
 * Starts libtorch in this process, offline and without telemetry, and answers how fast it multiplies. One engine per JVM; it
 * lives as long as the JVM.
 *
 * <p>Every entry of this package starts an engine with one thread if none was started, so {@link #start} has to come first
 * only where another thread count is wanted.
 */
public final class Engine {
    private static NDManager manager;
    private static NDManager host;
    private static int threads;
    private static Lanes lanes;

    private Engine() {}

    /**
     * Loads libtorch, for the device that there is, and pins its intra-operation threads. A second call changes the number of
     * threads and leaves the device as it is.
     *
     * @param intraOpThreads threads per tensor operation, at least 1; more than the free cores is far slower than 1
     * @throws IllegalArgumentException if {@code intraOpThreads} is below 1
     * @throws InvalidInputException if libtorch does not load or computes nonsense, as a libtorch of another version does
     */
    public static synchronized void start(int intraOpThreads) {
        requireThreads(intraOpThreads);
        if (manager == null) choose(Devices.AUTO);
        pin(intraOpThreads);
    }

    /**
     * As {@link #start(int)}, for a device. After a second call, for another one, what is made from then on is there; what was
     * made before stays where it is and goes together with nothing new.
     *
     * @param device {@code cpu}, {@code cuda:<index>}, or {@code auto} for the first CUDA device where there is one
     * @throws InvalidInputException if this libtorch does not compute on such a device
     */
    public static synchronized void start(int intraOpThreads, String device) {
        requireThreads(intraOpThreads);
        choose(device);
        pin(intraOpThreads);
    }

    private static void requireThreads(int count) {
        if (count < 1) throw new IllegalArgumentException("threads is " + count + ", expected at least 1");
    }

    private static void choose(String device) {
        if (host == null) host = Natives.load();
        Device chosen = Devices.present().named(device);
        if (manager != null && manager.getDevice().equals(chosen)) return;
        manager = chosen.equals(Device.cpu()) ? host : NDManager.newBaseManager(chosen, "PyTorch");
    }

    private static void pin(int intraOpThreads) {
        if (threads != intraOpThreads) {
            JniUtils.setNumThreads(intraOpThreads);
            threads = intraOpThreads;
            if (lanes != null) lanes.close();
            lanes = new Lanes(threads);
        }
    }

    /** Threads per tensor operation; 0 before {@link #start}. */
    public static synchronized int threads() {
        return threads;
    }

    static synchronized Lanes lanes() {
        manager();
        return lanes;
    }

    /** One line about backend, precision and threads, for people. */
    public static String description(Precision precision) {
        return String.format(
                Locale.ROOT,
                "libtorch on %s, %s, %d thread(s)",
                isCpu() ? "the CPU" : "cuda:" + manager().getDevice().getDeviceId(),
                precision.name().toLowerCase(Locale.ROOT),
                threads());
    }

    /**
     * Measured speed of float32 matrix multiplication {@code [n, n] × [n, n]}: the roofline that other speeds are compared
     * with.
     *
     * @param n rows and columns
     * @param repeats timed multiplications, after one that is not timed
     * @return 10⁹ floating point operations per second, the best of {@code repeats}
     */
    public static double matmulGflops(int n, int repeats) {
        try (TensorScope scope = TensorScope.withoutGradient()) {
            NDArray a = scope.manager().randomNormal(new Shape(n, n)); // [n, n]
            multiply(scope, a);
            double best = 0;
            for (int i = 0; i < repeats; i++) {
                long start = System.nanoTime();
                multiply(scope, a);
                best = Math.max(best, 2.0 * n * n * n / (System.nanoTime() - start));
            }
            return best;
        }
    }

    /** Until the product is there: a CUDA device is handed its work and goes on with it while Java goes on too. */
    private static void multiply(TensorScope scope, NDArray a) {
        try (NDArray product = a.matMul(a)) {
            scope.read(product.reshape(new Shape(-1)), 0, new float[1], 1);
        }
    }

    /** Owner of every tensor of this package; starts the engine where nobody has. */
    static synchronized PtNDManager manager() {
        if (manager == null) start(1);
        return (PtNDManager) manager;
    }

    /** Owner of tensors in the machine's memory, whatever the device. */
    static synchronized PtNDManager host() {
        manager();
        return (PtNDManager) host;
    }

    public static boolean isCpu() {
        return manager().getDevice().equals(Device.cpu());
    }

    /** Whether products may be oneDNN's: on the CPU, of a libtorch that was built with it; Linux and Windows builds are. */
    static boolean hasOneDnn() {
        return isCpu() && JniUtils.getFeatures().contains("MKLDNN");
    }
}
