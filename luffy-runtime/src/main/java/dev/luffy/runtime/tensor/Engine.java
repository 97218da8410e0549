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
    /** Names of devices: {@code auto}, {@code cpu}, {@code cuda:0}, … */
    private static final String AUTO = "auto";

    private static NDManager manager;
    private static NDManager host;
    private static int threads;
    private static Lanes lanes;

    private Engine() {}

    /**
     * Loads libtorch, for the device that there is, and pins its intra-operation threads. A second call may only change the
     * number of threads.
     *
     * @param intraOpThreads threads per tensor operation, at least 1; more than the free cores is far slower than 1
     * @throws IllegalArgumentException if {@code intraOpThreads} is below 1
     * @throws IllegalStateException if libtorch does not load or computes nonsense, as a libtorch of another version does
     */
    public static void start(int intraOpThreads) {
        start(intraOpThreads, AUTO);
    }

    /**
     * As {@link #start(int)}, for a device.
     *
     * @param device {@code cpu}, {@code cuda:<index>}, or {@code auto} for the first CUDA device where there is one
     * @throws InvalidInputException if this libtorch has no such device
     */
    public static synchronized void start(int intraOpThreads, String device) {
        if (intraOpThreads < 1) {
            throw new IllegalArgumentException("threads is " + intraOpThreads + ", expected at least 1");
        }
        if (manager == null) {
            load(device);
        }
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
                isCpu() ? "the CPU" : manager().getDevice(),
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
            a.matMul(a);
            double best = 0;
            for (int i = 0; i < repeats; i++) {
                long start = System.nanoTime();
                a.matMul(a).close();
                best = Math.max(best, 2.0 * n * n * n / (System.nanoTime() - start));
            }
            return best;
        }
    }

    /** Owner of every tensor of this package; starts the engine where nobody has. */
    static synchronized PtNDManager manager() {
        if (manager == null) {
            start(1);
        }
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

    private static void load(String device) {
        // DJL reads these once, when its classes initialise: no usage reports, no graph optimiser; no downloads unless
        // the
        // process was started for one.
        if (System.getProperty("ai.djl.offline") == null) System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        NDManager loaded;
        try {
            loaded = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException(remedy("did not load: " + e.getMessage()), e);
        }
        // A libtorch of another version loads silently and fails, or lies, at its first operation.
        try (NDArray one = loaded.create(new float[] {1, 2, 3});
                NDArray sum = one.add(one)) {
            float[] values = sum.toFloatArray();
            if (values[0] != 2 || values[1] != 4 || values[2] != 6) {
                throw new IllegalStateException(remedy("computed 1 + 1 = " + values[0]));
            }
        } catch (ai.djl.engine.EngineException e) {
            throw new IllegalStateException(remedy("cannot add: " + e.getMessage()), e);
        }
        Device chosen = device(device);
        host = loaded;
        manager = chosen.equals(Device.cpu()) ? loaded : NDManager.newBaseManager(chosen, "PyTorch");
    }

    private static Device device(String name) {
        int present = ai.djl.engine.Engine.getEngine("PyTorch").getGpuCount();
        if (name.equals(AUTO)) return present > 0 ? Device.gpu(0) : Device.cpu();
        if (name.equals("cpu")) return Device.cpu();
        int index = Integer.parseInt(name.substring("cuda:".length()));
        if (index < present) return Device.gpu(index);
        throw new InvalidInputException("<budget><device> is " + name + ", but "
                + (present == 0 ? "libtorch sees no CUDA device" : "the CUDA devices are 0 to " + (present - 1))
                + ". It needs a driver, libcudart where the loader finds it, and a libtorch built for CUDA, named by"
                + " <libtorch>; or declare cpu");
    }

    private static String remedy(String problem) {
        String path = System.getProperty("PYTORCH_LIBRARY_PATH", System.getenv("PYTORCH_LIBRARY_PATH"));
        return String.format(
                Locale.ROOT,
                "libtorch %s. PYTORCH_LIBRARY_PATH is %s; libtorch must be exactly 2.7.1 with PYTORCH_FLAVOR set (cpu, cu128),"
                        + " or unset PYTORCH_LIBRARY_PATH to use the one Maven resolved.",
                problem,
                path == null ? "not set" : path);
    }
}
