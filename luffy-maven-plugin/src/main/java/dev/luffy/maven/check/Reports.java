package dev.luffy.maven.check;

import dev.luffy.maven.console.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is said about the results: lines on the console, a page, lists of problems that changed, JUnit XML. */
final class Reports {

    private final CheckRequest request;
    private final Output output;

    Reports(CheckRequest request, Output output) {
        this.request = request;
        this.output = output;
    }

    /** The file with all problems of a measurement that changed. */
    static Path diff(CheckRequest request, Target target) {
        return request.reports().resolve(target.check().evaluation() + "-" + target.name() + "-diff.md");
    }

    /** Removes what an earlier build said, so that nobody reads it as this one's if this one gets nowhere. */
    void clear() throws IOException {
        Files.deleteIfExists(page());
        Files.deleteIfExists(junit());
    }

    /**
     * Writes the files and prints the results.
     *
     * @param silent results that are told of elsewhere
     */
    void write(List<CheckResult> results, List<CheckResult> silent) throws IOException {
        Replacement files = new Replacement();
        files.put(page(), MarkdownReport.page(results));
        files.put(junit(), JUnitReport.text(results));
        for (Map.Entry<Path, List<CheckResult.Judged>> each : compared(results).entrySet()) {
            files.put(each.getKey(), MarkdownReport.diff(each.getValue()));
        }
        files.write();
        results.stream().filter(each -> !silent.contains(each)).forEach(this::print);
        output.info("report " + page());
    }

    private Path page() {
        return request.reports().resolve("report.md");
    }

    private Path junit() {
        return request.reports().resolve("TEST-luffy-check.xml");
    }

    private Map<Path, List<CheckResult.Judged>> compared(List<CheckResult> results) {
        Map<Path, List<CheckResult.Judged>> compared = new TreeMap<>();
        for (CheckResult each : results) {
            if (each instanceof CheckResult.Judged judged && judged.baseline() != null) {
                compared.computeIfAbsent(diff(request, judged.target()), file -> new ArrayList<>())
                        .add(judged);
            }
        }
        return compared;
    }

    private void print(CheckResult result) {
        List<String> lines = new ArrayList<>();
        for (String line : result.lines()) lines.add("  " + line);
        lines.set(0, (result.passed() ? "held: " : "failed: ") + result.lines().get(0));
        for (String line : lines) {
            if (result.passed() && result.warning().isEmpty()) output.info(line);
            else output.warn(line);
        }
    }
}
