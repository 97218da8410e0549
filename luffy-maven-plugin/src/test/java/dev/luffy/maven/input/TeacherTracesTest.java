package dev.luffy.maven.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.aime.AimeStyle;
import dev.luffy.benchmarks.aime.Split;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.maven.plan.TeacherSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeacherTracesTest {

    private static Problem problem(String id) {
        return new Problem(id, "1+1=", "2", "", "");
    }

    @Test
    void aFileHasTracesOfTheAskedProblemsInItsOrder(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("t.jsonl"), """
                {"problemId": "a", "text": "two"}
                {"problemId": "x", "text": "ten"}
                {"problemId": "a", "text": "2"}
                """);
        assertThat(TeacherTraces.of(new TeacherSource.JsonLines(file), List.of(problem("a"), problem("b"))))
                .isEqualTo(Map.of("a", List.of("two", "2")));
    }

    @Test
    void theSolverAnswersBuiltInProblemsAndNoOthers() throws IOException {
        Problem hard = AimeStyle.problems(Split.TEST, "hard", 1).get(0);

        assertThat(TeacherTraces.of(new TeacherSource.Builtin("aime"), List.of(problem("a"), hard)))
                .isEqualTo(Map.of(hard.id(), List.of(AimeStyle.expertTrace(hard).text())));
    }
}
