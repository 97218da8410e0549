package dev.luffy.runtime.experiment;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That memory does not suffice, read off what libtorch or the Java virtual machine says about it. DJL hands libtorch's errors on
 * as texts, all of one type, and what a dying process leaves is a text too: so here, and nowhere else, is what these texts look
 * like.
 *
 * @param heap whether it is the Java heap, where no tensor is; else the memory of tensors
 * @param sentence how much was asked for where, as far as the text tells
 */
public record MemoryShortage(boolean heap, String sentence) {

    private static final Pattern CPU = Pattern.compile(
            "DefaultCPUAllocator: (?:can't allocate|not enough) memory: you tried to allocate (\\d+) bytes");
    private static final Pattern GPU = Pattern.compile("CUDA out of memory\\. Tried to allocate ([\\d.]+ \\w+)"
            + "(?:\\. GPU (\\d+) has a total capacity of ([\\d.]+ \\w+) of which ([\\d.]+ \\w+) is free)?");
    // CUDA's libraries allocate past libtorch's allocator and do not say how much; nor do C++ containers.
    private static final Pattern UNTOLD =
            Pattern.compile("CUDA error: out of memory|CU(?:BLAS|DNN|SOLVER)_STATUS_ALLOC_FAILED"
                    + "|std::bad_alloc|There is insufficient memory for the Java Runtime Environment to continue");
    private static final Pattern HEAP = Pattern.compile(
            "(?:java\\.lang\\.)?OutOfMemoryError: (Java heap space|GC overhead limit exceeded|.*direct buffer memory.*)");

    private static final double KIB = 1 << 10;

    /** The shortage that a failure is about, by itself or by one of its causes; empty if it is about something else. */
    public static Optional<MemoryShortage> in(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            // The virtual machine's type holds much else, such as arrays beyond its limit: the text decides here too.
            String said = each instanceof OutOfMemoryError ? each.toString() : String.valueOf(each.getMessage());
            Optional<MemoryShortage> found = in(said);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    /** The shortage that a text tells of; empty if it tells of none. */
    public static Optional<MemoryShortage> in(String text) {
        Matcher heap = HEAP.matcher(text);
        if (heap.find()) return Optional.of(new MemoryShortage(true, "the Java heap is full (" + heap.group(1) + ")"));
        Matcher cpu = CPU.matcher(text);
        if (cpu.find()) {
            return tensors("libtorch asked for " + shown(Double.parseDouble(cpu.group(1)))
                    + " more of the machine's memory and did not get it");
        }
        Matcher gpu = GPU.matcher(text);
        if (gpu.find()) {
            return tensors("libtorch asked for " + gpu.group(1) + " more "
                    + (gpu.group(2) == null
                            ? "of a GPU's memory and did not get it"
                            : "on GPU " + gpu.group(2) + ", which has " + gpu.group(3) + " in all and " + gpu.group(4)
                                    + " free"));
        }
        Matcher untold = UNTOLD.matcher(text);
        return untold.find()
                ? tensors("libtorch did not get what it asked for (" + untold.group() + ")")
                : Optional.empty();
    }

    private static Optional<MemoryShortage> tensors(String sentence) {
        return Optional.of(new MemoryShortage(false, sentence));
    }

    /** A number of bytes for people. */
    public static String shown(double bytes) {
        String[] units = {"KiB", "MiB", "GiB", "TiB"};
        double amount = bytes / KIB;
        int unit = 0;
        for (; amount >= KIB && unit < units.length - 1; unit++) amount /= KIB;
        return String.format(Locale.ROOT, "%,.1f %s", amount, units[unit]);
    }
}
