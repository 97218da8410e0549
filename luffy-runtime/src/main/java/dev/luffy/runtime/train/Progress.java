package dev.luffy.runtime.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.runtime.experiment.Fingerprint;
import dev.luffy.runtime.experiment.Level;
import java.util.List;
import java.util.SortedMap;

/**
 * Everything but tensors and metrics that a run needs in order to go on: the state of a checkpoint. Data order, random
 * numbers and learning rate are functions of the step and need no more.
 *
 * @param fingerprint of the run
 * @param step steps completed
 * @param optimizerSteps AdamW steps made
 * @param deadSteps steps that made no update
 * @param unsolvedAtFirst training problems that no on-policy row solved at their first visit, ascending indices
 * @param visited training problems visited, ascending indices
 * @param solvedSince of {@code unsolvedAtFirst}, those that an on-policy row has solved since
 * @param before scores before training
 * @param unmeasured metrics of the last step if the run was stopped while it was being validated, else null; its line is
 *     written once it has been
 * @param criticSteps AdamW steps that the critic has made; left out where there is none
 * @param rewardModelSteps those of the reward model; left out likewise
 * @param files SHA-256 of the checkpoint's other files by name
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Progress(
        Fingerprint fingerprint,
        long step,
        long optimizerSteps,
        long deadSteps,
        int[] visited,
        int[] unsolvedAtFirst,
        int[] solvedSince,
        List<Level> before,
        Metrics unmeasured,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long criticSteps,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long rewardModelSteps,
        SortedMap<String, String> files) {

    /** AdamW steps that the model in a role has made, or null. */
    Long steps(AuxiliaryModel.Role role) {
        return role == AuxiliaryModel.Role.CRITIC ? criticSteps : rewardModelSteps;
    }
}
