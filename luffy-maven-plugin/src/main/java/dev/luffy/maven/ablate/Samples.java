package dev.luffy.maven.ablate;

import dev.luffy.maven.report.Table;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** What the models of finished runs answered when they were asked again: one number per run and {@link Point}. */
final class Samples {

    /**
     * What a number says.
     *
     * @param benchmark id of the benchmark whose problems were asked
     * @param temperature of the sampling
     * @param metric such as {@code pass@1}, {@code pass@8}, {@code truncated}, {@code tokens} (mean length of an answer) or
     *     {@code similarity} (mean edit similarity to the teacher's answer, in [0, 1])
     */
    record Point(String benchmark, double temperature, String metric) {}

    private final Map<String, Map<Long, Map<Point, Double>>> values = new LinkedHashMap<>();
    private final Set<Point> points = new LinkedHashSet<>();

    void add(String variant, long seed, Map<Point, Double> measured) {
        values.computeIfAbsent(variant, id -> new LinkedHashMap<>()).put(seed, new LinkedHashMap<>(measured));
        points.addAll(measured.keySet());
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    /** All that was measured, in the order of measuring. */
    Set<Point> points() {
        return Collections.unmodifiableSet(points);
    }

    /** Empty if this run was not asked. */
    OptionalDouble value(String variant, long seed, Point point) {
        Double value = values.getOrDefault(variant, Map.of())
                .getOrDefault(seed, Map.of())
                .get(point);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** One row a number, with every digit; runs and points in the order of measuring. */
    Table table() {
        Table table = new Table("variant", "seed", "benchmark", "temperature", "metric", "value");
        values.forEach((variant, bySeed) ->
                bySeed.forEach((seed, measured) -> measured.forEach((point, value) -> table.row(
                        variant,
                        Long.toString(seed),
                        point.benchmark(),
                        Double.toString(point.temperature()),
                        point.metric(),
                        Double.toString(value)))));
        return table;
    }
}
