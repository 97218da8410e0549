package dev.luffy.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.console.Output;
import dev.luffy.runtime.experiment.Level;
import dev.luffy.runtime.experiment.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private final Output output = new Output() {
        @Override
        public void info(String line) {
            lines.add(line);
        }

        @Override
        public void warn(String line) {
            throw new AssertionError(line);
        }
    };

    private FinishedRun run(String id, long seed, long correct) {
        Summary summary = new Summary(
                id,
                seed,
                "f".repeat(64),
                10,
                1,
                2,
                List.of(new Level("hard", 0, 100, 100, 3)),
                List.of(new Level("hard", correct, 100, 100, 0)),
                "a".repeat(64));
        return new FinishedRun(folder.resolve(id).resolve("seed-" + seed), summary);
    }

    @Test
    void theTableShowsBeforeAfterAndTheInterval() throws IOException {
        new Report(List.of(run("luffy", 1, 45))).write(folder, output);

        assertThat(lines.get(0)).isEqualTo("experiment  seed  level  before  after   95 % interval  correct");
        assertThat(lines.get(1)).isEqualTo("luffy       1     hard   0.0 %   45.0 %  [35.6, 54.8]   45/100");
        assertThat(lines).anyMatch(line -> line.contains("seed-1/model"));
    }

    @Test
    void experimentsWithTheSameSeedsAreCompared() throws IOException {
        new Report(List.of(
                        run("luffy", 1, 90),
                        run("luffy", 2, 80),
                        run("luffy", 3, 70),
                        run("on-policy", 1, 10),
                        run("on-policy", 2, 20),
                        run("on-policy", 3, 0)))
                .write(folder, output);

        // differences 0.8, 0.6, 0.7: mean 0.7; all one sign, so p = 2/2^3; t = 0.7/(0.1/√3) = 12.124, df 2, p = 0.00673
        assertThat(lines).contains("luffy − on-policy  hard   3      +70.0 points  0.2500       0.0067");
        assertThat(folder.resolve("summary.md")).content().contains("| luffy − on-policy | hard | 3 | +70.0 points |");
    }

    @Test
    void onlySharedSeedsAreCompared() throws IOException {
        new Report(List.of(
                        run("a", 1, 90),
                        run("a", 2, 80),
                        run("a", 7, 0),
                        run("b", 2, 70),
                        run("b", 1, 70),
                        run("b", 9, 99)))
                .write(folder, output);

        // seeds 1 and 2: differences 0.2 and 0.1; all one sign, so p = 2/2^2
        assertThat(lines).anyMatch(line -> line.matches("a − b +hard +2 +\\+15\\.0 points +0\\.5000 .*"));
    }

    @Test
    void otherSeedsOrASingleOneAreNotCompared() throws IOException {
        new Report(List.of(
                        run("a", 1, 9), run("b", 1, 1), run("c", 1, 1), run("c", 2, 1), run("d", 2, 2), run("d", 3, 3)))
                .write(folder, output);

        assertThat(lines).noneMatch(line -> line.contains("−"));
    }

    @Test
    void theSameRunsGiveTheSameBytes() throws IOException {
        List<FinishedRun> runs = List.of(run("a", 1, 9), run("a", 2, 8), run("b", 1, 1), run("b", 2, 1));
        new Report(runs).write(folder, output);
        byte[] markdown = Files.readAllBytes(folder.resolve("summary.md"));
        byte[] json = Files.readAllBytes(folder.resolve("summary.json"));
        new Report(runs).write(folder, output);

        assertThat(folder.resolve("summary.md")).hasBinaryContent(markdown);
        assertThat(folder.resolve("summary.json")).hasBinaryContent(json);
        assertThat(new String(markdown, java.nio.charset.StandardCharsets.UTF_8))
                .contains("| a | 1 | 10 | 1 | 2 | a/seed-1 |")
                .doesNotContain(folder.toString());
    }

    @Test
    void withoutValidationThereAreOnlyPlaces() throws IOException {
        Summary bare = new Summary("x", 1, "f", 1, 0, 0, List.of(), List.of(), "a");
        new Report(List.of(new FinishedRun(folder.resolve("x"), bare))).write(folder, output);

        assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("model ") || line.startsWith("summary "));
    }

    @Test
    void severalResponsesToAProblemDoNotNarrowTheInterval() {
        assertThat(Uncertainty.of(new Level("x", 160, 320, 10, 0)))
                .isEqualTo(Uncertainty.of(new Level("x", 5, 10, 10, 0)));
    }

    @Test
    void equalExperimentsDifferByChance() throws IOException {
        new Report(List.of(run("a", 1, 9), run("a", 2, 9), run("b", 1, 9), run("b", 2, 9))).write(folder, output);

        assertThat(lines).anyMatch(line -> line.startsWith("a − b") && line.endsWith("1.0000       1.0000"));
    }
}
