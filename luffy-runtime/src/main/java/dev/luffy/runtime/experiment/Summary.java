package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a finished run says of itself, in {@code summary.json} beside the model.
 *
 * @param id the experiment
 * @param seed its seed
 * @param fingerprint of the run; a later run with the same one is up to date
 * @param steps rollout batches performed
 * @param deadSteps steps whose advantages were all zero and which left the weights alone
 * @param solvedHard training problems that the base failed entirely in their first rollouts and the policy solved later
 * @param before scores of the base model; empty without validation
 * @param after scores of the trained model; empty without validation
 * @param modelSha256 {@link InputDigest#ofWeights} of {@code model}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Summary(
        String id,
        long seed,
        String fingerprint,
        long steps,
        long deadSteps,
        long solvedHard,
        List<Level> before,
        List<Level> after,
        String modelSha256) {}
