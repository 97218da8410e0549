package dev.luffy.maven.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.result.AtomicFile;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Level;
import dev.luffy.runtime.experiment.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The end of a goal: one table of what every run reached, one of how experiments differ. The same bytes for the same
 * runs, on every machine: paths are relative and no time is written.
 */
public final class Report {

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Document(List<Summary> runs, List<Comparison> comparisons) {}

    private final List<FinishedRun> runs;
    private final List<Comparison> comparisons;

    public Report(List<FinishedRun> runs) {
        this.runs = List.copyOf(runs);
        this.comparisons = Comparison.among(runs);
    }

    /** Prints the tables and writes {@code summary.md} and {@code summary.json} into the folder. */
    public void write(Path folder, Output output) throws IOException {
        AtomicFile.write(folder.resolve("summary.md"), markdown(folder));
        AtomicFile.write(
                folder.resolve("summary.json"),
                Json.readable(
                        new Document(runs.stream().map(FinishedRun::summary).toList(), comparisons)));
        print(output);
        for (FinishedRun run : runs) {
            output.info("model " + run.folder().resolve("model") + ", metrics "
                    + run.folder().resolve("metrics.ndjson"));
        }
        output.info("summary " + folder.resolve("summary.md"));
    }

    private void print(Output output) {
        Table scores = scores();
        if (!scores.isEmpty()) scores.text().forEach(output::info);
        Table compared = compared();
        if (!compared.isEmpty()) compared.text().forEach(output::info);
    }

    private String markdown(Path folder) {
        List<String> lines = new ArrayList<>();
        lines.add("# Training results");
        lines.add("");
        Table scores = scores();
        if (!scores.isEmpty()) {
            lines.addAll(scores.markdown());
            lines.add("");
            lines.add(
                    "pass@1 with its Wilson 95 % interval. Where a problem got several responses, problems count as the trials.");
            lines.add("");
        }
        Table compared = compared();
        if (!compared.isEmpty()) {
            lines.add("## Paired by seed");
            lines.add("");
            lines.addAll(compared.markdown());
            lines.add("");
            lines.add("With n seeds the exact sign-flip p cannot fall below 2/2^n.");
            lines.add("");
        }
        lines.add("## Runs");
        lines.add("");
        lines.addAll(places(folder).markdown());
        return String.join("\n", lines) + "\n";
    }

    private Table scores() {
        Table table = new Table("experiment", "seed", "level", "before", "after", "95 % interval", "correct");
        for (FinishedRun run : runs) {
            for (Level after : run.summary().after()) {
                table.row(
                        run.summary().id(),
                        Long.toString(run.summary().seed()),
                        after.name(),
                        run.before(after.name()).map(Report::percent).orElse("–"),
                        percent(after),
                        Uncertainty.text(after),
                        after.correct() + "/" + after.responses());
            }
        }
        return table;
    }

    private Table compared() {
        Table table = new Table("compared", "level", "seeds", "difference", "sign-flip p", "paired t p");
        for (Comparison each : comparisons) {
            table.row(
                    each.first() + " − " + each.second(),
                    each.level(),
                    Integer.toString(each.seeds().size()),
                    String.format(Locale.ROOT, "%+.1f points", 100 * each.mean()),
                    probability(each.signFlipP()),
                    probability(each.tTestP()));
        }
        return table;
    }

    private Table places(Path folder) {
        Table table =
                new Table("experiment", "seed", "steps", "steps without update", "hard problems solved", "folder");
        for (FinishedRun run : runs) {
            Summary summary = run.summary();
            table.row(
                    summary.id(),
                    Long.toString(summary.seed()),
                    Long.toString(summary.steps()),
                    Long.toString(summary.deadSteps()),
                    Long.toString(summary.solvedHard()),
                    folder.relativize(run.folder()).toString().replace('\\', '/'));
        }
        return table;
    }

    private static String percent(Level level) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * level.accuracy());
    }

    private static String probability(Double p) {
        if (p == null) return "–";
        return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }
}
