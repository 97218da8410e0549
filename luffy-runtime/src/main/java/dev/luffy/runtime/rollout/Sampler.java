package dev.luffy.runtime.rollout;

import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.tensor.Completion;
import dev.luffy.runtime.tensor.Decoder;
import dev.luffy.runtime.tensor.Generation;
import dev.luffy.runtime.tensor.SamplingWeights;
import dev.luffy.runtime.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples responses. A token is a pure function of the weights and of (seed, purpose, step, prompt, sample, position): nothing
 * of the rows that are decoded beside it reaches a row.
 */
public final class Sampler implements ResponseSource {

    private final Decoder decoder;
    private final RewardFunction rewards;
    private final Rollout limits;
    private final long cacheBytes;
    private final double temperature;
    private final RandomStream stream;
    private final Stop stop;

    /**
     * @param cacheBytes most memory for keys and values
     * @param temperature 0 for greedy decoding
     */
    public Sampler(
            Decoder decoder,
            RewardFunction rewards,
            Rollout limits,
            long cacheBytes,
            double temperature,
            RandomStream stream,
            Stop stop) {
        this.decoder = decoder;
        this.rewards = rewards;
        this.limits = limits;
        this.cacheBytes = cacheBytes;
        this.temperature = temperature;
        this.stream = stream;
        this.stop = stop;
    }

    @Override
    public List<List<Response>> sample(
            Weights weights, List<Prompt> prompts, int rows, long step, int firstSample, int[][][] prefixes) {
        int[][] tokens = prompts.stream().map(Prompt::tokens).toArray(int[][]::new); // [prompts][prompt]
        int[] owner = new int[prompts.size() * rows]; // [prompts * rows]
        int[][] forced = new int[owner.length][]; // [prompts * rows][prefix]
        RandomStream[] streams = new RandomStream[owner.length]; // [prompts * rows]
        for (int row = 0; row < owner.length; row++) {
            owner[row] = row / rows;
            forced[row] = prefixes[owner[row]][row % rows];
            streams[row] = stream.at(step).at(prompts.get(owner[row]).key()).at(firstSample + (long) (row % rows));
        }
        Generation request = new Generation(
                tokens,
                owner,
                rows,
                limits.batchRows(),
                cacheBytes,
                limits.maximumResponseTokens(),
                temperature,
                limits.topP(),
                limits.topK(),
                (row, position) -> streams[row].uniform(position),
                forced);
        Response[] responses = new Response[owner.length];
        try (SamplingWeights sampled = decoder.samplingWeights(weights)) {
            decoder.generate(
                    sampled,
                    request,
                    stop::check,
                    done -> responses[done.row()] =
                            response(prompts.get(owner[done.row()]), done, forced[done.row()].length));
        }
        List<List<Response>> result = new ArrayList<>(prompts.size());
        for (int p = 0; p < prompts.size(); p++) {
            result.add(List.of(Arrays.copyOfRange(responses, p * rows, (p + 1) * rows)));
        }
        return result;
    }

    private Response response(Prompt prompt, Completion done, int prefixLength) {
        double entropySum = 0;
        for (int t = 0; t < done.tokens().length; t++) {
            if (Float.isNaN(done.logProb()[t])) throw new NonFiniteException(done.logProb()[t]);
            if (t >= prefixLength) entropySum += done.entropy()[t];
        }
        double reward = rewards.reward(prompt.problem(), done.tokens(), done.finished());
        return new Response(done.tokens(), prefixLength, done.finished(), reward, entropySum);
    }
}
