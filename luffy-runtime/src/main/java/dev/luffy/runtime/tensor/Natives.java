package dev.luffy.runtime.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.luffy.runtime.experiment.InvalidInputException;
import java.util.Optional;

/** Loads libtorch into this process, offline and without telemetry, and sees whether it computes. */
final class Natives {
    private Natives() {}

    /**
     * Loads it.
     *
     * @return owner of tensors in the machine's memory
     * @throws InvalidInputException if it does not load or computes nonsense, as a libtorch of another version does
     */
    static NDManager load() {
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
            throw refused("it does not load: " + cause(e), e);
        }
        Optional<String> complaint = Devices.tryOut(Device.cpu());
        if (complaint.isPresent()) throw refused("it does not compute: " + complaint.get(), null);
        return loaded;
    }

    /** The last of the causes knows the file; DJL's own message says no more than that something failed. */
    private static String cause(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null) last = last.getCause();
        return String.valueOf(last.getMessage());
    }

    /** The plugin has put what is declared into DJL's variables. */
    private static InvalidInputException refused(String problem, Throwable cause) {
        String folder = System.getenv("PYTORCH_LIBRARY_PATH");
        String build = System.getenv("PYTORCH_FLAVOR");
        String declared;
        if (folder != null) declared = "<libtorch> is " + folder;
        else if (build != null) declared = "<libtorch><download> is " + build;
        else declared = "<libtorch> is natives that Maven resolved";
        InvalidInputException refusal = new InvalidInputException(declared + ", but " + problem
                + ". It must be a libtorch 2.7.1 for " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch")
                + " with all that it needs; one that is built for CUDA needs NVIDIA's driver too."
                + " Name another one, or leave <libtorch> out for the CPU build for Linux x86-64 from Maven Central");
        refusal.initCause(cause);
        return refusal;
    }
}
