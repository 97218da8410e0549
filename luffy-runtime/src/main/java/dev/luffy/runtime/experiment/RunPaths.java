package dev.luffy.runtime.experiment;

/**
 * Where a run reads and writes; absolute. No path decides a result, so none enters the fingerprint.
 *
 * @param model Hugging Face folder of the base model
 * @param problems JSON lines of training problems
 * @param traces JSON lines of teacher traces, or null
 * @param validation JSON lines of validation problems, or null
 * @param output folder of the run's results
 * @param checkpoints folder of the run's checkpoints, outside {@code target/}
 */
public record RunPaths(
        String model, String problems, String traces, String validation, String output, String checkpoints) {}
