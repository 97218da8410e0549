package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.Critic;
import dev.luffy.runtime.tensor.AdamW;
import dev.luffy.runtime.tensor.Weights;

/**
 * A critic while it is trained.
 *
 * @param weights the policy's first ones with a scalar head
 * @param optimizer of these weights
 */
record ValueNetwork(Weights weights, AdamW optimizer) implements AutoCloseable {

    /** One that starts from the policy's present weights; these are copied. */
    static ValueNetwork of(Critic critic, Weights policy) {
        Weights weights = Weights.critic(policy);
        var declared = critic.optimizer();
        return new ValueNetwork(
                weights,
                new AdamW(weights, declared.beta1(), declared.beta2(), declared.epsilon(), declared.weightDecay()));
    }

    @Override
    public void close() {
        optimizer.close();
        weights.close();
    }
}
