package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.eval.Questions;
import dev.luffy.maven.plan.TeacherSource;
import dev.luffy.maven.result.MetricsFile;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Json;
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
                        "\"problems\" : 3",
                        "\"problemsSha256\" : \"" + problems + "\"",
                        "\"samples\" : 2",
                        "\"maximumTokens\" : [ 8 ]",
                        "\"sha256\" : \"" + InputDigest.ofFile(traces) + "\"",
                        "\"temperatures\" : [ 0.5, 1.0 ]")
                .doesNotContain(folder.toString());
    }

    @Test
    void tokensThatNobodyDeclaredAreThoseThatWereUsed() throws IOException {
        tokens = 0;
        declare(null);
        ablate("base");

        String used = MetricsFile.read(target.resolve("eval/a.base.seed-2/metrics.json"))
                .results()
                .get(0)
                .measurement()
                .keys()
                .get("decoding.maximumTokens");
        assertThat(table("table.json"))
                .contains("\"maximumTokens\" : [ " + used + " ]")
                .doesNotContain("teacher");
        assertThat(table("table.md")).contains("at temperatures 0.5, 1, of at most " + used + " tokens.\n");
    }

    @Test
    void aBuiltInTeacherIsNamed() throws IOException {
        AskedQuestions asked = AskedQuestions.of(
                List.of(new Questions("b_1", "f00", List.of(), 4, 8)),
                List.of(0.0),
                List.of(),
                Teacher.identity(new TeacherSource.Builtin("aime")));

        assertThat(asked.markdown())
                .isEqualTo("Asked after training: b\\_1 (0 problems, SHA-256 f00, 4 responses each where sampled), at"
                        + " temperatures 0. Teacher: aime.");
        assertThat(Json.readable(asked)).contains("\"builtin\" : \"aime\"").doesNotContain("\"sha256\"");
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
            assertThat(files)
                    .extracting(path -> path.getFileName().toString())
                    .noneMatch(name -> name.endsWith(".tmp"));
        }
    }
}
