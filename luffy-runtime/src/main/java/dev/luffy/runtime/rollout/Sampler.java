package dev.luffy.runtime.rollout;

import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.tensor.Decoder;
import dev.luffy.runtime.tensor.Generated;
import dev.luffy.runtime.tensor.Generation;
import dev.luffy.runtime.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples responses. A token is a pure function of the weights and of (seed, purpose, step, prompt, sample, position):
 * batches have a fixed shape, and nothing of a prompt's batch-mates reaches its rows.
 */
public final class Sampler implements ResponseSource {

    private final Decoder decoder;
    private final RewardFunction rewards;
    private final Rollout limits;
    private final double temperature;
    private final RandomStream stream;
    private final Stop stop;

    /**
     * @param temperature 0 for greedy decoding
     */
    public Sampler(
            Decoder decoder,
            RewardFunction rewards,
            Rollout limits,
            double temperature,
            RandomStream stream,
            Stop stop) {
        this.decoder = decoder;
        this.rewards = rewards;
        this.limits = limits;
        this.temperature = temperature;
        this.stream = stream;
        this.stop = stop;
    }

    @Override
    public List<List<Response>> sample(
            Weights weights, List<Prompt> prompts, int rows, long step, int firstSample, int[][][] prefixes) {
        int perBatch = groupsPerBatch(prompts.size(), rows);
        List<List<Response>> result = new ArrayList<>(prompts.size());
        for (int from = 0; from < prompts.size(); from += perBatch) {
            int to = Math.min(prompts.size(), from + perBatch);
            List<Prompt> part = prompts.subList(from, to);
            int[][][] partPrefixes = Arrays.copyOfRange(prefixes, from, to); // [groups][rows][prefix]
            result.addAll(batch(weights, part, rows, perBatch, step, firstSample, partPrefixes));
        }
        return result;
    }

    /** As many equal batches as {@code batchRows} asks for, so that the last one is not mostly padding. */
    private int groupsPerBatch(int prompts, int rows) {
        int most = Math.max(1, limits.batchRows() / rows);
        int batches = (prompts + most - 1) / most;
        return (prompts + batches - 1) / batches;
    }

    /**
     * One batch of the shape {@code groups × rows}, whatever the number of prompts: a row's bits are the same in a batch that
     * is not full.
     *
     * @param prompts one to {@code groups}
     * @param rows samples per prompt
     * @param step names the random stream
     * @param firstSample index of the first row in its group
     * @return per prompt, its scored rows in order; [prompts][rows]
     * @throws NonFiniteException if the weights give NaN
     */
    public List<List<Response>> batch(
            Weights weights, List<Prompt> prompts, int rows, int groups, long step, int firstSample) {
        int[][][] noPrefixes = new int[prompts.size()][rows][0]; // [prompts][rows][0]
        return batch(weights, prompts, rows, groups, step, firstSample, noPrefixes);
    }

    private List<List<Response>> batch(
            Weights weights,
            List<Prompt> prompts,
            int rows,
            int groups,
            long step,
            int firstSample,
            int[][][] prefixes) {
        stop.check();
        int length = limits.maximumResponseTokens();
        int[][] tokens = new int[prompts.size()][]; // [groups][prompt]
        int[][] forced = new int[prompts.size() * rows][]; // [groups * rows][prefix]
        double[][] uniforms = new double[prompts.size() * rows][]; // [groups * rows][response]
        for (int g = 0; g < prompts.size(); g++) {
            tokens[g] = prompts.get(g).tokens();
            RandomStream ofPrompt = stream.at(step).at(prompts.get(g).key());
            for (int i = 0; i < rows; i++) {
                forced[g * rows + i] = prefixes[g][i];
                uniforms[g * rows + i] = uniforms(ofPrompt.at(firstSample + i), length);
            }
        }
        Generated generated = decoder.generate(
                weights,
                new Generation(
                        tokens,
                        rows,
                        limits.maximumPromptTokens(),
                        groups * rows,
                        length,
                        temperature,
                        limits.topP(),
                        limits.topK(),
                        uniforms,
                        forced));
        List<List<Response>> result = new ArrayList<>(prompts.size());
        for (int g = 0; g < prompts.size(); g++) {
            List<Response> group = new ArrayList<>(rows);
            for (int i = 0; i < rows; i++) {
                group.add(response(prompts.get(g), generated, g * rows + i, prefixes[g][i].length));
            }
            result.add(group);
        }
        return result;
    }

    private Response response(Prompt prompt, Generated generated, int row, int prefixLength) {
        int[] tokens = generated.tokens()[row]; // [response]
        boolean finished = generated.finished()[row];
        float[] logProbs = generated.logProb()[row]; // [response]
        float[] entropies = generated.entropy()[row]; // [response]
        for (float logProb : logProbs) {
            if (Float.isNaN(logProb)) throw new NonFiniteException(logProb);
        }
        double entropySum = 0;
        for (int t = prefixLength; t < tokens.length; t++) entropySum += entropies[t];
        double reward = rewards.reward(prompt.problem(), tokens, finished);
        return new Response(tokens, prefixLength, finished, reward, entropySum);
    }

    private static double[] uniforms(RandomStream ofSample, int length) {
        double[] result = new double[length]; // [response]
        for (int t = 0; t < length; t++) result[t] = ofSample.uniform(t);
        return result;
    }
}
