package dev.luffy.runtime.train;

import dev.luffy.runtime.rollout.Response;

/** A response with its advantage on its way through an update. */
final class TrainingRow {

    final int[] prompt; // [prompt]
    final Response response;
    final double advantage;

    /** log π_old of the response's tokens, [response]; null while the policy is still the one that sampled it. */
    double[] oldLogProb;

    TrainingRow(int[] prompt, Response response, double advantage) {
        this.prompt = prompt;
        this.response = response;
        this.advantage = advantage;
    }

    int length() {
        return prompt.length + response.tokens().length;
    }
}
