package dev.luffy.runtime.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.luffy.runtime.experiment.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The devices that there are, found out from libtorch itself. DJL counts them with a CUDA runtime of its own finding, of which it
 * has none where libtorch comes from a Python wheel: it would then say that there is no device, and be believed.
 */
final class Devices {
    /** The first CUDA device where libtorch sees one, else the CPU. */
    static final String AUTO = "auto";

    /** Where a list of devices ends at the latest. */
    private static final int MOST = 64;

    private final boolean cuda;
    private final Trial trial;

    /** Computes something that is known. */
    @FunctionalInterface
    interface Trial {
        /** What libtorch complains of, in a sentence; empty if it computes. */
        Optional<String> of(Device device);
    }

    /** @param cuda whether libtorch was built for CUDA and sees a device */
    Devices(boolean cuda, Trial trial) {
        this.cuda = cuda;
        this.trial = trial;
    }

    /** Those of the libtorch of this process. */
    static Devices present() {
        return new Devices(JniUtils.getFeatures().contains("CUDA"), Devices::tryOut);
    }

    /**
     * @param name {@code cpu}, {@code cuda:<index>} or {@link #AUTO}
     * @throws InvalidInputException if libtorch cannot compute there; it says where it can
     */
    Device named(String name) {
        if (name.equals("cpu") || name.equals(AUTO) && !cuda) return Device.cpu();
        Device device = Device.gpu(name.equals(AUTO) ? 0 : Integer.parseInt(name.substring("cuda:".length())));
        Optional<String> complaint = trial.of(device);
        if (complaint.isEmpty()) return device;
        throw new InvalidInputException("<budget><device> is " + name + ", but "
                + (cuda ? refusal(device, complaint.get()) : absence(complaint.get())));
    }

    private String refusal(Device device, String complaint) {
        List<String> usable = new ArrayList<>(List.of("cpu"));
        for (int index = 0; index < MOST; index++) {
            Optional<String> other = index == device.getDeviceId() ? Optional.of("") : trial.of(Device.gpu(index));
            // A device that is there and cannot be used may lie between others; behind one that is not there is none.
            if (other.isEmpty()) usable.add("cuda:" + index);
            else if (index > device.getDeviceId()) break;
        }
        return "libtorch does not compute on cuda:" + device.getDeviceId() + ": " + complaint + ". It does on "
                + String.join(", ", usable) + ": declare one of these";
    }

    private static String absence(String complaint) {
        return complaint.contains("'CUDA' backend")
                ? "libtorch is built for the CPU alone. Name one that is built for CUDA by <libtorch>, or declare cpu"
                : "libtorch sees no CUDA device: " + complaint
                        + ". See that the driver shows one to this process (nvidia-smi, CUDA_VISIBLE_DEVICES), or declare cpu";
    }

    /** Adds three numbers, for a libtorch of another version than DJL's fails, or lies, at its first operation. */
    static Optional<String> tryOut(Device device) {
        try (NDManager manager = NDManager.newBaseManager(device, "PyTorch");
                NDArray numbers = manager.create(new float[] {1, 2, 3});
                NDArray sum = numbers.add(numbers)) {
            float[] values = sum.toFloatArray();
            boolean right = values[0] == 2 && values[1] == 4 && values[2] == 6;
            return right ? Optional.empty() : Optional.of("it computes 1 + 1 = " + values[0]);
        } catch (RuntimeException e) {
            return Optional.of(firstSentence(String.valueOf(e.getMessage())));
        }
    }

    /** What follows is of interest to libtorch's developers. */
    private static String firstSentence(String message) {
        return message.strip().split("\\R|\\.\\s", 2)[0].replaceFirst("\\.$", "");
    }
}
