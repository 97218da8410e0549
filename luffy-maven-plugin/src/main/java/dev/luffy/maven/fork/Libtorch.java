package dev.luffy.maven.fork;

import dev.luffy.maven.plan.UserErrorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.aether.artifact.Artifact;

/** Where the worker's libtorch comes from. DJL is told by variables of the worker's environment, or by its class path. */
public sealed interface Libtorch {

    /** What DJL's native part is compiled against; another version loads and then computes nonsense or crashes. */
    String VERSION = "2.7.1";

    /** The one that the runtime depends on: the CPU's, for Linux x86-64. */
    Libtorch DEFAULT = new Default();

    /** Variables that are set for the worker. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** What is added to the class path instead of the default natives, or null for those. */
    default Artifact natives() {
        return null;
    }

    /** Whether the class path is to have the default natives. */
    default boolean replacesDefault() {
        return natives() != null;
    }

    /** Whether DJL may ask its server. */
    default boolean isDownloaded() {
        return false;
    }

    /** See {@link #DEFAULT}. */
    record Default() implements Libtorch {}

    /**
     * One that is on the machine already.
     *
     * @param folder that holds {@code libtorch.so} and what belongs to it. DJL loads nearly every library in it; of a Python wheel's
     *     it leaves out those that need Python
     * @param flavor {@code cpu} or {@code cu128}, the build of DJL's native part that fits; the latter has no names but those that
     *     CUDA 12.6 has too
     */
    record Installed(Path folder, String flavor) implements Libtorch {

        /**
         * @throws UserErrorException if the folder has no libtorch
         */
        public static Installed in(Path folder) {
            String library = System.mapLibraryName("torch");
            if (!Files.isRegularFile(folder.resolve(library))) {
                throw new UserErrorException("<libtorch> is " + folder + ", but there is no " + library
                        + ": name the folder that holds it, of libtorch " + VERSION
                        + ", such as lib of the archive or torch/lib of a Python wheel");
            }
            boolean cuda = Files.exists(folder.resolve(System.mapLibraryName("torch_cuda")));
            return new Installed(folder, cuda ? "cu128" : "cpu");
        }

        @Override
        public Map<String, String> environment() {
            Map<String, String> variables = new TreeMap<>();
            variables.put("PYTORCH_LIBRARY_PATH", folder.toString());
            variables.put("PYTORCH_VERSION", VERSION);
            variables.put("PYTORCH_FLAVOR", flavor);
            return variables;
        }
    }

    /** Natives of DJL from a repository, in place of the default ones. */
    record FromRepository(Artifact natives) implements Libtorch {

        /** @throws UserErrorException if they are DJL's own, of another libtorch */
        public FromRepository {
            boolean djl = natives.getGroupId().equals("ai.djl.pytorch");
            if (djl && !natives.getVersion().equals(VERSION)) {
                throw new UserErrorException(
                        "its libtorch is " + natives.getVersion() + ", but the worker's must be " + VERSION);
            }
        }
    }

    /**
     * What DJL downloads from its own server into its cache.
     *
     * @param flavor {@code cpu} or {@code cu128}
     */
    record Downloaded(String flavor) implements Libtorch {

        /** @throws UserErrorException if DJL has no such build */
        public static Downloaded of(String flavor) {
            if (!flavor.equals("cpu") && !flavor.equals("cu128")) {
                throw new UserErrorException("<libtorch><download> is " + flavor + ", but the builds of libtorch "
                        + VERSION + " that DJL has are cpu and cu128");
            }
            return new Downloaded(flavor);
        }

        @Override
        public Map<String, String> environment() {
            return new TreeMap<>(Map.of("PYTORCH_VERSION", VERSION, "PYTORCH_FLAVOR", flavor));
        }

        @Override
        public boolean replacesDefault() {
            return true;
        }

        @Override
        public boolean isDownloaded() {
            return true;
        }
    }
}
