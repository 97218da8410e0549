package dev.luffy.runtime.train;

import dev.luffy.runtime.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process as the system sees it, native allocations included; a leak of tensors shows here only. */
final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final String CLEAR_PEAK = "5";

    private ResidentMemory() {}

    /** Resident bytes, or null where there is no such file. */
    static Long bytes() {
        return of("VmRSS:");
    }

    /**
     * Most bytes that were resident at one time since the last call, or null where tensors are elsewhere or the system does not
     * start anew to count.
     */
    static Long peakSinceLastCall() {
        if (!Engine.isCpu()) return null;
        Long peak = of("VmHWM:");
        try {
            Files.writeString(CLEAR, CLEAR_PEAK);
        } catch (IOException e) {
            return null;
        }
        return peak;
    }

    private static Long of(String key) {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(key)) return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        } catch (IOException | NumberFormatException e) {
            // not Linux: the number is for people, and its absence says so
        }
        return null;
    }
}
