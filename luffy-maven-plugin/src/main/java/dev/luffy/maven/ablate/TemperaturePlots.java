package dev.luffy.maven.ablate;

import dev.luffy.maven.plot.LinePlot;
import dev.luffy.maven.study.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What trained models answered, over the temperature of sampling: one line a variant. */
final class TemperaturePlots {

    static final String CAPTION =
            "Line: mean over seeds; band: from the lowest to the highest seed, where no more than eight lines share the plot.";

    /** What one plot shows. */
    record Subject(String benchmark, String metric) {}

    private final Ablation ablation;
    private final Curves curves;
    private final Samples samples;
    private final Map<Subject, Set<Double>> temperatures = new LinkedHashMap<>();

    /** @param curves tell the finished runs, which are those that may have been asked */
    TemperaturePlots(Ablation ablation, Curves curves, Samples samples) {
        this.ablation = ablation;
        this.curves = curves;
        this.samples = samples;
        for (Samples.Point each : samples.points()) {
            if (label(each.metric()) == null) continue;
            temperatures
                    .computeIfAbsent(new Subject(each.benchmark(), each.metric()), subject -> new TreeSet<>())
                    .add(each.temperature());
        }
        temperatures.values().removeIf(each -> each.size() < 2);
    }

    /** Everything asked at two temperatures or more, in the order of measuring. */
    Set<Subject> subjects() {
        return new LinkedHashSet<>(temperatures.keySet());
    }

    /** Empty if no run was asked. */
    Optional<LinePlot> of(Subject subject) {
        double factor = Unit.ofMetric(subject.metric()).factor(); // as the tables have it
        List<LinePlot.Line> lines = new ArrayList<>();
        for (int i = 0; i < ablation.variants().size(); i++) {
            String variant = ablation.variants().get(i).id();
            TreeMap<Double, Spread> places = new TreeMap<>();
            for (double temperature : temperatures.get(subject)) {
                Samples.Point point = new Samples.Point(subject.benchmark(), temperature, subject.metric());
                Spread spread = new Spread();
                for (long seed : curves.of(variant).keySet()) {
                    spread.add(factor * samples.value(variant, seed, point).orElse(Double.NaN));
                }
                places.put(temperature, spread);
            }
            Spread.line(variant, i, places).ifPresent(lines::add);
        }
        if (lines.isEmpty()) return Optional.empty();
        return Optional.of(new LinePlot(
                "Ablation " + ablation.id() + ": " + subject.metric() + " on " + subject.benchmark(),
                "temperature",
                label(subject.metric()),
                lines));
    }

    /** Of the axis; null for a metric that has no plot. */
    private static String label(String metric) {
        if (metric.startsWith("pass@")) return metric + ", %";
        return switch (metric) {
            case "similarity" -> "mean edit similarity to the teacher's answer";
            case "tokens" -> "mean length of an answer, tokens";
            default -> null;
        };
    }
}
