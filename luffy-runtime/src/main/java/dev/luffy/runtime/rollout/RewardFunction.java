package dev.luffy.runtime.rollout;

import dev.luffy.benchmarks.problem.Problem;

/** What a response earns. One function scores all rows of a run, the policy's and the teacher's. */
@FunctionalInterface
public interface RewardFunction {

    /**
     * @param tokens response through its EOS, or up to the length limit, [response]
     * @param finished whether the response ended by EOS
     * @return the reward, finite
     */
    double reward(Problem problem, int[] tokens, boolean finished);
}
