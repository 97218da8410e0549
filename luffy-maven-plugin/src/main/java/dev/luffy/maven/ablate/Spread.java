package dev.luffy.maven.ablate;

import dev.luffy.maven.plot.LinePlot;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The values of all seeds at one place: their mean, and from the lowest to the highest. */
final class Spread {

    private final DoubleSummaryStatistics values = new DoubleSummaryStatistics();

    /** Adds the value of a seed; NaN for none. */
    void add(double value) {
        if (!Double.isNaN(value)) values.accept(value);
    }

    private LinePlot.Point at(double x) {
        if (values.getCount() == 0) return new LinePlot.Point(x, Double.NaN, Double.NaN, Double.NaN);
        return new LinePlot.Point(x, values.getAverage(), values.getMin(), values.getMax());
    }

    /**
     * A variant's line; empty if it has no value anywhere.
     *
     * @param style of the line: the variant's place in the ablation, so that it looks the same in every plot
     * @param places x → what was measured there
     */
    static Optional<LinePlot.Line> line(String variant, int style, SortedMap<Double, Spread> places) {
        if (places.values().stream().allMatch(each -> each.values.getCount() == 0)) return Optional.empty();
        List<LinePlot.Point> points = new ArrayList<>();
        places.forEach((x, spread) -> points.add(spread.at(x)));
        return Optional.of(new LinePlot.Line(variant, style, points));
    }
}
