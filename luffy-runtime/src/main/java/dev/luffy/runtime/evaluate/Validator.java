package dev.luffy.runtime.evaluate;

import dev.luffy.runtime.experiment.Level;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.Response;
import dev.luffy.runtime.rollout.Sampler;
import dev.luffy.runtime.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * pass@1 by level. Every measurement uses the same random numbers, so that before and after differ by the weights only
 * and comparisons are paired.
 */
public final class Validator {

    /** One stream for all measurements: the step must not enter it. */
    private static final long COMMON_STREAM = 0;

    private final Sampler sampler;
    private final List<Prompt> prompts;
    private final int samples;

    /**
     * @param samples responses per problem
     */
    public Validator(Sampler sampler, List<Prompt> prompts, int samples) {
        this.sampler = sampler;
        this.prompts = List.copyOf(prompts);
        this.samples = samples;
    }

    /** Scores by level, levels in the order of their names. */
    public List<Level> measure(Weights weights) {
        int[][][] noPrefixes = new int[prompts.size()][samples][0]; // [problems][samples][0]
        List<List<Response>> responses = sampler.sample(weights, prompts, samples, COMMON_STREAM, 0, noPrefixes);
        TreeMap<String, long[]> counts = new TreeMap<>(); // level → correct, responses, problems, truncated
        for (int p = 0; p < prompts.size(); p++) {
            String level = prompts.get(p).problem().level();
            long[] count = counts.computeIfAbsent(level.isEmpty() ? "all" : level, name -> new long[4]);
            count[0] += responses.get(p).stream().filter(r -> r.reward() > 0).count();
            count[1] += responses.get(p).size();
            count[2]++;
            count[3] += responses.get(p).stream().filter(r -> !r.finished()).count();
        }
        List<Level> levels = new ArrayList<>();
        counts.forEach((name, c) -> levels.add(new Level(name, c[0], c[1], Math.toIntExact(c[2]), c[3])));
        return levels;
    }
}
