package dev.luffy.maven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.maven.console.RecordedOutput;
import dev.luffy.maven.input.Desk;
import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.Length;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.PlanText;
import dev.luffy.maven.plan.Plans;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.Run;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.plan.Workspace;
import dev.luffy.runtime.experiment.Data;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Filter;
import dev.luffy.runtime.experiment.Filter.Treatment;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training data in other layouts than this project's own, from the declaration to the plan. */
class DataPlanTest {

    private static final Path PARQUET =
            Path.of("../benchmarks/src/test/fixtures/luffy-training.parquet").toAbsolutePath();
    private static final Filter MISSING = new Filter(
            null, null, Treatment.REFUSE, Treatment.REFUSE, Treatment.WARN, Treatment.DROP, Treatment.REFUSE);

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void prepare() throws IOException {
        desk = new Desk(folder);
        Files.writeString(desk.model().resolve("model.safetensors"), "weights");
    }

    private Run plan(ProblemSource problems, ProblemSource traces, Method method, Filter filter) throws IOException {
        Experiment any = Plans.experiment("x", 1);
        Experiment run = new Experiment(
                any.id(),
                any.initialWeights(),
                any.template(),
                any.reward(),
                method,
                any.rollout(),
                any.optimizer(),
                any.schedule(),
                any.budget(),
                null,
                any.seed(),
                null,
                null,
                null,
                Data.of(null, filter));
        Declaration declaration = new Declaration(
                List.of(run), Length.IN_STEPS, new ModelSource.Folder(desk.model()), problems, traces, null);
        Workspace workspace = new Workspace(folder.resolve("target"), folder.resolve(".luffy"));
        return new Training((planned, request, listener) -> null, () -> null, new RecordedOutput())
                .plan(new TrainRequest(List.of(declaration), workspace, "1", Request.Resume.AUTO, true))
                .get(0);
    }

    private Run plan(ProblemSource problems, ProblemSource traces) throws IOException {
        return plan(problems, traces, Plans.experiment("x", 1).method(), null);
    }

    private static ProblemSource file(Path path) {
        return new ProblemSource.JsonLines(path);
    }

    private static Method onPolicy() {
        return Preset.ON_POLICY.method(Method.Source.PAPER, 8);
    }

    @Test
    void aParquetFileOfLuffysNeedsNothingButItsName() throws IOException {
        Run run = plan(file(PARQUET), null);

        assertThat(run.experiment().data())
                .isEqualTo(new Data(Layout.named("luffy-training").in(Layout.Format.PARQUET), null));
        assertThat(run.inputs().problems()).isEqualTo(InputDigest.ofFile(PARQUET));
        assertThat(run.inputs().traces()).isNull();
        assertThat(run.paths().traces()).isNull();
        assertThat(run.paths().prepared())
                .isEqualTo(folder.resolve(".luffy/prepared").toString());
        assertThat(PlanText.of(run))
                .contains("  data        10 rows are 9 problems; their traces are counted when training starts")
                .anyMatch(line -> line.contains("9 problems, traces in their rows, 0 validation problems"));
    }

    @Test
    void whatNeedsTheTokenizerIsSaidToBeCountedLater() throws IOException {
        assertThat(PlanText.of(plan(file(PARQUET), null, onPolicy(), MISSING)))
                .contains(
                        "  data        10 rows are 9 problems; what the filter keeps is counted when training starts");
        assertThat(PlanText.of(plan(file(PARQUET), null, onPolicy(), null)))
                .contains("  data        10 rows are 9 problems")
                .anyMatch(line -> line.contains("9 problems, 0 traces"));
    }

    @Test
    void ownLinesKeepTheirPlanAndFingerprint() throws IOException {
        Run run = plan(file(desk.problems()), file(desk.traces()));

        assertThat(run.experiment().data()).isNull();
        assertThat(PlanText.of(run)).noneMatch(line -> line.startsWith("  data "));
        assertThat(run.fingerprint())
                .isEqualTo(plan(new ProblemSource.Rows(desk.problems(), Layout.detected(), false), file(desk.traces()))
                        .fingerprint());
    }

    @Test
    void aLayoutOrAFilterChangesTheFingerprint() throws IOException {
        String plain = plan(file(PARQUET), null).fingerprint().sha256();
        Layout other = Layout.named("luffy-training").with("id", "extra_info.index");
        Run named = plan(new ProblemSource.Rows(PARQUET, other, true), null);
        Run filtered = plan(file(PARQUET), null, Plans.experiment("x", 1).method(), MISSING);

        assertThat(List.of(
                        plain,
                        named.fingerprint().sha256(),
                        filtered.fingerprint().sha256()))
                .doesNotHaveDuplicates();
        assertThat(plan(new ProblemSource.Rows(PARQUET, Layout.named("luffy-training"), true), null)
                        .fingerprint()
                        .sha256())
                .as("what is found is what would have been declared")
                .isEqualTo(plain);
    }

