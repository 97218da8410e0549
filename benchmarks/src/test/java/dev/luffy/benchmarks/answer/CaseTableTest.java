package dev.luffy.benchmarks.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Scores the labelled cases of published graders, one policy per file, and compares the outcome with the table in
 * docs/verifier-cases.md. To write the table anew: {@code mvn -pl benchmarks test -Dtest=CaseTableTest -Dluffy.regenerate}
 */
class CaseTableTest {

    private static final Path TABLE = Path.of("..", "docs", "verifier-cases.md");

    /** Rows that count as equal here and not there, each by a written policy of ours. */
    private static final Map<String, String> KNOWN_FALSE_POSITIVES = Map.of(
            "mario-eval:33", "a unit may stand beside its number without a space",
            "slime:17", "a fraction that is not reduced is the same number");

    private final Map<String, List<LabelledCase>> cases = new LinkedHashMap<>();
    private final Map<LabelledCase, Verdict> verdicts = new LinkedHashMap<>();

    CaseTableTest() {
        for (String file : LabelledCase.POLICIES.keySet()) {
            cases.put(file, LabelledCase.read(file));
            cases.get(file).forEach(row -> verdicts.put(row, row.verdict()));
        }
    }

    @Test
    void theVerdictsAgreeWithTheLabelsOnNinetySevenInAHundred() {
        assertThat(verdicts).hasSize(469);
        assertThat(share(new ArrayList<>(verdicts.keySet()))).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void theyAgreeOnTheLargestFileAlone() {
        assertThat(share(cases.get("math-verify"))).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void noWrongAnswerCountsAsRightOutsideOfTheWrittenPolicies() {
        Set<String> found = new TreeSet<>();
        verdicts.forEach((row, verdict) -> {
            if (!row.label() && !row.right(verdict)) {
                found.add(row.file() + ":" + row.line());
            }
        });
        assertThat(found).isEqualTo(new TreeSet<>(KNOWN_FALSE_POSITIVES.keySet()));
    }

    @Test
    void theTableIsTheOneInTheDocumentation() throws IOException {
        String table = table();
        if (System.getProperty("luffy.regenerate") != null) {
            Path written = Files.createTempFile(TABLE.getParent(), "verifier-cases", ".tmp");
            Files.writeString(written, table, StandardCharsets.UTF_8);
            Files.move(written, TABLE, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        assertThat(Files.readString(TABLE, StandardCharsets.UTF_8))
                .as("docs/verifier-cases.md; write it anew with -Dluffy.regenerate and read the difference")
                .isEqualTo(table);
    }

    private double share(List<LabelledCase> rows) {
        return rows.stream().filter(row -> row.right(verdicts.get(row))).count() / (double) rows.size();
    }

    private String table() {
        StringBuilder text = new StringBuilder("""
                # The labelled cases of published graders, scored

                Written by `mvn -pl benchmarks test -Dtest=CaseTableTest -Dluffy.regenerate`; the test fails where this file
                differs from what the code does. The rows, their sources and licences are in
                `benchmarks/src/test/resources/dev/luffy/benchmarks/answer/cases`. Each file is scored under one policy of
                [verifier.md](verifier.md), with the options that a row itself names.

                | file | policy | rows | as labelled | wrong taken for right | right taken for wrong |
                |---|---|--:|--:|--:|--:|
                """);
        int[] sums = new int[4];
        cases.forEach((file, rows) -> {
            int right = (int)
                    rows.stream().filter(row -> row.right(verdicts.get(row))).count();
            int falsePositives = (int) rows.stream()
                    .filter(row -> !row.label() && !row.right(verdicts.get(row)))
                    .count();
            int[] line = {rows.size(), right, falsePositives, rows.size() - right - falsePositives};
            for (int i = 0; i < line.length; i++) {
                sums[i] += line[i];
            }
            text.append("| %s | `%s` | %d | %d | %d | %d |\n"
                    .formatted(file, LabelledCase.POLICIES.get(file), line[0], line[1], line[2], line[3]));
        });
        text.append("| all | | %d | %d | %d | %d |\n\n".formatted(sums[0], sums[1], sums[2], sums[3]));
        text.append(
                "## Rows decided otherwise\n\n| row | gold | response | label | found | why |\n|---|---|---|---|---|---|\n");
        verdicts.forEach((row, verdict) -> {
            if (!row.right(verdict)) {
                String known = KNOWN_FALSE_POSITIVES.get(row.file() + ":" + row.line());
                text.append("| %s:%d | %s | %s | %s | %s | %s |\n"
                        .formatted(
                                row.file(),
                                row.line(),
                                cell(row.gold()),
                                cell(row.response()),
                                row.label() ? "equal" : "not equal",
                                verdict.status(),
                                known == null ? cell(verdict.reason()) : known));
            }
        });
        return text.toString();
    }

    private static String cell(String text) {
        String line = text.replace("\n", " ").replace("|", "\\|").replace("`", "'");
        return line.isEmpty()
                ? "(empty)"
                : "`" + (line.length() > 90 ? "…" + line.substring(line.length() - 90) : line) + "`";
    }
}
