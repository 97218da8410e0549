package dev.luffy.runtime.experiment;

/**
 * Where a run reads and writes; absolute. No path decides a result, so none enters the fingerprint.
 *
 * @param model Hugging Face folder of the base model
 * @param problems training problems, JSON lines or what the declaration says of them
 * @param traces JSON lines of teacher traces, or null
 * @param validation JSON lines of validation problems, or null
 * @param output folder of the run's results
 * @param checkpoints folder of the run's checkpoints, outside {@code target/}
 * @param prepared folder of tokenized and filtered training data, outside {@code target/}, that runs on the same data share
 */
public record RunPaths(
        String model,
        String problems,
        String traces,
        String validation,
        String output,
        String checkpoints,
        String prepared) {}
