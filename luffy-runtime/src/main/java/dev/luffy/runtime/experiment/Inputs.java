package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Digests of what a run reads. All are SHA-256 in lower-case hexadecimal.
 *
 * @param model of the model folder: config, tokenizer and weights
 * @param problems of the training problems' file
 * @param traces of the teacher traces' file, or null when the method needs none
 * @param validation of the validation problems' file, or null
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Inputs(String model, String problems, String traces, String validation) {}
