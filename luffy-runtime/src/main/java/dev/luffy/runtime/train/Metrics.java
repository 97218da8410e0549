package dev.luffy.runtime.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.runtime.experiment.Level;
import java.util.List;

/**
 * What one step did: a line of {@code metrics.ndjson}. Free of wall-clock time, so that the same declaration gives the
 * same file; times are in {@link Timing}. A share or mean over nothing is null.
 *
 * @param step 1 for the first
 * @param learningRate rate of the step's updates
 * @param loss sum of the updates' losses, divided by their number
 * @param gradientNorm global L2 norm before clipping, of the last update that was made; null if none was
 * @param rewardOn mean reward of on-policy rows
 * @param rewardOff mean reward of rows with teacher tokens
 * @param solveNone prompts that no row of the group solves
 * @param solveAll prompts that every row of the group solves
 * @param solvedHard training problems so far that no on-policy row solved at their first visit and one has since
 * @param entropy mean entropy of sampled tokens, in nats; null also where a server sampled them and nobody scored them
 * @param responseLength mean tokens of on-policy rows
 * @param truncated share of on-policy rows that reached the length limit without EOS
 * @param teacherProbability mean π_θ of teacher tokens, before the step's updates
 * @param clippedOn share of on-policy tokens where PPO's clip takes the gradient away (or would, at ε = 0.2, when the
 *     clip is off)
 * @param clippedOff share of teacher tokens that a clip or clamp takes the gradient from
 * @param deadUpdates updates that were skipped because every advantage was zero
 * @param validation scores after this step, where the declaration asks for them; else null
 * @param valueLoss mean loss of the step's updates of the critic; left out where there is none
 * @param rewardModelLoss mean loss of the step's updates of the reward model; left out where there is none
 * @param rolloutLogProbGap mean of |log p − log q| over tokens that a server sampled, p the trainer's probability and q the
 *     server's, in nats; left out where they are not compared
 * @param retokenized responses that a server gave as text alone; left out where there is none
 * @param retokenizationDrift those of them whose tokens are others than were sampled; likewise
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Metrics(
        long step,
        double learningRate,
        double loss,
        Double gradientNorm,
        Double rewardOn,
        Double rewardOff,
        int solveNone,
        int solveAll,
        int solvedHard,
        Double entropy,
        Double responseLength,
        Double truncated,
        Double teacherProbability,
        Double clippedOn,
        Double clippedOff,
        int deadUpdates,
        List<Level> validation,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double valueLoss,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double rewardModelLoss,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double rolloutLogProbGap,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer retokenized,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer retokenizationDrift) {

    Metrics with(List<Level> measured) {
        return new Metrics(
                step,
                learningRate,
                loss,
                gradientNorm,
                rewardOn,
                rewardOff,
                solveNone,
                solveAll,
                solvedHard,
                entropy,
                responseLength,
                truncated,
                teacherProbability,
                clippedOn,
                clippedOff,
                deadUpdates,
                measured,
                valueLoss,
                rewardModelLoss,
                rolloutLogProbGap,
                retokenized,
                retokenizationDrift);
    }
}
