package dev.luffy.benchmarks.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that people really have, where they are at hand; see {@link LayoutTest} for imitations that always run. */
class SharedBenchmarksTest {

    @ParameterizedTest
    @CsvSource({
        "deepscaler/aime.json, deepscaler, 30",
        "deepscaler/amc.json, deepscaler, 83",
        "deepscaler/math.json, deepscaler, 500",
        "deepscaler/minerva.json, deepscaler, 272",
        "deepscaler/olympiad_bench.json, deepscaler, 675",
        "qwen2.5-math/aime24.jsonl, qwen-math, 30",
        "qwen2.5-math/amc23.jsonl, qwen-math, 40",
        "qwen2.5-math/minerva_math.jsonl, qwen-math, 272",
        "luffy/valid.arc_c.parquet, luffy, 1172"
    })
    void everyRowIsAProblem(String name, String layout, int count) {
        Path file = shared(name);

        ProblemFile read = ProblemFile.read(file, Layout.named(layout));

        assertThat(read.problems()).hasSize(count);
        assertThat(read.repeats()).isEqualTo(1);
        assertThat(ids(read.problems())).hasSize(count);
        assertThat(ProblemFile.read(file, Layout.detected()).problems()).isEqualTo(read.problems());
    }

    @ParameterizedTest
    @CsvSource({
        "valid.all, aime, 30, 32",
        "valid.all, aime25, 30, 32",
        "valid.all, amc, 83, 32",
        "valid.all, math, 500, 1",
        "valid.all, olympiad_bench, 675, 1",
        "valid.all, minerva, 272, 1",
        "valid, aime, 30, 8",
        "valid, amc, 83, 4"
    })
    void repeatedRowsAreSamplesOfOneProblem(String name, String source, int count, int repeats) {
        Path file = shared("luffy/" + name + ".parquet");

        ProblemFile read = ProblemFile.read(file, Layout.named("luffy").only("data_source", source));

        assertThat(read.problems())
                .hasSize(count)
                .allMatch(problem -> problem.family().equals(source));
        assertThat(read.repeats()).isEqualTo(repeats);
        assertThat(read.systems()).hasSize(1).allMatch(system -> system.startsWith("Your task is to follow"));
    }

    @ParameterizedTest
    @CsvSource({"valid, 2019", "valid.all, 6023", "valid.arc_c, 1172"})
    void luffysFilesMayBeTrainedOn(String name, int rows) {
        Path file = shared("luffy/" + name + ".parquet");
        assumeTrue(Files.exists(file), file + " is not here");

        TrainingFile survey = TrainingFile.survey(file, Layout.detected(), true);
        List<Example> examples = new ArrayList<>();
        TrainingFile.forEach(file, survey.layout(), examples::add);

        assertThat(survey.rows()).isEqualTo(rows).isEqualTo(examples.size());
        assertThat(survey.layout().fields()).doesNotContainKey("target").containsKey("system");
        assertThat(examples.stream().filter(example -> !example.repeated()))
                .hasSize(survey.ids().size());
    }

    @Test
    void theSameProblemsInTwoLayoutsAreTheSame() {
        Map<String, String> qwen =
                answers(ProblemFile.read(shared("qwen2.5-math/minerva_math.jsonl"), Layout.named("qwen-math")));
        Map<String, String> luffy = answers(ProblemFile.read(
                shared("luffy/valid.all.parquet"), Layout.named("luffy").only("data_source", "minerva")));

        assertThat(luffy).isEqualTo(qwen).hasSize(272);
    }

    @Test
    void numbersListsAndTolerancesArriveAsTheyAreWritten() {
        assertThat(ProblemFile.read(shared("deepscaler/amc.json"), Layout.named("deepscaler"))
                        .problems()
                        .get(0)
                        .answer())
                .isEqualTo("142.0");
        List<Problem> olympiad = ProblemFile.read(shared("deepscaler/olympiad_bench.json"), Layout.named("deepscaler"))
                .problems();
        assertThat(olympiad.get(0).answer()).isEqualTo("2");
        assertThat(olympiad)
                .filteredOn(problem -> !problem.tolerance().isEmpty())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.answer()).isEqualTo("4.2");
                    assertThat(problem.tolerance()).isEqualTo("1e-1");
                    assertThat(problem.alternatives()).containsExactly("4.2%");
                });
        List<Problem> minerva = ProblemFile.read(shared("deepscaler/minerva.json"), Layout.named("deepscaler"))
                .problems();
        assertThat(minerva.get(0).answer()).isEqualTo("9.6");
        assertThat(minerva).noneMatch(problem -> problem.answer().contains("\n"));
        assertThat(ProblemFile.read(shared("qwen2.5-math/aime24.jsonl"), Layout.detected())
                        .problems()
                        .get(0)
                        .id())
                .isEqualTo("60");
    }

    @Test
    void aConditionThatNoRowMeetsSaysWhatThereIs() {
        Path file = shared("luffy/valid.all.parquet");

        assertThatThrownBy(() -> ProblemFile.read(file, Layout.named("luffy").only("data_source", "gpqa")))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("data_source = \"gpqa\"")
                .hasMessageContaining("aime25");
    }

    private static Map<String, String> answers(ProblemFile read) {
        return read.problems().stream().collect(Collectors.toMap(Problem::prompt, Problem::answer));
    }

    private static Set<String> ids(List<Problem> problems) {
        Set<String> ids = new HashSet<>();
        problems.forEach(problem -> ids.add(problem.id()));
        return ids;
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
