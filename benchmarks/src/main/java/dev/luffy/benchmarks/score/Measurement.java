package dev.luffy.benchmarks.score;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one model answered to one benchmark under one way of decoding.
 *
 * @param evaluation id of the evaluation
 * @param benchmark id of the benchmark
 * @param temperature responses were sampled at; 0 is greedy
 * @param keys what must agree for two measurements to be comparable: data, prompts, policy, decoding
 * @param about what may differ and should be known: the model's digest under {@code model}, versions
 * @param outcomes one per problem, in the benchmark's order
 * @since 0.1
 */
public record Measurement(
        String evaluation,
        String benchmark,
        double temperature,
        SortedMap<String, String> keys,
        SortedMap<String, String> about,
        List<Outcome> outcomes) {

    public Measurement {
        keys = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        about = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(about));
        outcomes = List.copyOf(outcomes);
    }
}
