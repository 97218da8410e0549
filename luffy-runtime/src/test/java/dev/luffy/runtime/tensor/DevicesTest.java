package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import dev.luffy.runtime.experiment.InvalidInputException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which device a name means, and what is said where there is none. */
class DevicesTest {

    private static final String NO_SUCH = "CUDA error: invalid device ordinal";

    /** A machine on whose CUDA devices of these indices libtorch computes. */
    private static Devices computingOn(Integer... indices) {
        return new Devices(true, device -> {
            if (List.of(indices).contains(device.getDeviceId())) return Optional.empty();
            return Optional.of(device.getDeviceId() > 3 ? NO_SUCH : "CUDA error: device is busy");
        });
    }

    private static Devices without(String complaint) {
        return new Devices(false, device -> Optional.of(complaint));
    }

    @Test
    void autoIsTheFirstCudaDeviceWhereThereIsOneAndTheCpuElsewhere() {
        assertThat(computingOn(0, 1).named("auto")).isEqualTo(Device.gpu(0));
        assertThat(without("No CUDA GPUs are available").named("auto")).isEqualTo(Device.cpu());
    }

    @ParameterizedTest
    @CsvSource({"cpu, -1", "cuda:0, 0", "cuda:1, 1"})
    void aNamedDeviceIsTheOne(String name, int index) {
        assertThat(computingOn(0, 1).named(name)).isEqualTo(index < 0 ? Device.cpu() : Device.gpu(index));
    }

    @Test
    void aDeviceThatIsNotThereIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> computingOn(0, 2).named("cuda:7"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("<budget><device> is cuda:7, but libtorch does not compute on cuda:7: " + NO_SUCH
                        + ". It does on cpu, cuda:0, cuda:2: declare one of these");
    }

    /** Whoever has a GPU and declares nothing must not train on the CPU for a week before he sees it. */
    @Test
    void autoOnADeviceThatDoesNotWorkIsNotTheCpu() {
        assertThatThrownBy(() -> computingOn(1).named("auto"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "<budget><device> is auto, but libtorch does not compute on cuda:0: CUDA error: device is busy."
                                + " It does on cpu, cuda:1: declare one of these");
    }

    @Test
    void aCudaBuildThatSeesNoDeviceSaysWhy() {
        assertThatThrownBy(() -> without("No CUDA GPUs are available").named("cuda:0"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "<budget><device> is cuda:0, but libtorch sees no CUDA device: No CUDA GPUs are available."
                                + " See that the driver shows one to this process (nvidia-smi, CUDA_VISIBLE_DEVICES), or declare cpu");
    }

    /** The true libtorch: the default one is the CPU's. */
    @Test
    void aBuildForTheCpuIsCalledThat() {
        Engine.start(1);
        assumeTrue(
                Engine.isCpu() && Engine.hasOneDnn(), "this libtorch sees a CUDA device, or is no build for the CPU");
        assertThat(Devices.tryOut(Device.cpu())).isEmpty();
        String complaint = Devices.tryOut(Device.gpu(0)).orElseThrow();
        assertThat(complaint).hasSizeLessThan(120).doesNotContain("\n");
        assertThat(JniUtils.getFeatures()).doesNotContain("CUDA");
        String expected = complaint.startsWith("Could not run")
                ? "<budget><device> is cuda:0, but libtorch is built for the CPU alone."
                        + " Name one that is built for CUDA by <libtorch>, or declare cpu"
                : "<budget><device> is cuda:0, but libtorch sees no CUDA device: ";
        assertThatThrownBy(() -> Engine.start(1, "cuda:0"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(expected);
        assertThat(Engine.isCpu()).as("a refused device changes nothing").isTrue();
    }
}
