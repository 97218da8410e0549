package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.fork.InterruptedRunException;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.plan.TeacherSource;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which runs are asked, and when. */
class AskedRunsTest extends EvaluationFixture {

    @Test
    void everyRunIsAskedWhenItIsFinished() throws IOException {
        ablate(false, 2, Request.Resume.AUTO, false);

        assertThat(students.asked).containsExactly("a.base.seed-2 on sums", "a.mixed.seed-2 on sums");
        assertThat(lines)
                .contains("a.mixed seed 2: sums pass@2 by temperature 0.5: 33.3 %, 1: 33.3 %")
                .noneMatch(line -> line.startsWith("asking") || line.startsWith("evaluation"));
        assertThat(target.resolve("eval/a.mixed.seed-2/metrics.json")).exists();
        ablate();
        assertThat(students.asked).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void whatWasInterruptedGoesOn() throws IOException {
        students.stopAfter = 5;
        students.end = new WorkerEnd.Interrupted(5);
        assertThatThrownBy(this::ablate)
                .isInstanceOf(InterruptedRunException.class)
                .hasMessage(
                        "interrupted while asking a.base.seed-2 on sums; 5 responses are there, the next run asks for"
                                + " the rest");
        students.stopAfter = Long.MAX_VALUE;
        students.end = new WorkerEnd.Finished();
        ablate();

        assertThat(started).hasSize(5).doesNotContain("a.base/seed-2");
        assertThat(samples("base,2,sums,0.5,pass@1,")).containsExactly("" + 0.5 / 3);
    }

    @Test
    void aRetrainedModelIsAskedAnewAndThatIsSaid() throws IOException {
        ablate("base");
        students.asked.clear();
        recipe = ", better";
        Files.writeString(desk.traces(), Files.readString(desk.traces()).replace("\"2\"", "\"two\""));
        ablate("base");

        assertThat(students.asked).containsExactly("a.base.seed-2 on sums", "a.base.seed-1 on sums");
        assertThat(lines)
                .anyMatch(line -> line.startsWith(
                        "a.base.seed-2 on sums: model has changed, so all is asked anew; earlier responses stay in "));
    }

    @Test
    void answersOfARunThatIsNotWantedAreUsedIfTheyAreComplete() throws IOException {
        ablate();
        students.asked.clear();
        ablate("base");
        assertThat(students.asked).isEmpty();
        assertThat(samples("mixed,2,")).hasSize(2 * 4);

        temperatures = List.of(0.5, 0.7);
        declare(null);
        ablate("base");
        assertThat(students.asked).containsExactly("a.base.seed-2 on sums", "a.base.seed-1 on sums");
        assertThat(lines)
                .contains(
                        "mixed, seed 2: only 6 of 12 responses to what is asked now are there, and it is not selected;"
                                + " they are left out");
        assertThat(samples("mixed,2,")).isEmpty();
        assertThat(samples("base,2,")).hasSize(2 * 4);
    }

    @Test
    void whenTheTimeIsUpFinishedRunsAreAskedNothingMore() throws IOException {
        AblationEvaluation later = evaluation;
        evaluation = null;
        ablate();
        assertThat(target.resolve("ablate/a/samples.csv")).doesNotExist();
        evaluation = later;
        minutes = 1;
        students.onLaunch = () -> nanoseconds = TimeUnit.MINUTES.toNanos(1);
        ablate();

        assertThat(students.asked).containsExactly("a.base.seed-2 on sums");
        assertThat(lines)
                .contains("ablation a has reached luffy.ablate.maximumMinutes: not yet asked are mixed, seed 2; free,"
                        + " seed 2; base, seed 1; mixed, seed 1; free, seed 1; the next mvn luffy:ablate goes on");
        minutes = null;
        ablate();
        assertThat(students.asked).hasSize(6);
    }

    @Test
    void aDryRunSaysWhatWouldBeAsked() throws IOException {
        ablate(false, 1, Request.Resume.AUTO, false);
        temperatures = List.of(0.5, 0.7);
        declare(new TeacherSource.JsonLines(traces));
        students.asked.clear();
        ablate(true, null, Request.Resume.AUTO, false, "base");

        assertThat(students.asked).isEmpty();
        assertThat(lines)
                .contains(
                        "  every model is asked sums (3 problems, 2 responses each where sampled) at temperatures 0.5,"
                                + " 0.7")
                .anyMatch(line -> line.startsWith("  base, seed 2") && line.endsWith("; 6 of 12 responses to ask"))
                .anyMatch(line ->
                        line.startsWith("  base, seed 1") && line.endsWith("to train; 12 of 12 responses to ask"))
                .anyMatch(line -> line.startsWith("  free, seed 1") && line.endsWith("  not selected"));
    }
}
