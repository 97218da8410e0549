package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.report.FinishedRun;
import dev.luffy.maven.report.Table;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files of an ablation: the same bytes for the same runs, with neither a clock nor a path in them. */
final class Tables {

    private static final String METHOD = "pass@1 on the held-out problems after training, mean over seeds ± Student's"
            + " 95 % interval (t with n − 1 degrees of freedom). Differences to the base are paired by seed; p-values are"
            + " two-sided, of the exact sign-flip test and the paired t-test, each corrected over the variants of a level"
            + " (Holm). With n seeds the sign-flip p cannot fall below 2/2^n.";

    private static final String UNLOCK =
            "First step at which the policy solved a training prompt that none of its rows had"
                    + " solved at the prompt's first visit, by seed; – where it never did, or samples nothing.";

    /** What one variant declares. */
    private record Declared(String id, Map<String, String> set) {}

    /** One run in the table. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Entry(String variant, long seed, String fingerprint, Long firstUnlock, long solvedHard) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Document(
            String ablation,
            String method,
            double confidence,
            String validationSha256,
            Validation validation,
            List<Declared> variants,
            List<Effect> effects,
            List<Entry> runs,
            List<String> missing) {}

    private final Plan plan;
    private final Results results;
    private final Samples samples;
    private final List<String> missing;
    private final List<Effect> effects;

    /**
     * @param samples of the models; empty where the ablation asks for none
     * @param missing labels of the runs that have no result
     */
    Tables(Plan plan, Results results, Samples samples, List<String> missing) {
        this.plan = plan;
        this.results = results;
        this.samples = samples;
        this.missing = missing;
        this.effects = Effect.of(plan.ablation(), results);
    }

    void write(Path folder, Output output) throws IOException {
        Files.createDirectories(folder);
        Curves curves = new Curves(plan.ablation(), results);
        Table effect = effects();
        Table unlocks = curves.unlocks();
        replace(folder.resolve("table.md"), markdown(effect, unlocks));
        replace(folder.resolve("table.tex"), latex(effect));
        replace(folder.resolve("table.csv"), lines(numbers().csv()));
        replace(folder.resolve("table.json"), Json.readable(document(curves)));
        replace(folder.resolve("curves.csv"), lines(curves.table().csv()));
        if (samples.isEmpty()) Files.deleteIfExists(folder.resolve("samples.csv"));
        else replace(folder.resolve("samples.csv"), lines(samples.table().csv()));
        if (!effect.isEmpty()) effect.text().forEach(output::info);
        if (!unlocks.isEmpty()) unlocks.text().forEach(output::info);
        output.info("tables " + folder.resolve("table.md") + ", learning curves " + folder.resolve("curves.csv"));
    }

    private Document document(Curves curves) {
        Experiment any = plan.runs().get(0).run().experiment();
        List<Entry> entries = new ArrayList<>();
        for (Variant variant : plan.ablation().variants()) {
            for (Map.Entry<Long, FinishedRun> run : results.of(variant.id()).entrySet()) {
                entries.add(new Entry(
                        variant.id(),
                        run.getKey(),
                        run.getValue().summary().fingerprint(),
                        curves.of(variant.id(), run.getKey()).firstUnlock(),
                        run.getValue().summary().solvedHard()));
            }
        }
        return new Document(
                plan.ablation().id(),
                METHOD,
                Student.CONFIDENCE,
                plan.runs().get(0).run().inputs().validation(),
                any.validation(),
                plan.ablation().variants().stream()
                        .map(variant -> new Declared(variant.id(), variant.changes()))
                        .toList(),
                effects,
                entries,
                missing);
    }

    private String markdown(Table effect, Table unlocks) {
        List<String> lines = new ArrayList<>();
        lines.add("# Ablation " + plan.ablation().id());
        lines.add("");
        Table variants = new Table("variant", "changes");
        for (Variant variant : plan.ablation().variants()) variants.row(variant.id(), variant.changesText());
        lines.addAll(variants.markdown());
        lines.add("");
        lines.add("## Effect");
        lines.add("");
        lines.addAll(effect.markdown());
        lines.add("");
        lines.add(METHOD);
        lines.add("");
        lines.add("Held-out problems: SHA-256 "
                + plan.runs().get(0).run().inputs().validation() + ".");
        if (!missing.isEmpty()) {
            lines.add("");
            lines.add("**Not complete.** Runs without a result: " + String.join("; ", missing) + ".");
        }
        lines.add("");
        lines.add("## Hard prompts");
        lines.add("");
        lines.addAll(unlocks.markdown());
        lines.add("");
        lines.add(UNLOCK);
        return lines(lines);
    }

    private String latex(Table effect) {
        List<String> lines = new ArrayList<>();
        lines.add("% " + METHOD.replace("±", "+-").replace("−", "-"));
        if (!missing.isEmpty()) lines.add("% Not complete: " + missing.size() + " runs are missing.");
        lines.addAll(effect.latex());
        return lines(lines);
    }

    private Table effects() {
        Table table = new Table(
                "variant",
                "level",
                "seeds",
                "pass@1, %",
                "− base, points",
                "pairs",
                "sign-flip p",
                "Holm",
                "paired t p",
                "Holm");
        for (Effect e : effects) {
            Difference d = e.toBase();
            table.row(
                    e.variant(),
                    e.level(),
                    Integer.toString(e.seeds().size()),
                    percent("%.1f", e.mean(), e.halfWidth()),
                    d == null ? "–" : percent("%+.1f", d.mean(), d.halfWidth()),
                    d == null ? "–" : Integer.toString(d.seeds().size()),
                    probability(d == null ? null : d.signFlipP()),
                    probability(d == null ? null : d.signFlipHolm()),
                    probability(d == null ? null : d.tTestP()),
                    probability(d == null ? null : d.tTestHolm()));
        }
        return table;
    }

    /** The same with every digit, as shares and not in percent; empty where there is none. */
    private Table numbers() {
        Table table = new Table(
                "variant",
                "level",
                "seeds",
                "mean",
                "half_width",
                "difference",
                "difference_half_width",
                "pairs",
                "sign_flip_p",
                "sign_flip_p_holm",
                "t_p",
                "t_p_holm");
        for (Effect e : effects) {
            Difference d = e.toBase();
            table.row(
                    e.variant(),
                    e.level(),
                    Integer.toString(e.seeds().size()),
                    Double.toString(e.mean()),
                    Curves.text(e.halfWidth()),
                    Curves.text(d == null ? null : d.mean()),
                    Curves.text(d == null ? null : d.halfWidth()),
                    d == null ? "" : Integer.toString(d.seeds().size()),
                    Curves.text(d == null ? null : d.signFlipP()),
                    Curves.text(d == null ? null : d.signFlipHolm()),
                    Curves.text(d == null ? null : d.tTestP()),
                    Curves.text(d == null ? null : d.tTestHolm()));
        }
        return table;
    }

    private static String percent(String format, double mean, Double halfWidth) {
        String text = String.format(Locale.ROOT, format, 100 * mean).replace('-', '−');
        return halfWidth == null ? text : text + String.format(Locale.ROOT, " ± %.1f", 100 * halfWidth);
    }

    private static String probability(Double p) {
        if (p == null) return "–";
        return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static void replace(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
