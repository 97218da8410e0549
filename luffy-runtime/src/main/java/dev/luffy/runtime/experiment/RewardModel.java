package dev.luffy.runtime.experiment;

/**
 * PRIME's implicit process reward model (arXiv 2502.01456; PRIME-RL/PRIME 18ad596): a second decoder, started from the
 * policy's first weights, that is trained on outcomes alone and yet rewards every token. With the starting model as π_ref,
 *
 * <pre>
 *   q_t = log π_prm(y_t) − log π_ref(y_t)          loss = mean over responses of BCE(σ(β·Σ_t q_t), right or not)
 * </pre>
 *
 * Advantages then come from q and from the outcome, each centred by the other responses to the prompt (leave one out),
 * summed over the tokens to come, added and whitened over the step.
 *
 * @param beta β, greater than 0
 * @param optimizer of the reward model, one update for each of the policy's; its rate is constant
 */
public record RewardModel(double beta, Optimizer optimizer) {

    public RewardModel {
        Check.positive("beta", beta);
        Check.present("optimizer", optimizer);
    }
}
