package dev.luffy.maven.ablate;

import dev.luffy.maven.console.Output;
import dev.luffy.maven.report.Markdown;
import dev.luffy.maven.report.Table;
import dev.luffy.maven.result.AtomicFile;
import dev.luffy.maven.study.Claim;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of an ablation: the same bytes for the same runs, with neither a clock nor a path in them. */
final class Tables {

    private final Plan plan;
    private final Results results;
    private final Samples samples;
    private final AskedQuestions asked;
    private final List<PlannedRun> missing;
    private final List<Failure> failures;

    /**
     * @param samples of the models; empty where the ablation asks for none
     * @param asked what they were asked; null for nothing
     * @param missing runs that have no result
     * @param failures of the runs that could not be trained or asked
     */
    Tables(
            Plan plan,
            Results results,
            Samples samples,
            AskedQuestions asked,
            List<PlannedRun> missing,
            List<Failure> failures) {
        this.plan = plan;
        this.results = results;
        this.samples = samples;
        this.asked = asked;
        this.missing = missing;
        this.failures = failures;
    }

    void write(Path folder, Output output) throws IOException {
        Files.createDirectories(folder);
        Ablation ablation = plan.ablation();
        Curves curves = new Curves(ablation, results);
        EffectTable effects = new EffectTable(Effect.of(ablation, results));
        DynamicsTable dynamics = new DynamicsTable(Dynamics.of(ablation, results, curves));
        AnswersTable answers = new AnswersTable(Answer.of(ablation, results, samples));
        ClaimsTable claims =
                new ClaimsTable(new Findings(results, new Measurements(results, curves, samples), plan.aliases())
                        .of(ablation.claims()));
        UnlockTable unlocks = new UnlockTable(curves.unlocks());
        List<String> markdown = head(effects);
        section(markdown, claims.markdown(), claims.findings().isEmpty());
        section(markdown, dynamics.markdown(), dynamics.dynamics().isEmpty());
        section(markdown, answers.markdown(), answers.answers().isEmpty());
        section(markdown, unlocks.markdown(), false);
        String plots = new Plots(ablation, curves, samples).write(folder, output);
        AtomicFile.write(folder.resolve("table.md"), lines(markdown) + plots);
        AtomicFile.write(
                folder.resolve("table.tex"),
                lines(new LatexTables(effects, claims, dynamics, answers, unlocks).lines(missing.size())));
        AtomicFile.write(folder.resolve("table.csv"), lines(effects.csv()));
        AtomicFile.write(
                folder.resolve("table.json"), Json.readable(document(effects, dynamics, answers, claims, curves)));
        AtomicFile.write(folder.resolve("curves.csv"), lines(curves.table().csv()));
        AtomicFile.write(folder.resolve("dynamics.csv"), lines(dynamics.csv()));
        claims(folder.resolve("claims.csv"), ablation.claims(), claims);
        AtomicFile.write(folder.resolve("unlocks.csv"), lines(curves.unlockCsv()));
        if (samples.isEmpty()) Files.deleteIfExists(folder.resolve("answers.csv"));
        else AtomicFile.write(folder.resolve("answers.csv"), lines(answers.csv()));
        if (samples.isEmpty()) Files.deleteIfExists(folder.resolve("samples.csv"));
        else
            AtomicFile.write(
                    folder.resolve("samples.csv"), lines(samples.table().csv()));
        effects.text().forEach(output::info);
        dynamics.text().forEach(output::info);
        unlocks.text().forEach(output::info);
        claims.text().forEach(output::info);
        output.info("tables " + folder.resolve("table.md") + ", learning curves " + folder.resolve("curves.csv"));
    }

    private Document document(
            EffectTable effects, DynamicsTable dynamics, AnswersTable answers, ClaimsTable claims, Curves curves) {
        PlannedRun any = plan.runs().get(0);
        return new Document(
                plan.ablation().id(),
                EffectTable.METHOD,
                Student.CONFIDENCE,
                any.run().inputs().validation(),
                any.run().experiment().validation(),
                Document.Declared.of(plan.ablation()),
                plan.aliases(),
                asked,
                effects.effects(),
                dynamics.dynamics(),
                answers.answers(),
                claims.findings(),
                Document.Entry.of(plan.ablation(), results, curves),
                missing.stream().map(PlannedRun::label).toList(),
                failures);
    }

    private List<String> head(EffectTable effects) {
        List<String> lines = new ArrayList<>();
        lines.add("# Ablation " + plan.ablation().id());
        lines.add("");
        Table variants = new Table("variant", "changes");
        for (Variant variant : plan.ablation().variants()) variants.row(variant.id(), variant.changesText());
        plan.aliases().forEach((id, same) -> variants.row(id, "same as " + same));
        lines.addAll(variants.markdown());
        lines.add("");
        lines.addAll(effects.markdown());
        lines.add("");
        lines.add("Held-out problems: SHA-256 "
                + plan.runs().get(0).run().inputs().validation() + ".");
        if (asked != null) {
            lines.add("");
            lines.add(asked.markdown());
        }
        List<PlannedRun> failed = failures.stream().map(Failure::planned).toList();
        List<PlannedRun> left =
                missing.stream().filter(each -> !failed.contains(each)).toList();
        if (!left.isEmpty()) {
            lines.add("");
            lines.add("**Not complete.** Runs without a result:");
            lines.add("");
            for (String each : new RunList(left).lines(": ")) lines.add("- " + each);
        }
        for (Failure each : failures) {
            lines.add("");
            lines.add("**Failed:** " + Markdown.escaped(each.text()));
        }
        return lines;
    }

    private static void section(List<String> lines, List<String> section, boolean empty) {
        if (empty) return;
        lines.add("");
        lines.addAll(section);
    }

    // An ablation that had a study once would else keep its verdicts.
    private static void claims(Path file, List<Claim> declared, ClaimsTable claims) throws IOException {
        if (declared.isEmpty()) Files.deleteIfExists(file);
        else AtomicFile.write(file, lines(claims.csv()));
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
