package dev.luffy.runtime.evaluate;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.model.ModelFolder;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.RandomStream;
import dev.luffy.runtime.tensor.Decoder;
import dev.luffy.runtime.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The naive twin of an evaluation: one response at a time, a full forward pass per token, no batch, window or cache. */
final class TokenByToken implements AutoCloseable {

    private final EvaluationRequest request;
    private final Tokenizer tokenizer;
    private final Decoder decoder;
    private final Weights weights;

    TokenByToken(EvaluationRequest request) throws IOException {
        this.request = request;
        Path model = Path.of(request.model());
        ModelFolder folder = ModelFolder.open(model);
        this.tokenizer = Tokenizer.open(model, folder.config());
        this.decoder = new Decoder(folder.config());
        this.weights = Weights.of(folder.config(), folder.tensors(), false);
    }

    Sample answer(Sample.Key key) {
        Problem problem = JsonLines.readProblems(Path.of(request.problems())).stream()
                .filter(p -> p.id().equals(key.problem()))
                .findFirst()
                .orElseThrow();
        int[] prompt = tokenizer.encode(problem.prompt()); // [prompt]
        RandomStream random = RandomStream.of(request.seed(), RandomStream.Purpose.EVALUATION)
                .at(0)
                .at(Prompt.of(problem, prompt, List.of()).key())
                .at(key.index());
        List<Integer> response = new ArrayList<>();
        while (response.size() < request.maximumTokens()) {
            int[] before = Arrays.copyOf(prompt, prompt.length + response.size()); // [prompt + response]
            for (int t = 0; t < response.size(); t++) before[prompt.length + t] = response.get(t);
            float[] logits = decoder.lastLogits(weights, new int[][] {before})[0]; // [vocabulary]
            for (int token : tokenizer.suppressedTokens()) logits[token] = Float.NEGATIVE_INFINITY;
            int token = pick(logits, key.temperature(), random.uniform(response.size()));
            if (tokenizer.eosTokenIds().contains(token)) {
                return sample(key, response, Sample.Finish.STOP, response.size() + 1);
            }
            response.add(token);
        }
        return sample(key, response, Sample.Finish.LENGTH, response.size());
    }

    private Sample sample(Sample.Key key, List<Integer> text, Sample.Finish finish, int tokens) {
        int[] ids = text.stream().mapToInt(Integer::intValue).toArray(); // [response]
        return new Sample(
                key.problem(), key.temperature(), key.index(), tokenizer.decodeWithSpecials(ids), finish, tokens);
    }

    /** The most likely token, or the first whose cumulated probability exceeds u. */
    private static int pick(float[] logits, double temperature, double u) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) best = i;
        }
        if (temperature == 0) return best;
        double[] p = new double[logits.length]; // [vocabulary]
        for (int i = 0; i < p.length; i++) p[i] = Math.exp((logits[i] - logits[best]) / temperature);
        double total = Arrays.stream(p).sum();
        double cumulated = 0;
        for (int i = 0; i < p.length; i++) {
            cumulated += p[i];
            if (cumulated > u * total) return i;
        }
        throw new AssertionError("u " + u + " selects nothing");
    }

    @Override
    public void close() {
        weights.close();
        decoder.close();
        tokenizer.close();
    }
}
