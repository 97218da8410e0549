package dev.luffy.runtime.rollout;

import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Prefix;
import dev.luffy.runtime.method.PrefixRatios;
import dev.luffy.runtime.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Mixes teacher traces into the groups of a step. A full trace becomes a row as it is and is never generated; a partial
 * one is forced on the source of responses, which continues it.
 */
public final class GroupSampler {

    private static final int[] NO_PREFIX = {};

    private final Method method;
    private final ResponseSource source;
    private final RewardFunction rewards;
    private final RandomStream ratios;

    public GroupSampler(Method method, ResponseSource source, RewardFunction rewards, RandomStream ratios) {
        this.method = method;
        this.source = source;
        this.rewards = rewards;
        this.ratios = ratios;
    }

    /**
     * @param prompts the step's prompts
     * @param indices their indices in the training set, [prompts]
     * @return one group a prompt, in order; off-policy rows first
     */
    public List<Group> sample(Weights weights, List<Prompt> prompts, int[] indices, long step) {
        boolean whole = method.prefix().minimum() == 1;
        int generatedOff = whole ? 0 : method.offPolicyRollouts();
        int rows = generatedOff + method.onPolicyRollouts();
        int[][][] prefixes = new int[prompts.size()][rows][]; // [prompts][rows][prefix]
        for (int p = 0; p < prompts.size(); p++) {
            Arrays.fill(prefixes[p], NO_PREFIX);
            if (!whole) addPrefixes(prefixes[p], prompts.get(p), step);
        }
        List<List<Response>> sampled = rows == 0
                ? prompts.stream().map(p -> List.<Response>of()).toList()
                : source.sample(weights, prompts, rows, step, method.offPolicyRollouts() - generatedOff, prefixes);
        List<Group> groups = new ArrayList<>(prompts.size());
        for (int p = 0; p < prompts.size(); p++) {
            List<Response> responses = new ArrayList<>(method.groupSize());
            if (whole) {
                for (int i = 0; i < method.offPolicyRollouts(); i++) responses.add(teacherRow(prompts.get(p), i));
            }
            responses.addAll(sampled.get(p));
            groups.add(new Group(prompts.get(p), indices[p], responses));
        }
        return groups;
    }

    private Response teacherRow(Prompt prompt, int row) {
        int[] trace = prompt.traces().get(row); // [trace]
        double reward = method.teacherReward() == Method.TeacherReward.CONSTANT
                ? 1
                : rewards.reward(prompt.problem(), trace, true);
        return new Response(trace, trace.length, true, reward, 0);
    }

    private void addPrefixes(int[][] prefixes, Prompt prompt, long step) {
        Prefix prefix = method.prefix();
        RandomStream ofPrompt = ratios.at(step).at(prompt.key());
        int off = method.offPolicyRollouts();
        AtomicInteger asked = new AtomicInteger();
        double[] shares =
                PrefixRatios.ratios(prefix, off, step - 1, () -> ofPrompt.uniform(asked.getAndIncrement())); // [off]
        for (int i = 0; i < off; i++) {
            int[] trace = prompt.traces().get(i); // [trace]
            prefixes[i] = Arrays.copyOf(trace, PrefixRatios.prefixTokens(shares[i], trace.length));
        }
    }
}
