package dev.luffy.maven.fork;

/**
 * What a worker's process has to be given.
 *
 * @param heapMebibytes limit of the Java heap; tensors are outside of it
 * @param threads threads of the tensor engine
 * @param parameters scalars of its model
 */
public record WorkerNeeds(long heapMebibytes, int threads, long parameters) {}
