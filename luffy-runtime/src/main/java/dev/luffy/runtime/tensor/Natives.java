package dev.luffy.runtime.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.luffy.runtime.experiment.InvalidInputException;
import java.util.Map;
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
        // DJL reads these once, when its classes initialise: no usage reports, no graph optimiser; no downloads
        // unless the process was started for one.
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

    /** The last of the causes knows what is missing; DJL's own message says no more than that something failed. */
    private static String cause(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null) last = last.getCause();
        return (last.getClass().getSimpleName() + ": " + last.getMessage()).replaceFirst("\\.$", "");
    }

    private static InvalidInputException refused(String problem, Throwable cause) {
        InvalidInputException refusal = new InvalidInputException(refusal(System.getenv(), problem));
        refusal.initCause(cause);
        return refusal;
    }

    /** @param variables in which the plugin has told DJL what is declared */
    static String refusal(Map<String, String> variables, String problem) {
        String folder = variables.get("PYTORCH_LIBRARY_PATH");
        String build = variables.get("PYTORCH_FLAVOR");
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (folder != null) {
            return "<libtorch> is " + folder + ", but " + problem + ". It must be libtorch 2.7.1 for " + system
                    + " with all that it needs; a build for CUDA needs NVIDIA's driver too. Name another folder, or leave"
                    + " <libtorch> out for the CPU build for Linux x86-64 from Maven Central";
        }
        if (build != null) {
            return "<libtorch><download> is " + build + ", but " + problem
                    + ". DJL fetches it once, from its own server: see that"
                    + " this machine reaches that, or name a folder or an <artifact>";
        }
        return "<libtorch> is what Maven resolved, but " + problem + ". It must be libtorch 2.7.1 for " + system
                + ": name the <artifact> ai.djl.pytorch:pytorch-native-cpu:2.7.1:jar:<system>, where that is linux-x86_64,"
                + " linux-aarch64, osx-aarch64 or win-x86_64, or a folder";
    }
}
