package dev.luffy.maven.ablate;

import dev.luffy.benchmarks.score.TemperatureLabel;
import dev.luffy.maven.report.Table;
import dev.luffy.maven.study.Unit;
import java.util.ArrayList;
import java.util.List;

/** What the trained models answered when they were asked again. */
record AnswersTable(List<Answer> answers) {

    static final String METHOD = "The models after training, asked the problems of benchmarks: mean over seeds ±"
            + " Student's 95 % interval, pass@k and truncated in percent, tokens and similarity as they are. Differences"
            + " to the base are paired by seed; p-values as above, corrected over the variants of a benchmark, temperature"
            + " and metric (Holm).";

    Table people() {
        Table table = new Table(
                "benchmark",
                "temperature",
                "metric",
                "variant",
                "seeds",
                "mean",
                "− base",
                "pairs",
                "sign-flip p",
                "Holm",
                "paired t p",
                "Holm");
        for (Answer each : answers) {
            Unit unit = Unit.ofMetric(each.point().metric());
            Compared c = each.compared();
            table.row(Cells.row(
                    Cells.tests(unit, c.toBase()),
                    each.point().benchmark(),
                    TemperatureLabel.of(each.point().temperature()),
                    each.point().metric(),
                    c.variant(),
                    Integer.toString(c.seeds().size()),
                    Cells.mean(unit, c)));
        }
        return table;
    }

    List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of("## Answers", ""));
        lines.addAll(people().markdown());
        lines.add("");
        lines.add(METHOD);
        return lines;
    }

    /** Every digit; shares are not in percent. */
    List<String> csv() {
        Table table = new Table(Cells.row(
                Cells.DIFFERENCE_HEADS,
                "benchmark",
                "temperature",
                "metric",
                "variant",
                "seeds",
                "mean",
                "half_width"));
        for (Answer each : answers) {
            Compared c = each.compared();
            table.row(Cells.row(
                    Cells.digits(c.toBase()),
                    each.point().benchmark(),
                    Double.toString(each.point().temperature()),
                    each.point().metric(),
                    c.variant(),
                    Integer.toString(c.seeds().size()),
                    Double.toString(c.mean()),
                    Cells.digits(c.halfWidth())));
        }
        return table.csv();
    }
}
