package dev.luffy.runtime.evaluate;

import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.rollout.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Responses that are decoded together. What is in a batch follows from the whole evaluation and never from what a journal
 * has; its shape follows from a prompt's own length, the declared samples and rows, so that the last bits of a response do not
 * depend on the other problems. A batch that is not full costs as much as a full one.
 *
 * @param temperature of all responses
 * @param window tokens that every prompt is padded to
 * @param rows responses decoded per prompt; those beyond the last sample are nobody's
 * @param groups prompts that there is place for
 * @param firstSample index of the first response per prompt
 * @param asked responses per prompt that are wanted, at most {@code rows}
 * @param prompts at most {@code groups}
 */
record Batch(double temperature, int window, int rows, int groups, int firstSample, int asked, List<Prompt> prompts) {

    /** Shorter prompts are not told apart: what it saves is less than what one more unfilled batch costs. */
    private static final int SMALLEST_WINDOW = 16;

    Batch {
        prompts = List.copyOf(prompts);
    }

    /** All batches of an evaluation in the order of temperatures as declared, windows, samples and the problems' file. */
    static List<Batch> all(EvaluationRequest request, Questions questions) {
        TreeMap<Integer, List<Prompt>> byWindow = new TreeMap<>();
        for (Prompt prompt : questions.prompts()) {
            int window = window(prompt.tokens().length, questions.room());
            byWindow.computeIfAbsent(window, w -> new ArrayList<>()).add(prompt);
        }
        List<Batch> batches = new ArrayList<>();
        for (double temperature : request.temperatures()) {
            int samples = temperature == 0 ? 1 : request.samples();
            byWindow.forEach((window, prompts) -> add(batches, temperature, samples, request, window, prompts));
        }
        return batches;
    }

    private static void add(
            List<Batch> batches,
            double temperature,
            int samples,
            EvaluationRequest request,
            int window,
            List<Prompt> prompts) {
        int parts = (samples + request.batchRows() - 1) / request.batchRows();
        int rows = (samples + parts - 1) / parts; // equal parts, so that the last one is not mostly nobody's
        int groups = request.batchRows() / rows;
        for (int first = 0; first < samples; first += rows) {
            int asked = Math.min(rows, samples - first);
            for (int from = 0; from < prompts.size(); from += groups) {
                List<Prompt> some = prompts.subList(from, Math.min(prompts.size(), from + groups));
                batches.add(new Batch(temperature, window, rows, groups, first, asked, some));
            }
        }
    }

    /** The smallest power of two that holds the prompt, so that at most half of a window is padding. */
    private static int window(int length, int room) {
        int power = length <= SMALLEST_WINDOW ? SMALLEST_WINDOW : Integer.highestOneBit(length - 1) << 1;
        return Math.min(power, room);
    }

    /** Which response a row is; [prompts][asked]. */
    Sample.Key key(int prompt, int row) {
        return new Sample.Key(prompts.get(prompt).problem().id(), temperature, firstSample + row);
    }

    /** All responses that are wanted. */
    List<Sample.Key> keys() {
        List<Sample.Key> keys = new ArrayList<>();
        for (int p = 0; p < prompts.size(); p++) {
            for (int row = 0; row < asked; row++) keys.add(key(p, row));
        }
        return keys;
    }
}
