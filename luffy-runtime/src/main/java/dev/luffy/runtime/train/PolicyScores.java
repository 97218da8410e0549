package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Stage;
import dev.luffy.runtime.remote.Scorer;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.tensor.Decoder;
import dev.luffy.runtime.tensor.Scored;
import dev.luffy.runtime.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Scores responses that were sampled elsewhere, in the micro-batches of an update and at its temperature. */
record PolicyScores(Experiment experiment, Decoder decoder, Stop stop, Consumer<Event> events) implements Scorer {

    @Override
    public List<Scores> score(Weights weights, List<int[]> prompts, List<int[]> responses) {
        events.accept(new Event.Reached(Stage.SCORING));
        int[] lengths = IntStream.range(0, prompts.size())
                .map(row -> prompts.get(row).length + responses.get(row).length)
                .toArray(); // [rows]
        Scores[] result = new Scores[lengths.length]; // [rows]
        for (int[] pass : MicroBatches.split(lengths, experiment.budget().microBatchTokens())) {
            stop.check();
            int[][] passPrompts = Arrays.stream(pass).mapToObj(prompts::get).toArray(int[][]::new); // [pass][prompt]
            int[][] passResponses =
                    Arrays.stream(pass).mapToObj(responses::get).toArray(int[][]::new); // [pass][response]
            float temperature = (float) experiment.rollout().temperature();
            try (Scored scored = decoder.score(weights, passPrompts, passResponses, temperature, false)) {
                int at = 0;
                for (int i = 0; i < pass.length; i++) {
                    int length = passResponses[i].length;
                    result[pass[i]] =
                            new Scores(doubles(scored.logProb(), at, length), doubles(scored.entropy(), at, length));
                    at += length;
                }
            }
        }
        return Arrays.asList(result);
    }

    private static double[] doubles(float[] numbers, int from, int length) {
        return IntStream.range(from, from + length).mapToDouble(i -> numbers[i]).toArray(); // [length]
    }
}
