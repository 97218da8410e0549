package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a declaration changes of its model's context, as LUFFY's authors did to train Qwen2.5-Math beyond 4096 tokens (arXiv
 * 2504.14945: θ from 10,000 to 40,000, positions from 4096 to 16,384). The trained model's {@code config.json} says so.
 *
 * @param ropeTheta base of the rotary frequencies, or null for the model's own
 * @param maximumPositions longest sequence in tokens, or null for the model's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Context(Double ropeTheta, Integer maximumPositions) {
    /** @throws InvalidDeclarationException if a value is not positive */
    public Context {
        if (ropeTheta != null) Check.positive("ropeTheta", ropeTheta);
        if (maximumPositions != null) Check.atLeast("maximumPositions", maximumPositions, 1);
    }
}
