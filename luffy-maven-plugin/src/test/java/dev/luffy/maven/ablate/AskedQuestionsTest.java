package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.plan.TeacherSource;
import dev.luffy.maven.result.MetricsFile;
import dev.luffy.runtime.experiment.InputDigest;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the tables say of what models were asked. */
class AskedQuestionsTest extends EvaluationFixture {

    @Test
    void theTablesNameProblemsTemperaturesSamplesTokensAndTeacher() throws IOException {
        declare(new TeacherSource.JsonLines(traces));
        ablate("base");

        String problems = MetricsFile.read(target.resolve("eval/a.base.seed-2/metrics.json"))
                .results()
                .get(0)
                .measurement()
                .keys()
                .get("problems.sha256");
        assertThat(problems).hasSize(64);
        assertThat(table("table.md"))
                .contains("Asked after training: sums (3 problems, SHA-256 " + problems + ", 2 responses each where"
                        + " sampled), at temperatures 0.5, 1, of at most 8 tokens. Teacher: SHA-256 "
                        + InputDigest.ofFile(traces) + ".\n");
        assertThat(table("table.json"))
                .containsSubsequence(
                        "\"asked\" : {",
                        "\"benchmark\" : \"sums\"",
                        "\"problemsSha256\" : \"" + problems + "\"",
                        "\"problems\" : 3",
                        "\"samples\" : 2",
                        "\"temperatures\" : [ 0.5, 1.0 ]",
                        "\"maximumTokens\" : [ 8 ]",
                        "\"sha256\" : \"" + InputDigest.ofFile(traces) + "\"")
                .doesNotContain(folder.toString());
    }

    @Test
    void theBuiltInTeacherIsNamedAndTokensThatNobodyDeclaredAreThoseThatWereUsed() throws IOException {
        on = List.of("aime");
        tokens = 0;
        declare(new TeacherSource.Builtin("aime"));
        ablate("base");

        int used = Integer.parseInt(MetricsFile.read(target.resolve("eval/a.base.seed-2/metrics.json"))
                .results()
                .get(0)
                .measurement()
                .keys()
                .get("decoding.maximumTokens"));
        assertThat(table("table.json")).contains("\"maximumTokens\" : [ " + used + " ]", "\"builtin\" : \"aime\"");
        assertThat(table("table.md")).contains("of at most " + used + " tokens. Teacher: aime.\n");
    }

    @Test
    void whereNothingIsAskedNothingIsSaid() throws IOException {
        evaluation = null;
        ablate("base");

        assertThat(table("table.md")).doesNotContain("Asked after training");
        assertThat(table("table.json")).doesNotContain("asked");
    }

    @Test
    void aTableThatCannotBeReplacedLeavesNoHalfOfItBehind() throws IOException {
        Files.createDirectories(file("table.md/in-the-way"));

        assertThatThrownBy(() -> ablate("base")).hasRootCauseInstanceOf(FileSystemException.class);
        try (Stream<Path> files = Files.list(target.resolve("ablate/a"))) {
            assertThat(files).extracting(path -> path.getFileName().toString()).noneMatch(name -> name.endsWith(".tmp"));
        }
    }
}
