package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of a libtorch that does not load, by where it was to come from. */
class NativesTest {

    private static final String SYSTEM = System.getProperty("os.name") + " " + System.getProperty("os.arch");

    @Test
    void aFolderIsNamed() {
        Map<String, String> variables = Map.of("PYTORCH_LIBRARY_PATH", "/opt/lib", "PYTORCH_FLAVOR", "cu128");
        assertThat(Natives.refusal(variables, "it does not load: x"))
                .isEqualTo("<libtorch> is /opt/lib, but it does not load: x. It must be libtorch 2.7.1 for " + SYSTEM
                        + " with all that it needs; a build for CUDA needs NVIDIA's driver too. Name another folder, or leave"
                        + " <libtorch> out for the CPU build for Linux x86-64 from Maven Central");
    }

    @Test
    void aDownloadIsNamedByItsBuild() {
        assertThat(Natives.refusal(Map.of("PYTORCH_FLAVOR", "cu128"), "it does not load: x"))
                .isEqualTo(
                        "<libtorch><download> is cu128, but it does not load: x. DJL fetches it once, from its own server: see"
                                + " that this machine reaches that, or name a folder or an <artifact>");
    }

    @Test
    void anArtifactForAnotherSystemIsToBeReplaced() {
        assertThat(Natives.refusal(Map.of(), "it does not load: x"))
                .startsWith("<libtorch> is what Maven resolved, but it does not load: x. It must be libtorch 2.7.1 for "
                        + SYSTEM + ": name the <artifact> ai.djl.pytorch:pytorch-native-cpu:2.7.1:jar:<system>");
    }
}
