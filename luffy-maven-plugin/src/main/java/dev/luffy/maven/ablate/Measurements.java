package dev.luffy.maven.ablate;

import dev.luffy.benchmarks.score.TemperatureLabel;
import dev.luffy.maven.ablate.Samples.Point;
import dev.luffy.maven.study.Quantity;
import dev.luffy.maven.study.Quantity.At;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Where the numbers of a quantity come from. */
final class Measurements {

    /**
     * A quantity of this ablation.
     *
     * @param text in words, temperatures as numbers
     * @param numbers null where there cannot be any
     * @param missing why there is no number, for a run or at all
     */
    record Measured(String text, Measure numbers, String missing) {}

    private final Results results;
    private final Curves curves;
    private final Samples samples;

    Measurements(Results results, Curves curves, Samples samples) {
        this.results = results;
        this.curves = curves;
        this.samples = samples;
    }

    Measured of(Quantity quantity) {
        if (quantity instanceof Quantity.HeldOut heldOut) return heldOut(heldOut);
        if (quantity instanceof Quantity.Course course) return course(course);
        return answers((Quantity.Answers) quantity);
    }

    /** Why a quantity of two variants cannot be compared, or null. */
    String incomparable(Quantity quantity, String variant, String than) {
        boolean reward = quantity instanceof Quantity.Course course && course.trait() == Quantity.Trait.REWARD;
        if (!reward || than == null || curves.scales().same(variant, than)) return null;
        return "the rewards of " + variant + " and " + than + " are on different scales (method.outcome)";
    }

    private Measured heldOut(Quantity.HeldOut quantity) {
        String level = quantity.level() == null ? Results.OVERALL : quantity.level();
        return new Measured(
                quantity.text(),
                (variant, seed) -> results.score(variant, seed, level),
                "the held-out problems have no level " + level);
    }

    private Measured course(Quantity.Course quantity) {
        return new Measured(
                quantity.text(),
                curves.measure(quantity.trait(), quantity.span()),
                "nothing was sampled there in training");
    }

    private Measured answers(Quantity.Answers quantity) {
        String metric = quantity.metric();
        List<Point> points = samples.points().stream()
                .filter(point -> point.metric().equals(metric))
                .toList();
        if (points.isEmpty()) return new Measured(quantity.text(), null, "models were not asked for " + metric);
        TreeSet<Double> temperatures =
                new TreeSet<>(points.stream().map(Point::temperature).toList());
        double lowest = temperatures.first();
        double highest = temperatures.last();
        if (quantity.at() != At.LOWEST_OR_ONLY && lowest == highest) {
            return new Measured(
                    quantity.text(),
                    null,
                    "models were asked for " + metric + " at temperature " + label(lowest) + " alone");
        }
        String missing = "there are no answers for " + metric;
        return switch (quantity.at()) {
            case LOWEST, LOWEST_OR_ONLY ->
                new Measured(metric + " at temperature " + label(lowest), mean(points, lowest), missing);
            case HIGHEST -> new Measured(metric + " at temperature " + label(highest), mean(points, highest), missing);
            case HIGHEST_LESS_LOWEST -> {
                String text = metric + " at temperature " + label(highest) + " − " + label(lowest);
                List<Point> both = points.stream()
                        .filter(point -> points.contains(new Point(point.benchmark(), lowest, metric))
                                && points.contains(new Point(point.benchmark(), highest, metric)))
                        .toList();
                if (both.isEmpty()) yield new Measured(text, null, "no benchmark was asked at both");
                Measure low = mean(both, lowest);
                Measure high = mean(both, highest);
                yield new Measured(
                        text, (variant, seed) -> Measure.less(high.of(variant, seed), low.of(variant, seed)), missing);
            }
        };
    }

    /** Over benchmarks, each counting the same; empty where one has no answer, which would shift the mean. */
    private Measure mean(List<Point> points, double temperature) {
        List<Point> there = points.stream()
                .filter(point -> point.temperature() == temperature)
                .toList();
        return (variant, seed) -> {
            double sum = 0;
            for (Point point : there) {
                OptionalDouble value = samples.value(variant, seed, point);
                if (value.isEmpty()) return value;
                sum += value.getAsDouble();
            }
            return OptionalDouble.of(sum / there.size());
        };
    }

    private static String label(double temperature) {
        return TemperatureLabel.of(temperature);
    }
}
