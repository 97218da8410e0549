package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.benchmarks.suite.Definition;
import dev.luffy.maven.eval.Evaluating;
import dev.luffy.maven.fork.InterruptedRunException;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.input.BenchmarkFiles;
import dev.luffy.maven.plan.BenchmarkSource;
import dev.luffy.maven.plan.DeclaredBenchmark;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.plan.TeacherSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three problems, two responses each, asked of every run's model by the evaluation that luffy:eval uses. */
class AblationEvaluationTest extends AblationFixture {

    private final FakeStudents students = new FakeStudents();
    private List<String> on = List.of("sums");
    private List<Double> temperatures = List.of(0.5, 1.0);
    private List<String> metrics = List.of();
    private Path sums;
    private Path traces;

    @BeforeEach
    void ask() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            text.append("{\"id\": \"p" + i + "\", \"problem\": \"q" + i + "\", \"answer\": \"2" + i + "\"}\n");
        }
        sums = Files.writeString(folder.resolve("sums.jsonl"), text);
        traces = Files.writeString(
                folder.resolve("solved.jsonl"), "{\"problemId\": \"p0\", \"text\": \"\\\\boxed{20}\"}\n");
        declare(null);
    }

    private void declare(TeacherSource teacher) {
        evaluation = new AblationEvaluation(
                new DeclaredEvaluation(
                        "a.base.seed-2",
                        new ModelUnderTest.Trained("a.base", 2),
                        on,
                        2,
                        temperatures,
                        1,
                        0,
                        8,
                        1,
                        0.95,
                        1,
                        4),
                teacher);
    }

    @Override
    Asking asking() {
        BenchmarkFiles files =
                new BenchmarkFiles(folder.resolve("builtin"), folder.resolve("cache"), each -> null, true);
        Evaluating evaluating =
                new Evaluating(students, endpoint -> null, files, () -> null, EvaluatedModels.warningsOf(this));
        List<DeclaredBenchmark> all = List.of(benchmark("sums"), benchmark("again"));
        return new EvaluatedModels(evaluating, all, List.of("sums"), workspace(), "1");
    }

    private DeclaredBenchmark benchmark(String id) {
        return new DeclaredBenchmark(
                new Definition(id, 1, Layout.named("math"), "{problem}", null, Policy.named("math"), metrics, 0),
                new BenchmarkSource.LocalFile(sums, null));
    }

    private List<String> samples(String start) throws IOException {
        return table("samples.csv")
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

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
    void numbersStandInTheirOrderWithEveryDigit() throws IOException {
        on = List.of("again", "sums");
        temperatures = List.of(1.0, 0.0);
        declare(new TeacherSource.JsonLines(traces));
        ablate("base");

        assertThat(table("samples.csv")).startsWith("variant,seed,benchmark,temperature,metric,value\n");
        // Of p0 one of two responses is right; of p1 and p2 none. \boxed{9} is two edits from \boxed{20}, of ten
        // letters.
        assertThat(samples("base,2,"))
                .containsExactly(
                        "again,1.0,pass@1," + 0.5 / 3,
                        "again,1.0,pass@2," + 1.0 / 3,
                        "again,1.0,truncated," + 1.0 / 3,
                        "again,1.0,tokens,3.5",
                        "again,1.0,similarity,0.9",
                        "again,0.0,pass@1,0.0",
                        "again,0.0,truncated," + 1.0 / 3,
                        "again,0.0,tokens,3.0",
                        "again,0.0,similarity,0.8",
                        "sums,1.0,pass@1," + 0.5 / 3,
                        "sums,1.0,pass@2," + 1.0 / 3,
                        "sums,1.0,truncated," + 1.0 / 3,
                        "sums,1.0,tokens,3.5",
                        "sums,1.0,similarity,0.9",
                        "sums,0.0,pass@1,0.0",
                        "sums,0.0,truncated," + 1.0 / 3,
                        "sums,0.0,tokens,3.0",
                        "sums,0.0,similarity,0.8");
        assertThat(lines)
                .contains("a.base seed 2: again pass@2 by temperature 1: 33.3 %; again pass@1 by temperature 0: 0.0 %;"
                        + " sums pass@2 by temperature 1: 33.3 %; sums pass@1 by temperature 0: 0.0 %")
                .contains(
                        "<ablation id=a><teacher> has traces of 1 of 3 problems of sums: similarity is over those alone");
    }

    @Test
    void passAtOneAndAtAllSamplesAreThereWhateverTheBenchmarkDeclares() throws IOException {
        metrics = List.of("maj@2");
        ablate("base");

        assertThat(samples("base,1,sums,0.5,"))
                .extracting(line -> line.split(",")[0])
                .containsExactly("pass@1", "pass@2", "truncated", "tokens");
    }

    @Test
    void aSecondCallStartsNoWorkerAndWritesTheSameBytes() throws IOException {
        declare(new TeacherSource.JsonLines(traces));
        ablate();
        String first = table("samples.csv");
        students.asked.clear();
        ablate();

        assertThat(students.asked).isEmpty();
        assertThat(table("samples.csv")).isEqualTo(first);
        assertThat(first.lines()).hasSize(1 + 6 * 2 * 5);
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

    @Test
    void whatIsWrongIsSaidBeforeAnythingTrains() {
        on = List.of("other");
        declare(null);
        assertThatThrownBy(this::ablate)
                .isInstanceOf(UserErrorException.class)
                .hasMessage(
                        "<ablation id=a><evaluation><on> names other, but the benchmarks are [sums, again]: declare a"
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
                .hasMessage("<ablation id=a><teacher><builtin> is gsm, but must be one of aime");
        assertThat(started).isEmpty();
    }

    @Test
    void whatAWorkerRefusesIsNamedAtTheRun() {
        students.end = new WorkerEnd.UserError("the prompt is too long");
        assertThatThrownBy(this::ablate)
                .hasMessage("<ablation id=a><evaluation> of base, seed 2: the prompt is too long");
    }
}
