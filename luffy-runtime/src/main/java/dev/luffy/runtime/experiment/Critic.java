package dev.luffy.runtime.experiment;

/**
 * PPO's value network: a second decoder, started from the policy's first weights, with a scalar head in place of the
 * vocabulary's. With it a token's advantage comes from generalized advantage estimation (arXiv 1506.02438) instead of the
 * group's mean:
 *
 * <pre>
 *   r_t = outcome at the last token − κ·(log π_old − log π_ref)
 *   δ_t = r_t + γ·V_{t+1} − V_t        A_t = δ_t + γλ·A_{t+1}        R_t = A_t + V_t
 * </pre>
 *
 * after which A is centred and scaled over all sampled tokens of the step. Its loss is ½·max((V−R)², (V_clip−R)²), divided
 * as the policy gradient is.
 *
 * @param discount γ, in [0, 1]
 * @param lambda λ, in [0, 1]
 * @param rewardKlCoefficient κ, weight of the k1 divergence from the starting model in a token's reward; 0 turns it off
 * @param valueClip how far V_clip may be from the value that the step began with; greater than 0
 * @param updates optimizer steps of the critic for each of the policy's: the rows are split among them
 * @param warmupUpdates the critic's first updates, over which its rate rises linearly from 0
 * @param optimizer of the critic; its rate is constant after the warm-up
 */
public record Critic(
        double discount,
        double lambda,
        double rewardKlCoefficient,
        double valueClip,
        int updates,
        int warmupUpdates,
        Optimizer optimizer) {

    public Critic {
        Check.in("discount", discount, 0, 1);
        Check.in("lambda", lambda, 0, 1);
        Check.atLeast("rewardKlCoefficient", rewardKlCoefficient, 0);
        Check.positive("valueClip", valueClip);
        Check.atLeast("updates", updates, 1);
        Check.atLeast("warmupUpdates", warmupUpdates, 0);
        Check.present("optimizer", optimizer);
    }

    /**
     * The learning rate of one update.
     *
     * @param update 1 for the critic's first
     */
    public double learningRate(long update) {
        double peak = optimizer.learningRate();
        return update <= warmupUpdates ? peak * update / warmupUpdates : peak;
    }
}
