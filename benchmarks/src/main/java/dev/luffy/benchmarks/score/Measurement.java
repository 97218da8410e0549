package dev.luffy.benchmarks.score;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /** @throws IllegalArgumentException if something is missing, the temperature is none or a problem is there twice */
    public Measurement {
        require(evaluation, "evaluation");
        require(benchmark, "benchmark");
        keys = texts(keys, "keys");
        about = texts(about, "about");
        require(outcomes, "outcomes");
        if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the temperature is " + temperature + ": it must be a number from 0 on");
        }
        Set<String> problems = new HashSet<>();
        for (Outcome outcome : outcomes) {
            require(outcome, "an outcome");
            if (!problems.add(outcome.problem())) {
                throw new IllegalArgumentException("problem " + outcome.problem()
                        + " is there twice: each problem must be there once, with all its responses");
            }
        }
        outcomes = List.copyOf(outcomes);
    }

    private static SortedMap<String, String> texts(SortedMap<String, String> texts, String field) {
        require(texts, field);
        texts.forEach((name, text) -> require(text, field + "." + name));
        return Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    }

    private static void require(Object value, String field) {
        if (value == null) throw new IllegalArgumentException(field + " is missing");
    }
}
