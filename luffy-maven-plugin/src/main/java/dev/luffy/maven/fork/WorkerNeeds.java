package dev.luffy.maven.fork;

/**
 * What a worker's process has to be given.
 *
 * @param heapMebibytes limit of the Java heap; tensors are outside of it
 * @param threads threads of the tensor engine
 * @param parameters scalars of its model
 */
public record WorkerNeeds(long heapMebibytes, int threads, long parameters) {
    private static final long TINY_MODEL = 5_000_000;

    /** Whether a step takes so little that what the virtual machine and the allocator do besides is much of it. */
    boolean isTiny() {
        return parameters < TINY_MODEL;
    }
}
