package dev.luffy.maven.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.plot.LinePlot.Line;
import dev.luffy.maven.plot.LinePlot.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class LinePlotTest {

    private static final double NONE = Double.NaN;

    private static Point point(double x, double y) {
        return new Point(x, y, y, y);
    }

    /** A random walk with a band. */
    private static Line noisy(int style, int steps) {
        Random random = new Random(style);
        List<Point> points = new ArrayList<>();
        double y = 0.5;
        for (int step = 1; step <= steps; step++) {
            y += random.nextGaussian() / 50;
            points.add(new Point(step, y, y - 0.03, y + 0.02));
        }
        return new Line("variant-" + style, style, points);
    }

    private static LinePlot plot(List<Line> lines) {
        return new LinePlot("Ablation a: reward", "step", "mean reward", lines);
    }

    private static Svg svg(Line... lines) throws Exception {
        return Svg.parse(plot(List.of(lines)).svg());
    }

    @Test
    void theSameNumbersGiveTheSameBytes() throws Exception {
        LinePlot plot = plot(List.of(noisy(0, 60), noisy(1, 60)));
        assertThat(plot.svg()).isEqualTo(plot.svg());
    }

    @Test
    void theLanguageOfTheMachineChangesNothing() throws Exception {
        Locale before = Locale.getDefault();
        LinePlot plot = plot(List.of(noisy(0, 30)));
        String expected = plot.svg();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(plot.svg()).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void titleAxesAndTheLegendInItsOrderAreThere() throws Exception {
        Svg svg = svg(noisy(3, 10), noisy(1, 10));
        assertThat(svg.texts()).contains("Ablation a: reward", "step", "mean reward");
        assertThat(svg.texts("legend-item")).containsExactly("variant-3", "variant-1");
    }

    @Test
    void theImageIsScalableAndWhite() throws Exception {
        Svg svg = svg(noisy(0, 10));
        assertThat(svg.root().getAttribute("viewBox")).isEqualTo("0 0 900 540");
        Element first = svg.elements("path").get(0);
        assertThat(first.getAttribute("fill")).isEqualTo("rgb(255,255,255)");
        assertThat(first.getAttribute("d")).contains("L900.0 540.0");
    }

    @Test
    void nineteenLinesLookDifferentAndAllNamesAreBesideThem() throws Exception {
        Line[] lines =
                IntStream.range(0, 19).mapToObj(style -> noisy(style, 30)).toArray(Line[]::new);
        Svg svg = svg(lines);
        assertThat(svg.strokes()).hasSize(19).doesNotHaveDuplicates();
        assertThat(svg.texts("legend-item"))
                .containsExactly(
                        IntStream.range(0, 19).mapToObj(i -> "variant-" + i).toArray(String[]::new));
    }

    @Test
    void onlyTheFirstStyleIsBlack() throws Exception {
        assertThat(svg(noisy(0, 30)).strokes()).allMatch(each -> each.contains("rgb(0,0,0)"));
        Line[] others =
                IntStream.range(1, 30).mapToObj(style -> noisy(style, 30)).toArray(Line[]::new);
        assertThat(svg(others).strokes()).hasSize(29).noneMatch(each -> each.contains("rgb(0,0,0)"));
    }

    @Test
    void theBandsOfMoreThanEightLinesAreLeftOut() throws Exception {
        for (int count : new int[] {8, 9}) {
            List<Line> banded = new ArrayList<>();
            List<Line> plain = new ArrayList<>();
            for (int style = 0; style < count; style++) {
                banded.add(noisy(style, 30));
                List<Point> points = noisy(style, 30).points().stream()
                        .map(each -> point(each.x(), each.y()))
                        .toList();
                plain.add(new Line("variant-" + style, style, points));
            }
            if (count == 8)
                assertThat(plot(banded).svg()).isNotEqualTo(plot(plain).svg());
            else assertThat(plot(banded).svg()).isEqualTo(plot(plain).svg());
        }
    }

    @Test
    void aStyleLooksTheSameWhateverElseIsPlotted() throws Exception {
        List<String> both = svg(noisy(4, 30), noisy(9, 30)).strokes();
        assertThat(svg(noisy(9, 30)).strokes()).containsExactly(both.get(1));
    }

    @Test
    void aMissingValueLeavesAGap() throws Exception {
        Line line = new Line(
                "l",
                0,
                List.of(
                        point(1, 0.1),
                        point(2, 0.2),
                        point(3, NONE),
                        point(4, 0.3),
                        point(5, Double.POSITIVE_INFINITY),
                        point(6, 0.2),
                        point(7, 0.1)));
        String text = plot(List.of(line)).svg();
        assertThat(text).doesNotContain("NaN").doesNotContain("Infinity");
        Svg svg = Svg.parse(text);
        // Two lines of two points and one point alone; few points have markers.
        assertThat(svg.strokes()).hasSize(2);
        assertThat(svg.dots()).isEqualTo(5);
    }

    @Test
    void amongManyPointsOnlyTheLonelyOneHasAMarker() throws Exception {
        List<Point> points = new ArrayList<>();
        for (int step = 1; step <= 50; step++) {
            points.add(step == 20 || step == 22 ? point(step, NONE) : new Point(step, step / 50.0, 0, 1));
        }
        Svg svg = svg(new Line("l", 0, points));
        assertThat(svg.dots()).isEqualTo(1);
        assertThat(svg.strokes()).hasSize(2);
    }

    @Test
    void oneStepIsAPointWithItsSpread() throws Exception {
        Svg svg = svg(new Line("l", 0, List.of(new Point(1, 0.5, 0.4, 0.6))));
        assertThat(svg.dots()).isEqualTo(1);
        assertThat(svg.elements("line").stream()
                        .filter(each -> each.getAttribute("stroke").equals("rgb(0,0,0)")
                                && each.getAttribute("x1").equals(each.getAttribute("x2"))))
                .hasSize(1);
        assertThat(svg.texts("axis-text-x")).containsExactly("1");
    }

    @Test
    void fewPlacesAreTheTicks() throws Exception {
        Svg svg = svg(new Line("l", 0, List.of(point(0.2, 1), point(0.6, 2), point(1.0, 3))));
        assertThat(svg.texts("axis-text-x")).containsExactly("0.2", "0.6", "1.0");
    }

    @Test
    void theAxisIsAsHighAsTheBandAndNotMore() throws Exception {
        Line line = new Line("l", 0, List.of(new Point(1, 510, 500, 520), new Point(2, 505, 500, 515)));
        assertThat(svg(line).texts("axis-text-y")).contains("500", "520").doesNotContain("0", "400");
    }

    @Test
    void aLineWithoutAnyValueIsOnlyInTheLegend() throws Exception {
        Svg svg = svg(noisy(0, 30), new Line("nothing", 1, List.of(point(1, NONE))));
        assertThat(svg.strokes()).hasSize(1);
        assertThat(svg.texts("legend-item")).containsExactly("variant-0", "nothing");
    }

    @Test
    void namesAreTextAndNoMarkup() throws Exception {
        List<String> names =
                List.of("a <b> & \"c\"'", "<a href=\"u\">y</a>", "id=\"part1\" url(#part1)", "0.12345678", "]]>");
        Line[] lines = IntStream.range(0, names.size())
                .mapToObj(i -> new Line(names.get(i), i, List.of(point(1, i), point(2, i + 1))))
                .toArray(Line[]::new);
        Svg svg = svg(lines);
        assertThat(svg.texts("legend-item")).isEqualTo(names);
        assertThat(svg.elements("a")).isEmpty();
    }

    @Test
    void everyReferenceHasItsTarget() throws Exception {
        String text = plot(List.of(noisy(0, 30))).svg();
        Svg svg = Svg.parse(text);
        List<String> ids = svg.ids();
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates().allMatch(id -> id.matches("part\\d+"));
        for (String each : List.of("clipPath", "g")) {
            for (Element element : svg.elements(each)) {
                String clip = element.getAttribute("clip-path");
                if (!clip.isEmpty()) assertThat(ids).contains(clip.replaceAll("url\\(#(.*)\\)", "$1"));
            }
        }
        assertThat(svg.elements("style").get(0).getTextContent()).contains("#" + ids.get(0) + " .plot-title");
    }

    @Test
    void twoLinesOfOneNameOrNothingToDrawAreRefused() {
        assertThatThrownBy(() -> plot(List.of(noisy(0, 2), noisy(0, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two lines variant-0");
        assertThatThrownBy(() -> plot(List.of())).hasMessageContaining("reward has no point");
        assertThatThrownBy(() -> svg(new Line("l", 0, List.of(point(1, NONE)))))
                .hasMessageContaining("reward has no point");
        assertThatThrownBy(() -> new Line("l", -1, List.of())).hasMessageContaining("style of l is -1");
    }
}
