package dev.luffy.maven.ablate;

import dev.luffy.maven.ablate.Samples.Point;
import dev.luffy.maven.study.Claim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** Numbers of variants as someone would draw them on paper; five seeds scatter about them by 2 % at most. */
final class World {

    private static final int SEEDS = 5;
    private static final int STEPS = 30;

    private final Map<String, Integer> scores = new LinkedHashMap<>();
    private final Map<String, DoubleUnaryOperator> rewards = new LinkedHashMap<>();
    private final Map<String, DoubleUnaryOperator> entropies = new LinkedHashMap<>();
    private final Map<String, DoubleUnaryOperator> lengths = new LinkedHashMap<>();
    private final Map<String, Map<Point, Double>> answers = new LinkedHashMap<>();

    /** Held-out answers that are right, of 100. */
    World score(String variant, int correct) {
        scores.put(variant, correct);
        return this;
    }

    World reward(String variant, DoubleUnaryOperator curve) {
        rewards.put(variant, curve);
        return this;
    }

    World entropy(String variant, DoubleUnaryOperator curve) {
        entropies.put(variant, curve);
        return this;
    }

    World length(String variant, DoubleUnaryOperator curve) {
        lengths.put(variant, curve);
        return this;
    }

    World answer(String variant, String metric, double temperature, double value) {
        answers.computeIfAbsent(variant, each -> new LinkedHashMap<>())
                .put(new Point("aime", temperature, metric), value);
        return this;
    }

    /** From one level to another, which is reached after a share of the training and kept. */
    static DoubleUnaryOperator ramp(double from, double to, double until) {
        return x -> x >= until ? to : from + (to - from) * x / until;
    }

    static DoubleUnaryOperator flat(double level) {
        return x -> level;
    }

    /** One level until a share of the training, then a way to another at its end. */
    static DoubleUnaryOperator late(double from, double to, double start) {
        return x -> x < start ? from : from + (to - from) * (x - start) / (1 - start);
    }

    /** Down to a level after a share of the training, and up to another at its end. */
    static DoubleUnaryOperator dip(double from, double down, double at, double to) {
        return x -> x < at ? from + (down - from) * x / at : down + (to - down) * (x - at) / (1 - at);
    }

    Finding finding(Path folder, Claim claim) throws IOException {
        Set<String> variants = new LinkedHashSet<>(List.of("base", claim.variant()));
        if (claim.than() != null) variants.add(claim.than());
        Finished runs = new Finished(folder, List.of(claim), variants.toArray(String[]::new));
        Samples samples = new Samples();
        int index = 0;
        for (String variant : variants) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                int scatter = seed * (index + 2) % 5 - 2; // of another order for each variant
                runs.run(
                        variant, seed, scores.getOrDefault(variant, 50) + scatter, lines(variant, 1 + scatter / 100.0));
                Map<Point, Double> asked = new LinkedHashMap<>();
                answers.getOrDefault(variant, Map.of())
                        .forEach((point, value) -> asked.put(point, value * (1 + scatter / 100.0)));
                samples.add(variant, seed, asked);
            }
            index++;
        }
        return runs.findings(samples, Map.of()).get(0);
    }

    private String[] lines(String variant, double scatter) {
        String[] lines = new String[STEPS];
        for (int i = 0; i < STEPS; i++) {
            double x = i / (double) STEPS;
            lines[i] = Finished.line(
                    i + 1,
                    scatter * rewards.getOrDefault(variant, flat(0.5)).applyAsDouble(x),
                    scatter * entropies.getOrDefault(variant, flat(1)).applyAsDouble(x),
                    scatter * lengths.getOrDefault(variant, flat(20)).applyAsDouble(x));
        }
        return lines;
    }
}