    @Test
    void problemsWithoutATraceInTheirOwnFileAreRefusedOrCounted() throws IOException {
        Files.writeString(desk.traces(), "{\"problemId\": \"a\", \"text\": \"2\"}\n");
        Method luffy = Plans.experiment("x", 1).method();

        assertThatThrownBy(() -> plan(file(desk.problems()), file(desk.traces())))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("has no trace of problem b (1 of 2 problems have none)")
                .hasMessageContaining("<missingTraces>DROP");
        assertThat(PlanText.of(plan(file(desk.problems()), file(desk.traces()), luffy, MISSING)))
                .contains(
                        "  data        2 rows are 2 problems, 1 of them without a trace; what the filter keeps is counted"
                                + " when training starts");
    }

    @Test
    void tracesThatAreNowhereAreMissedWithTheFieldsThatAreThere() {
        Path evaluation =
                Path.of("../benchmarks/src/test/fixtures/luffy.parquet").toAbsolutePath();
        assertThatThrownBy(() -> plan(file(evaluation), null))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith(
                        "<experiment id=x><traces> is nothing, but a method with off-policy rows learns from"
                                + " them and the rows of " + evaluation
                                + " have no target, only the fields data_source, prompt,"
                                + " ability, reward_model, extra_info: declare a <file> or <builtin>, or where in the rows they"
                                + " are by <data><fields><target>");
        assertThatThrownBy(() -> plan(file(desk.problems()), null))
                .hasMessageStartingWith(
                        "<experiment id=x><traces> is nothing, but a method with off-policy rows learns from"
                                + " them and the rows of " + desk.problems()
                                + " are this project's own, which have none: declare");
        assertThatThrownBy(() -> plan(file(evaluation), null, onPolicy(), MISSING))
                .hasMessageStartingWith("<experiment id=x><traces> is nothing, but <data><filter> looks at them and");
    }

    @Test
    void tracesInTwoPlacesAreRefused() {
        assertThatThrownBy(() -> plan(file(PARQUET), file(desk.traces())))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith(
                        "<experiment id=x><traces> is declared, but the rows of <data> have the teacher's"
                                + " responses too, at target. Leave <traces> out");
    }

    @Test
    void aFileThatCannotBeReadIsNamedByItsElement() throws IOException {
        Path cut = folder.resolve("cut.parquet");
        byte[] whole = Files.readAllBytes(PARQUET);
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> plan(file(cut), null))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith(
                        "<experiment id=x><data>: " + cut + ": this is no Parquet file, or it is cut off");
        assertThatThrownBy(() -> plan(file(folder.resolve("no.parquet")), null))
                .hasMessage(
                        "<experiment id=x><data> is " + folder.resolve("no.parquet") + ", but there is no such file");
        Path other = Files.writeString(folder.resolve("other.jsonl"), "{\"x\": 1, \"y\": 2}\n");
        assertThatThrownBy(() -> plan(file(other), null))
                .hasMessageContaining("no known layout fits; the first row has the fields \"x\", \"y\"");
        assertThatThrownBy(() -> plan(
                        new ProblemSource.Rows(
                                PARQUET, Layout.named("luffy-training").with("answer", "gold"), true),
                        null))
                .hasMessageContaining("luffy-training.parquet:1: the answer is missing: nothing is at \"gold\"")
                .hasMessageContaining("\"reward_model\", \"extra_info\"");
    }

    @Test
    void aParquetFileWithoutTheExpectedColumnsIsNamedWithThoseThatItHasAndTheFix() {
        Path other = PARQUET.resolveSibling("types-snappy.parquet");
        assertThatThrownBy(() -> plan(file(other), null))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("<experiment id=x><data>: " + other
                        + ": no known layout fits; the first row has the fields \"text\", ")
                .hasMessageContaining(". Declare where the parts of a problem are, or one of the layouts ");
        assertThatThrownBy(() -> plan(new ProblemSource.Rows(other, Layout.named("luffy-training"), true), null))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith(
                        "<experiment id=x><data>: " + other
                                + ":1: the problem is missing: nothing is at \"prompt[role=user].content\"; the row has the fields")
                .hasMessageEndingWith(". Correct the path of the problem, or the row.");
    }
}
