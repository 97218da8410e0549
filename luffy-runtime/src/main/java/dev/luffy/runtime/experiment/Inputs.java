package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Digests of what a run reads. All are SHA-256 in lower-case hexadecimal.
 *
 * @param model of the model folder: config, tokenizer and weights
 * @param problems of the training problems' file
 * @param traces of the teacher traces' file, or null when the method needs none
 * @param validation of the validation problems' file, or null
 * @param chatTemplate of {@link InputDigest#ofChatTemplate} where prompts are conversations; null elsewhere
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Inputs(
        String model,
        String problems,
        String traces,
        String validation,
        @JsonInclude(JsonInclude.Include.NON_NULL) String chatTemplate) {

    /** Of a run that reads no chat template. */
    public Inputs(String model, String problems, String traces, String validation) {
        this(model, problems, traces, validation, null);
    }
}
