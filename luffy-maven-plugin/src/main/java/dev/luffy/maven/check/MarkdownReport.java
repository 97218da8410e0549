package dev.luffy.maven.check;

import dev.luffy.benchmarks.gate.Finding;
import dev.luffy.maven.report.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results for people: a page that a CI server may append to its summary, and lists of the problems that changed. */
final class MarkdownReport {

    private MarkdownReport() {}

    /** {@code report.md}: first what failed or is to be warned of, then a row per limit. */
    static String page(List<CheckResult> results) {
        List<String> lines = new ArrayList<>();
        lines.add("# Accuracy gates");
        lines.add("");
        long failed = results.stream().filter(each -> !each.passed()).count();
        lines.add(
                failed == 0
                        ? "All " + results.size() + " held."
                        : "**" + failed + " of " + results.size() + " failed.**");
        lines.add("");
        for (CheckResult each : results) {
            if (each.passed() && each.warning().isEmpty()) continue;
            for (String line : each.lines()) {
                lines.add((line.equals(each.lines().get(0)) ? "- " : "  - ") + Markdown.escaped(line));
            }
        }
        if (!lines.get(lines.size() - 1).isEmpty()) lines.add("");
        lines.add("| | evaluation | benchmark | limit | now | baseline | p | p (Holm) | minimum detectable drop |");
        lines.add("|" + " --- |".repeat(9));
        for (CheckResult each : results) lines.add(row(each));
        lines.add("");
        return String.join("\n", lines);
    }

    private static String row(CheckResult result) {
        List<String> cells = new ArrayList<>();
        cells.add(result.passed() ? "held" : "**failed**");
        cells.add(result.check().evaluation());
        cells.add(result.check().benchmark());
        cells.add(result.name());
        if (result instanceof CheckResult.Judged judged) {
            Finding finding = judged.finding();
            cells.add(share(judged.target().value(judged.target().measurement())));
            cells.add(judged.baseline() == null ? "" : share(judged.target().value(judged.baseline())));
            cells.add(probability(finding.pValue()));
            cells.add(probability(finding.adjustedPValue()));
            cells.add(share(finding.minimumDetectableDrop()));
        } else {
            cells.addAll(List.of("", "", "", "", ""));
        }
        return "| "
                + String.join(" | ", cells.stream().map(MarkdownReport::cell).toList()) + " |";
    }

    /** The problems that changed between a baseline and now, for every limit that looked at them. */
    static String diff(List<CheckResult.Judged> results) {
        CheckResult.Judged first = results.get(0);
        List<String> lines = new ArrayList<>();
        lines.add("# "
                + Markdown.escaped(
                        first.check().evaluation() + ", " + first.target().name()) + ": what changed");
        lines.add("");
        for (CheckResult.Judged each : results) {
            lines.add("## " + Markdown.escaped(each.name()));
            lines.add("");
            lines.add(Markdown.escaped(each.lines().get(0)));
            lines.add("");
            list(lines, "newly wrong", each.finding().newlyWrong());
            list(lines, "newly right", each.finding().newlyRight());
            if (each.finding().limit().equals("maximumNewFailures")) {
                list(lines, "otherwise changed", each.finding().otherwiseChanged());
            }
        }
        return String.join("\n", lines);
    }

    private static void list(List<String> lines, String what, List<String> ids) {
        lines.add("### " + what + ": " + ids.size());
        lines.add("");
        for (String id : ids) lines.add("- " + Markdown.escaped(id));
        if (!ids.isEmpty()) lines.add("");
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String probability(double p) {
        if (Double.isNaN(p)) return "";
        return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    // "**failed**" is ours; everything else may hold what a data set chose to call its problems.
    private static String cell(String text) {
        return text.equals("**failed**") ? text : Markdown.escaped(text);
    }
}
