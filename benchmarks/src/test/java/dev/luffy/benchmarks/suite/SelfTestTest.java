package dev.luffy.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.problem.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golds of files that people really have, where they are at hand: every one equals itself but for those named here. */
class SelfTestTest {

    /** The numbers of docs/benchmarks.md. */
    private static final Path REPORT = Path.of("target/self-test.txt");

    @ParameterizedTest
    @CsvSource({
        "deepscaler/aime.json, math, 1.0, ''",
        "deepscaler/amc.json, math, 1.0, ''",
        "deepscaler/math.json, math, 0.995, ''",
        "deepscaler/minerva.json, minerva, 0.995, ''",
        "deepscaler/olympiad_bench.json, olympiadbench, 0.995, ''",
        "deepscaler/olympiad_bench.json, math, 0.995, ''",
        "qwen2.5-math/aime24.jsonl, math, 1.0, ''",
        "qwen2.5-math/amc23.jsonl, math, 1.0, ''",
        "qwen2.5-math/minerva_math.jsonl, minerva, 0.995, ''",
        "luffy/valid.all.parquet, math, 1.0, aime",
        "luffy/valid.all.parquet, math, 1.0, aime25",
        "luffy/valid.all.parquet, math, 1.0, amc",
        "luffy/valid.all.parquet, math, 0.995, math",
        "luffy/valid.all.parquet, minerva, 0.995, minerva",
        "luffy/valid.all.parquet, olympiadbench, 0.995, olympiad_bench",
        "luffy/valid.arc_c.parquet, choice, 1.0, ''"
    })
    void goldsEqualThemselves(String name, String policy, double share, String source) throws IOException {
        Layout layout = source.isEmpty() ? Layout.detected() : Layout.detected().only("data_source", source);
        Definition definition =
                new Definition("real", 1, layout, "{problem}", null, Policy.named(policy), List.of("pass@1"), 0);

        Benchmark benchmark = Benchmark.load(definition, shared(name));

        int all = benchmark.problems().size() + benchmark.unusable().size();
        StringBuilder report = new StringBuilder();
        report.append(name)
                .append(' ')
                .append(source)
                .append(' ')
                .append(policy)
                .append(' ');
        report.append(benchmark.problems().size()).append(" of ").append(all).append('\n');
        benchmark
                .unusable()
                .forEach(unusable -> report.append("  ").append(unusable).append('\n'));
        write(report);
        assertThat(benchmark.problems().size()).as(report.toString()).isGreaterThanOrEqualTo((int)
                Math.ceil(share * all));
    }

    @BeforeAll
    static void startAnew() throws IOException {
        Files.deleteIfExists(REPORT);
    }

    private static void write(StringBuilder report) throws IOException {
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, report, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Beside the checkout, or beside a folder that it is in. */
    private static Path shared(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("shared/benchmarks"))) {
            folder = folder.getParent();
        }
        Path found = folder;
        assumeTrue(found != null, "the folder shared/benchmarks is not here");
        return found.resolve("shared/benchmarks").resolve(name);
    }
}
