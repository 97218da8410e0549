package dev.luffy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.train.RunFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker says that is to compute where it cannot. */
class WorkerDeviceTest {

    @TempDir
    Path temporary;

    private RunFixture fixture;

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new RunFixture(temporary.resolve("run"));
    }

    @Test
    void aDeviceThatIsNotThereIsTheUsersMistakeAndNamed() throws Exception {
        // No machine has a hundred.
        assertThat(refusal(on("cuda:99"), Map.of()))
                .startsWith("<budget><device> is cuda:99, but libtorch ")
                .contains("declare");
    }

    /** libtorch is loaded from where the plugin says, and DJL's own message would not say what is wrong there. */
    @Test
    void aLibtorchThatDoesNotLoadIsTheUsersMistakeAndNamedWithTheCause() throws Exception {
        assumeFalse(
                System.getProperty("os.name").startsWith("Windows"), "the message is the loader's of Linux or macOS");
        Path library = Files.writeString(temporary.resolve(System.mapLibraryName("torch")), "no library");
        Map<String, String> variables = Map.of(
                "PYTORCH_LIBRARY_PATH", temporary.toString(), "PYTORCH_VERSION", "2.7.1", "PYTORCH_FLAVOR", "cpu");
        assertThat(refusal(on("cpu"), variables))
                .startsWith("<libtorch> is " + temporary + ", but it does not load: UnsatisfiedLinkError: " + library
                        + ": ")
                .contains("It must be libtorch 2.7.1 for ")
                .endsWith("or leave <libtorch> out for the CPU build for Linux x86-64 from Maven Central");
    }

    private static Experiment on(String device) {
        return Declarations.with(Declarations.luffy(), new Budget(512, 1, null, null, device));
    }

    private String refusal(Experiment experiment, Map<String, String> variables) throws Exception {
        WorkerProcess worker =
                WorkerProcess.start(fixture.folder, fixture.request(experiment, Request.Resume.AUTO), variables);
        assertThat(worker.finish()).isEqualTo(ExitCode.USER_ERROR.code());
        Event.Failed failed = (Event.Failed) worker.last();
        assertThat(failed.kind()).isEqualTo(Event.Kind.USER);
        return failed.message();
    }
}
