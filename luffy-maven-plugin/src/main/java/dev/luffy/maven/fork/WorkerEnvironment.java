package dev.luffy.maven.fork;

import dev.luffy.runtime.experiment.Budget;
import java.util.Map;
import java.util.TreeMap;

/**
 * Environment variables of a worker. Thread counts are the declaration's and not the user's shell's: they decide the
 * last bits of a result. The allocator's settings make small models fast, since freed pages are used again instead of
 * being returned to the system and faulted in anew at every step, and keep large ones within their plan.
 */
final class WorkerEnvironment {

    // Larger than any tensor of a tiny model; smaller blocks stay in the allocator when they are freed.
    private static final long KEEP_ALL = 1L << 30;

    // Other models' tensors are given back to the system one by one, lest a phase's remains be the next one's lack.
    private static final long KEEP_SMALL = 1L << 24;

    private WorkerEnvironment() {}

    static Map<String, String> of(WorkerNeeds needs) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("OMP_NUM_THREADS", Integer.toString(needs.threads()));
        variables.put("MKL_NUM_THREADS", Integer.toString(needs.threads()));
        variables.put("OMP_DYNAMIC", "FALSE");
        variables.put("MKL_DYNAMIC", "FALSE");
        // A waiting thread sleeps; spinning ones steal the core that the working thread needs. Operations of a large
        // model are cut among threads, and follow each other within microseconds: for these it stays awake.
        variables.put("OMP_WAIT_POLICY", "PASSIVE");
        variables.put("GOMP_SPINCOUNT", needs.parameters() < Budget.SMALL_MODEL ? "0" : "10000");
        variables.put("KMP_BLOCKTIME", "0");
        // An arena for each thread that allocates tensors, and none for the rest of the Java virtual machine's.
        variables.put("MALLOC_ARENA_MAX", Integer.toString(needs.threads() + 1));
        long kept = needs.isTiny() ? KEEP_ALL : KEEP_SMALL;
        variables.put("MALLOC_TRIM_THRESHOLD_", Long.toString(kept));
        variables.put("MALLOC_MMAP_THRESHOLD_", Long.toString(kept));
        // Fresh memory in pages of 2 MiB where the system has them to give: a large tensor is touched in a fraction of
        // the time.
        variables.put("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
        return variables;
    }
}
