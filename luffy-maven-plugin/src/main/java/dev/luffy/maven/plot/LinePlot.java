package dev.luffy.maven.plot;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lines in one pair of axes, each with the band around it, and a legend beside them. The bands of more than eight lines are
 * left out, since they cover one another.
 *
 * @param title above the axes
 * @param xLabel with its unit
 * @param yLabel with its unit
 * @param lines in the order of the legend; no name twice, and at least one point that can be drawn
 */
public record LinePlot(String title, String xLabel, String yLabel, List<Line> lines) {

    /** Width of the drawing in pixels of CSS. */
    public static final int WIDTH = 900;

    /** Height of the drawing in pixels of CSS. */
    public static final int HEIGHT = 540;

    /**
     * A line and how it looks.
     *
     * @param name in the legend; broken into lines of 30 characters
     * @param style from 0: the same style looks the same in every plot, and the first 19 all look different; 0
     *     alone is black
     * @param points from left to right; a point that cannot be drawn leaves a gap
     */
    public record Line(String name, int style, List<Point> points) {

        public Line {
            if (style < 0)
                throw new IllegalArgumentException("style of " + name + " is " + style + ", but begins at 0");
            points = List.copyOf(points);
        }
    }

    /**
     * A point of a line.
     *
     * @param y not drawn if NaN or infinite
     * @param low lower end of the band; y for none
     * @param high upper end of the band; y for none
     */
    public record Point(double x, double y, double low, double high) {

        boolean drawn() {
            return Double.isFinite(x) && Double.isFinite(y);
        }

        boolean banded() {
            return Double.isFinite(low) && Double.isFinite(high) && low < high;
        }
    }

    public LinePlot {
        lines = List.copyOf(lines);
        if (lines.stream().noneMatch(line -> line.points().stream().anyMatch(Point::drawn))) {
            throw new IllegalArgumentException(title + " has no point that can be drawn");
        }
        Set<String> names = new HashSet<>();
        for (Line line : lines) {
            if (!names.add(line.name())) throw new IllegalArgumentException(title + " has two lines " + line.name());
        }
    }

    /**
     * The plot as SVG 1.1, {@link #WIDTH} × {@link #HEIGHT} pixels.
     *
     * @throws UndrawableException if the plotting library fails
     */
    public String svg() throws UndrawableException {
        return Drawing.svg(this);
    }
}
