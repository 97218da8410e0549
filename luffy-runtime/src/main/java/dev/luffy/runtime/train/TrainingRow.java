package dev.luffy.runtime.train;

import dev.luffy.runtime.rollout.Response;
import java.util.Arrays;

/** A response with its advantages on its way through an update. */
final class TrainingRow {

    final int[] prompt; // [prompt]
    final Response response;

    /** A of the response's tokens, [response]. */
    double[] advantages;

    /** V of the critic that the step began with, [response]; null without critic. */
    double[] oldValue;

    /** What V is drawn to, [response]; null without critic. */
    double[] returns;

    /** log π_old of the response's tokens, [response]; null while the policy is still the one that sampled it. */
    double[] oldLogProb;

    /** q of the reward model that the step began with, [response]; null without reward model. */
    double[] rewards;

    /** log π_ref that q is taken from, [response]; null without reward model. */
    double[] referenceLogProb;

    TrainingRow(int[] prompt, Response response, double advantage) {
        this.prompt = prompt;
        this.response = response;
        this.advantages = new double[response.tokens().length];
        Arrays.fill(advantages, advantage);
    }

    /** Whether some token is to become more or less likely. */
    boolean hasAdvantage() {
        for (double advantage : advantages) if (advantage != 0) return true;
        return false;
    }

    int length() {
        return prompt.length + response.tokens().length;
    }
}
