package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.plan.TeacherSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with an evaluation, said at its element. */
class RefusedEvaluationTest extends EvaluationFixture {

    @Test
    void whatIsWrongIsSaidBeforeAnythingTrains() {
        on = List.of("other");
        declare(null);
        assertThatThrownBy(this::ablate)
                .isInstanceOf(UserErrorException.class)
                .hasMessage(
                        "<ablation id=a><evaluation><on> names other, but the benchmarks are [sums, again, aime]: declare a"
                                + " <benchmark> of that id");
        on = List.of("sums");
        metrics = List.of("pass@4");
        declare(null);
        assertThatThrownBy(this::ablate)
                .hasMessage("<benchmark id=sums><metrics> is pass@4, which needs 4 responses a problem, but <ablation"
                        + " id=a><evaluation> asks for 2: raise <samples> to 4 or lower the metric's number");
        assertThat(started).isEmpty();
    }

    @Test
    void aTeacherWithoutATraceOfWhatIsAskedIsRefused() {
        for (TeacherSource teacher :
                List.of(new TeacherSource.JsonLines(desk.traces()), new TeacherSource.Builtin("aime"))) {
            declare(teacher);
            assertThatThrownBy(this::ablate)
                    .hasMessage("<ablation id=a><teacher> has no trace of any problem of sums: name a file whose"
                            + " problemId are ids of its problems, or leave <teacher> out");
        }
        declare(new TeacherSource.JsonLines(folder.resolve("none.jsonl")));
        assertThatThrownBy(this::ablate)
                .hasMessage(
                        "<ablation id=a><teacher> is " + folder.resolve("none.jsonl") + ", but there is no such file");
        declare(new TeacherSource.Builtin("gsm"));
        assertThatThrownBy(this::ablate)
                .hasMessage("<ablation id=a><teacher><builtin> is gsm, but must be one of aime, aime-verbose");
        assertThat(started).isEmpty();
    }

    @Test
    void theBuiltInTeacherHasSolvedTheBuiltInProblemsAlone() throws IOException {
        on = List.of("aime", "sums");
        declare(new TeacherSource.Builtin("aime"));
        ablate(true, null, Request.Resume.AUTO, false);

        assertThat(lines)
                .filteredOn(line -> line.contains("<teacher>"))
                .containsExactly(
                        "<ablation id=a><teacher> has traces of 0 of 3 problems of sums: it has no similarity");
        assertThat(lines).anyMatch(line -> line.startsWith("  every model is asked aime (5 problems,"));
    }
}
