package dev.luffy.maven.check;

import dev.luffy.maven.console.Output;
import java.io.IOException;
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

    void write(List<CheckResult> results) throws IOException {
        Replacement files = new Replacement();
        files.put(request.reports().resolve("report.md"), MarkdownReport.page(results));
        files.put(request.reports().resolve("TEST-luffy-check.xml"), JUnitReport.text(results));
        for (Map.Entry<Path, List<CheckResult.Judged>> each : compared(results).entrySet()) {
            files.put(each.getKey(), MarkdownReport.diff(each.getValue()));
        }
        files.write();
        results.forEach(this::print);
        output.info("report " + request.reports().resolve("report.md"));
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
            if (result.passed()) output.info(line);
            else output.warn(line);
        }
    }
}
