package dev.luffy.maven.plot;

import dev.luffy.maven.plot.LinePlot.Line;
import dev.luffy.maven.plot.LinePlot.Point;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** A plot as lets-plot takes it: maps and lists by the names of the grammar of graphics. */
final class Specification {

    /**
     * Okabe and Ito's colours, told apart with every kind of colour blindness, without their yellow, which is hard to see on
     * white (Color Universal Design, 2008).
     */
    private static final List<String> COLOURS =
            List.of("#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00", "#CC79A7");

    /** Of the first style alone, so that what others are compared with is told apart at once. */
    private static final String FIRST = "#000000";

    /** One for each round through the colours. */
    private static final List<String> DASHES = List.of("solid", "dashed", "dotted");

    /** Filled circle, triangle and square: one for each round, too. */
    private static final List<Integer> MARKERS = List.of(16, 17, 15);

    /** With no more points than this a line shows them all: what was measured, and what lies between. */
    private static final int FEW = 20;

    /** More bands than these cover one another and the lines. */
    private static final int MOST_BANDS = 8;

    /** Ticks that find room beside one another. */
    private static final int TICKS = 8;

    /** Entries of the legend that find room below one another. */
    private static final int ROWS = 18;

    /** Columns of a layer's data, one entry a point. */
    private static final class Columns {

        private final Map<String, List<Object>> columns = new LinkedHashMap<>();

        Columns() {
            for (String each : List.of("x", "y", "low", "high", "name", "run")) columns.put(each, new ArrayList<>());
        }

        void add(Line line, Point point, String run) {
            columns.get("x").add(point.x());
            columns.get("y").add(point.y());
            columns.get("low").add(point.banded() ? point.low() : point.y());
            columns.get("high").add(point.banded() ? point.high() : point.y());
            columns.get("name").add(line.name());
            columns.get("run").add(run);
        }

        boolean isEmpty() {
            return columns.get("x").isEmpty();
        }
    }

    private final LinePlot plot;
    private final Columns band = new Columns();
    private final Columns line = new Columns();
    private final Columns marker = new Columns();
    private final Columns spread = new Columns();
    private final TreeSet<Double> places = new TreeSet<>();
    private final DoubleSummaryStatistics heights = new DoubleSummaryStatistics();
    private final boolean few;
    private final boolean bands;

    private Specification(LinePlot plot) {
        this.plot = plot;
        this.few = plot.lines().stream().allMatch(each -> each.points().size() <= FEW);
        this.bands = plot.lines().size() <= MOST_BANDS;
        for (Line each : plot.lines()) add(each);
    }

    /** A map that the library may write into. */
    static Map<String, Object> of(LinePlot plot) {
        return new Specification(plot).whole();
    }

    /** Cuts a line at its gaps; a point between two gaps would be a line of no length, and its band one of no width. */
    private void add(Line each) {
        int gaps = 0;
        List<Point> points = each.points();
        boolean banded = points.stream().anyMatch(this::banded);
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (!point.drawn()) {
                gaps++;
                continue;
            }
            String run = each.name() + "\n" + gaps;
            places.add(point.x());
            heights.accept(banded(point) ? Math.min(point.low(), point.y()) : point.y());
            heights.accept(banded(point) ? Math.max(point.high(), point.y()) : point.y());
            boolean alone = (i == 0 || !points.get(i - 1).drawn())
                    && (i == points.size() - 1 || !points.get(i + 1).drawn());
            if (!alone) line.add(each, point, run);
            if (few || alone) marker.add(each, point, run);
            if (alone && banded(point)) spread.add(each, point, run);
            if (banded) band.add(each, point, run);
        }
    }

    private boolean banded(Point point) {
        return bands && point.banded();
    }

    private Map<String, Object> whole() {
        List<Object> layers = new ArrayList<>();
        if (!band.isEmpty()) {
            layers.add(layer(
                    "ribbon",
                    band,
                    map("x", "x", "ymin", "low", "ymax", "high", "fill", "name", "group", "run"),
                    map("alpha", 0.12, "size", 0, "show_legend", false)));
        }
        if (!line.isEmpty()) {
            layers.add(layer(
                    "line",
                    line,
                    map("x", "x", "y", "y", "color", "name", "linetype", "name", "group", "run"),
                    map("size", 0.8)));
        }
        if (!spread.isEmpty()) {
            layers.add(layer(
                    "linerange",
                    spread,
                    map("x", "x", "ymin", "low", "ymax", "high", "color", "name", "group", "run"),
                    map("alpha", 0.4, "size", 0.8, "show_legend", false)));
        }
        if (!marker.isEmpty()) {
            layers.add(layer(
                    "point",
                    marker,
                    map("x", "x", "y", "y", "color", "name", "shape", "name", "group", "run"),
                    map("size", 3, "show_legend", few)));
        }
        return map(
                "kind",
                "plot",
                "ggtitle",
                map("text", plot.title()),
                "theme",
                map("name", "bw", "plot_margin", map("t", 8, "r", 8, "b", 8, "l", 8)),
                "scales",
                new ArrayList<>(List.of(
                        across(),
                        up(),
                        scale("color", Specification::colour),
                        scale("fill", Specification::colour),
                        scale("linetype", style -> DASHES.get(round(style))),
                        scale("shape", style -> MARKERS.get(round(style))))),
                "layers",
                layers);
    }

    /** Ticks where something was measured, if that is at few places only: nothing lies at temperature 0.73. */
    private Map<String, Object> across() {
        Map<String, Object> axis = map("aesthetic", "x", "name", plot.xLabel());
        if (places.size() <= TICKS) {
            axis.put("breaks", new ArrayList<>(places));
            boolean whole = places.stream().allMatch(x -> x == Math.rint(x) && Math.abs(x) <= Integer.MAX_VALUE);
            if (whole)
                axis.put(
                        "labels",
                        new ArrayList<>(places.stream()
                                .map(x -> Integer.toString(x.intValue()))
                                .toList()));
        }
        return axis;
    }

    /** As high as what is drawn; the library would begin every band's axis at 0, even that of lengths around 500. */
    private Map<String, Object> up() {
        Map<String, Object> axis = map("aesthetic", "y", "name", plot.yLabel());
        if (heights.getMin() < heights.getMax()) {
            axis.put("limits", new ArrayList<>(List.of(heights.getMin(), heights.getMax())));
        }
        return axis;
    }

    /** Sampling is off: the library would draw at random which of many points it shows. */
    private static Map<String, Object> layer(
            String geometry, Columns data, Map<String, Object> mapping, Map<String, Object> options) {
        Map<String, Object> layer =
                map("geom", geometry, "data", data.columns, "mapping", mapping, "sampling", "none", "tooltips", "none");
        layer.putAll(options);
        return layer;
    }

    /** All scales have the same names and no title: the library makes one legend of them. */
    private Map<String, Object> scale(String aesthetic, IntFunction<Object> value) {
        List<Object> names = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Line each : plot.lines()) {
            names.add(each.name());
            values.add(value.apply(each.style()));
        }
        return map(
                "aesthetic",
                aesthetic,
                "name",
                "",
                "discrete",
                true,
                "limits",
                names,
                "values",
                values,
                "guide",
                map("name", "legend", "ncol", 1 + (names.size() - 1) / ROWS));
    }

    private static Object colour(int style) {
        return style == 0 ? FIRST : COLOURS.get((style - 1) % COLOURS.size());
    }

    private static int round(int style) {
        return style == 0 ? 0 : (style - 1) / COLOURS.size() % DASHES.size();
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        return map;
    }
}
