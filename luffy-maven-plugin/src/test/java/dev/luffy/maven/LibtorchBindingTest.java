package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.fork.Libtorch;
import dev.luffy.maven.plan.UserErrorException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code <libtorch>} means. */
class LibtorchBindingTest {

    @TempDir
    Path folder;

    private static Libtorch declared(String elements) throws ComponentConfigurationException {
        return Pom.bind(new LibtorchBean(), "<libtorch>" + elements + "</libtorch>")
                .toLibtorch(Pom.BASEDIR);
    }

    /** Maven makes a bean for a parameter that could come from a property, whether or not it does. */
    @Test
    void nothingDeclaredIsTheDefault() {
        assertThat(new LibtorchBean().toLibtorch(Pom.BASEDIR)).isEqualTo(Libtorch.DEFAULT);
    }

    @Test
    void aFolderIsOneOnThisMachine() throws Exception {
        Files.createFile(folder.resolve(System.mapLibraryName("torch")));
        LibtorchBean bean = new LibtorchBean();
        bean.set(folder.toString());
        assertThat(bean.toLibtorch(Pom.BASEDIR)).isEqualTo(new Libtorch.Installed(folder, "cpu"));
        assertThat(declared("<folder>" + folder + "</folder>")).isEqualTo(new Libtorch.Installed(folder, "cpu"));
    }

    @Test
    void anArtifactComesFromARepository() throws Exception {
        Libtorch.FromRepository libtorch = (Libtorch.FromRepository)
                declared("<artifact>ai.djl.pytorch:pytorch-native-cpu:2.7.1:jar:linux-aarch64</artifact>");
        assertThat(libtorch.natives().getClassifier()).isEqualTo("linux-aarch64");
    }

    @Test
    void anArtifactOfAnotherLibtorchIsRefused() {
        assertThatThrownBy(() ->
                        declared("<artifact>ai.djl.pytorch:pytorch-native-cu124:2.5.1:jar:linux-x86_64</artifact>"))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("<libtorch><artifact> is ai.djl.pytorch:pytorch-native-cu124:2.5.1:jar:linux-x86_64:"
                        + " its libtorch is 2.5.1, but the worker's must be 2.7.1");
    }

    @Test
    void aDownloadNamesABuild() throws Exception {
        assertThat(declared("<download> cu128 </download>")).isEqualTo(new Libtorch.Downloaded("cu128"));
    }

    @Test
    void twoOfThemAreRefused() {
        assertThatThrownBy(() -> declared("<artifact>g:a:1</artifact><download>cu128</download>"))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("<libtorch> takes only one of <folder>, <artifact> and <download>");
    }
}
