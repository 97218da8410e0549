package dev.luffy.maven.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.aime.BaseModel;
import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.Experiment.InitialWeights;
import dev.luffy.runtime.experiment.InputDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

    @TempDir
    Path folder;

    private Desk desk;
    private InputFiles files;

    @BeforeEach
    void prepare() {
        desk = new Desk(folder);
        files = new InputFiles(folder.resolve("builtin"));
    }

    private InputFiles.Problems problems() throws IOException {
        return files.problems("data", new ProblemSource.JsonLines(desk.problems()));
    }

    private static List<String> ids(InputFiles.Problems problems) {
        return JsonLines.readProblems(Path.of(problems.path())).stream()
                .map(Problem::id)
                .toList();
    }

    @Test
    void problemsAreCountedAndDigested() throws IOException {
        assertThat(problems().count()).isEqualTo(2);
        assertThat(ids(problems())).containsExactly("a", "b");
        assertThat(problems().sha256()).isEqualTo(InputDigest.ofFile(desk.problems()));
    }

    @Test
    void aMissingFileNamesTheElement() {
        Path missing = folder.resolve("none.jsonl");
        assertThatThrownBy(() -> files.problems("validation", new ProblemSource.JsonLines(missing)))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("<validation> is " + missing + ", but there is no such file");
    }

    @Test
    void aMalformedLineIsNamedByItsNumber() throws IOException {
        Files.writeString(desk.problems(), "{\"id\": \"a\", \"prompt\": \"x\", \"answer\": \"1\"}\n{\"id\": \n");

        assertThatThrownBy(this::problems)
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("<data>")
                .hasMessageContaining("problems.jsonl:2");
    }

    @Test
    void everyProblemNeedsATrace() throws IOException {
        Files.writeString(desk.traces(), "{\"problemId\": \"a\", \"text\": \"2\"}\n");

        assertThatThrownBy(() -> files.traces(new ProblemSource.JsonLines(desk.traces()), problems(), true))
                .hasMessageContaining("has no trace of problem b (1 of 2 problems have none)");
    }

    @Test
    void tracesOfOtherProblemsDoNoHarm() throws IOException {
        Files.writeString(
                desk.traces(), Files.readString(desk.traces()) + "{\"problemId\": \"elsewhere\", \"text\": \"2\"}\n");

        assertThat(files.traces(new ProblemSource.JsonLines(desk.traces()), problems(), true)
                        .count())
                .isEqualTo(3);
    }

    @Test
    void aModelWithoutWeightsMayOnlyStartFromRandomOnes() throws IOException {
        assertThat(files.shape(desk.model(), InitialWeights.RANDOM).hiddenSize())
                .isEqualTo(16);
        assertThatThrownBy(() -> files.shape(desk.model(), InitialWeights.CHECKPOINT))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("holds neither model.safetensors nor model.safetensors.index.json");
    }

    @Test
    void whatAModelFolderLacksIsNamed() throws IOException {
        Files.delete(desk.model().resolve("tokenizer.json"));
        assertThatThrownBy(() -> files.shape(desk.model(), InitialWeights.RANDOM))
                .hasMessageContaining("holds no tokenizer.json");
        assertThatThrownBy(() -> files.shape(folder.resolve("none"), InitialWeights.RANDOM))
                .hasMessageContaining("there is no such folder");
    }

    @Test
    void aModelOfAnotherFamilyIsRefused() throws IOException {
        Files.writeString(desk.model().resolve("config.json"), "{\"model_type\": \"gpt2\"}");
        assertThatThrownBy(() -> files.shape(desk.model(), InitialWeights.RANDOM))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("model_type");
    }

    @Test
    void aDamagedBuiltInIsReplacedAndAnIntactOneLeftAlone() throws IOException {
        ProblemSource source = new ProblemSource.Builtin("aime", "train", List.of("hard"), 3);
        Path file = Path.of(files.problems("data", source).path());
        String intact = Files.readString(file);
        Files.writeString(file, "damaged");
        assertThat(files.problems("data", source).count()).isEqualTo(3);
        assertThat(file).hasContent(intact);

        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        files.problems("data", source);
        assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                .isEqualTo(key);
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void builtInLevelsShareTheCount() throws IOException {
        InputFiles.Problems all = files.problems("data", new ProblemSource.Builtin("aime", "train", List.of(), 8));

        assertThat(ids(all)).hasSize(8);
        assertThat(ids(all)).filteredOn(id -> id.contains("/easy/")).hasSize(3);
        assertThat(ids(all)).filteredOn(id -> id.contains("/medium/")).hasSize(3);
        assertThat(ids(all)).filteredOn(id -> id.contains("/hard/")).hasSize(2);
    }

    @Test
    void builtInTracesAreOfExactlyTheChosenProblems() throws IOException {
        ProblemSource source = new ProblemSource.Builtin("aime", "train", List.of("hard", "easy"), 5);

        assertThat(files.traces(source, files.problems("data", source), true).count())
                .isEqualTo(5);
    }

    @Test
    void theVerboseTeacherHasTracesOfTheSameProblems() throws IOException {
        var source = new ProblemSource.Builtin("aime", "train", List.of("hard"), 3);
        InputFiles.Problems problems = files.problems("data", source);
        InputFiles.Traces brief = files.traces(source, problems, true);
        InputFiles.Traces verbose = files.traces(source.named("aime-verbose"), problems, true);

        assertThat(verbose.count()).isEqualTo(3);
        assertThat(Files.size(Path.of(verbose.path()))).isEqualTo(Files.size(Path.of(brief.path())) + 3 * 12);
    }

    @Test
    void unknownBuiltInsAreToldTheChoices() {
        assertThatThrownBy(() -> files.problems("data", new ProblemSource.Builtin("imo", "train", List.of(), 5)))
                .hasMessage("<data><builtin> is imo, but must be one of aime, aime-pretraining");
        assertThatThrownBy(() -> files.problems("data", new ProblemSource.Builtin("aime", "dev", List.of(), 5)))
                .hasMessage("<data><split> is dev, but must be one of train, validation, test");
        assertThatThrownBy(() -> files.problems("data", new ProblemSource.Builtin("aime", "test", List.of("huge"), 5)))
                .hasMessage("<data><levels> is huge, but must be one of easy, medium, hard");
    }

    @Test
    void builtInModelsAreFoldersLikeAnyOther() throws IOException {
        Path base = files.model(new ModelSource.Builtin("aime-base"));
        Path template = files.model(new ModelSource.Builtin("aime-template"));

        assertThat(InputDigest.ofFile(base.resolve("model.safetensors"))).isEqualTo(BaseModel.SHA256);
        assertThat(files.shape(base, InitialWeights.CHECKPOINT))
                .isEqualTo(files.shape(template, InitialWeights.RANDOM));
        assertThatThrownBy(() -> files.model(new ModelSource.Builtin("gpt")))
                .hasMessage("<model><builtin> is gpt, but must be one of aime-base, aime-template");
    }

    @Test
    void theCorpusHasAMixtureOfItsOwn() throws IOException {
        ProblemSource corpus = new ProblemSource.Builtin("aime-pretraining", "train", List.of(), 20);
        assertThat(files.traces(corpus, files.problems("data", corpus), true).count())
                .isEqualTo(20);

        assertThatThrownBy(() -> files.problems(
                        "data", new ProblemSource.Builtin("aime-pretraining", "train", List.of("hard"), 20)))
                .hasMessageContaining("<data><levels> is hard, but the corpus aime-pretraining has a mixture");
    }

    @Test
    void aLevelNamedTwiceGetsTwoShares() throws IOException {
        InputFiles.Problems problems =
                files.problems("data", new ProblemSource.Builtin("aime", "train", List.of("easy", "hard", "hard"), 9));

        assertThat(ids(problems)).filteredOn(id -> id.contains("/hard/")).hasSize(6);
    }
}
