package dev.luffy.maven.fork;

import java.util.Map;
import java.util.TreeMap;

/**
 * Environment variables of a worker. Thread counts are the declaration's and not the user's shell's: they decide the
 * last bits of a result. The allocator's settings make small models fast, since freed pages are used again instead of
 * being returned to the system and faulted in anew at every step.
 */
final class WorkerEnvironment {

    // Larger than any tensor of a small model; smaller blocks stay in the heap when they are freed.
    private static final long KEEP_BYTES = 1L << 30;

    private WorkerEnvironment() {}

    static Map<String, String> of(int threads) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("OMP_NUM_THREADS", Integer.toString(threads));
        variables.put("MKL_NUM_THREADS", Integer.toString(threads));
        variables.put("OMP_DYNAMIC", "FALSE");
        variables.put("MKL_DYNAMIC", "FALSE");
        // A waiting thread sleeps; spinning ones steal the core that the working thread needs.
        variables.put("OMP_WAIT_POLICY", "PASSIVE");
        variables.put("KMP_BLOCKTIME", "0");
        variables.put("MALLOC_ARENA_MAX", "2");
        variables.put("MALLOC_TRIM_THRESHOLD_", Long.toString(KEEP_BYTES));
        variables.put("MALLOC_MMAP_THRESHOLD_", Long.toString(KEEP_BYTES));
        return variables;
    }
}
