package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemoryRemedyTest {

    private static final long SMALL = 1_000_000;
    private static final long LARGE = 1_543_714_304;

    private final Experiment experiment = Declarations.luffy();

    @Test
    void whileSamplingKeysAndValuesComeFirstAndThenHowManyRows() {
        assertThat(MemoryRemedy.training(experiment, SMALL, Stage.SAMPLING, 16))
                .isEqualTo(
                        lines(
                                "  To fix, what helps most first (-Dluffy.dryRun says what takes how much):",
                                "    1. lower <budget><cacheMebibytes>, which is 1024: keys and values of the responses that are sampled together",
                                "    2. lower <rollout><batchRows>, which is 64: how many these are at most",
                                "    3. set <precision> to BFLOAT16, which is FLOAT32",
                                "    4. lower <rollout><maximumResponseTokens>, which is 16, or <maximumPromptTokens>, which is 16",
                                "  After 1 or 2 the next run goes on after step 16 and ends, on a CPU, with the same bits. After 3 or 4 it is another run and its checkpoints are refused: -Dluffy.resume=never starts it over"));
        assertThat(MemoryRemedy.training(experiment, SMALL, Stage.MEASURING, 16))
                .isEqualTo(MemoryRemedy.training(experiment, SMALL, Stage.SAMPLING, 16));
    }

    @Test
    void whileUpdatingActivationsComeFirstWhereTheyAreKept() {
        assertThat(MemoryRemedy.training(experiment, SMALL, Stage.UPDATING, 0))
                .isEqualTo(lines(
                        "  To fix, what helps most first (-Dluffy.dryRun says what takes how much):",
                        "    1. set <budget><activationCheckpointing> to true, which is false: layers are computed twice instead of being kept",
                        "    2. lower <budget><microBatchTokens>, which is 512; below 32, the longest row, it no longer helps",
                        "    3. set <precision> to BFLOAT16, which is FLOAT32",
                        "    4. lower <rollout><maximumResponseTokens>, which is 16, or <maximumPromptTokens>, which is 16",
                        "  There is no checkpoint yet: whatever is changed, the next run starts over"));
        assertThat(MemoryRemedy.training(experiment, LARGE, Stage.UPDATING, 0)).doesNotContain("Checkpointing");
    }

    @Test
    void whatIsSetAlreadyOrNoLongerHelpsIsNotNamed() {
        Experiment tight = Declarations.with(
                Declarations.with(experiment, new Budget(32, 1, true, 3, null)), "precision", Precision.BFLOAT16);
        assertThat(MemoryRemedy.training(tight, SMALL, Stage.UPDATING, 4))
                .endsWith(
                        "any of them it is another run and its checkpoints are refused: -Dluffy.resume=never starts it over")
                .contains("1. lower <rollout><maximumResponseTokens>, which is 16")
                .doesNotContain("microBatchTokens", "precision", "Checkpointing");
        Experiment oneGroup = Declarations.with(tight, new Rollout(16, 16, 1, 1, 0, 8));
        assertThat(MemoryRemedy.training(oneGroup, SMALL, Stage.SAMPLING, 4))
                .contains("<cacheMebibytes>, which is 3:")
                .doesNotContain("batchRows");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOADING", "STEPPING", "SAVING"})
    void whatIsThereAllTheTimeIsNoMatterOfTheBudget(Stage stage) {
        assertThat(MemoryRemedy.training(experiment, LARGE, stage, 16))
                .isEqualTo(lines(
                        "  To fix: weights, gradients and moments take 16 bytes for each of the model's 1,543,714,304 parameters; no element of <budget> changes that. Train a smaller <model>, or give it more memory",
                        "  On a machine that has it, the next run goes on after step 16"));
    }

    @Test
    void threadsOfASmallModelHaveGradientsOfTheirOwn() {
        Experiment threaded = Declarations.with(experiment, new Budget(512, 4, true, null, null));
        assertThat(MemoryRemedy.training(threaded, SMALL, Stage.UPDATING, 4))
                .contains("1. lower <budget><threads>, which is 4: each has gradients of its own");
        assertThat(MemoryRemedy.training(threaded, SMALL, Stage.LOADING, 4))
                .contains("take 28 bytes for each", "lower <budget><threads>, which is 4");
        Experiment onGpu = Declarations.with(experiment, new Budget(512, 4, true, null, "cuda:0"));
        assertThat(MemoryRemedy.training(onGpu, SMALL, Stage.LOADING, 4))
                .contains("take 16 bytes for each", "no element of <budget>");
    }

    @Test
    void aMethodWithMoreModelsSaysWhatTheseTake() {
        Experiment prime = Declarations.of(Preset.PRIME_ZERO.method(Method.Source.ORIGINAL, 16), 2);
        assertThat(MemoryRemedy.training(prime, 0, Stage.LOADING, 0))
                .contains(
                        "for each of the model's parameters, and <method> adds 4 for the frozen starting model and 16 for the"
                                + " reward model; no element",
                        "choose a <method> without");
    }

    @Test
    void whileAnsweringWhatIsThereStaysOrIsAskedForAnew() {
        assertThat(MemoryRemedy.answering(new AnsweringBudget(128, 2), 8192, Stage.ANSWERING))
                .isEqualTo(lines(
                        "  To fix, what helps most first (-Dluffy.dryRun says what takes how much):",
                        "    1. lower <budget><cacheMebibytes>, which is 1024: keys and values of the responses that are sampled together",
                        "    2. lower <batchRows>, which is 128: how many these are at most",
                        "    3. set <precision> to BFLOAT16, which is FLOAT32",
                        "    4. lower <maximumTokens>, which is 8192",
                        "  After 1 or 2 the next run asks for the rest alone; after 3 or 4 for every response anew"));
        AnsweringBudget half = new AnsweringBudget(Precision.BFLOAT16, 128, null, 2, null);
        assertThat(MemoryRemedy.answering(half, 8192, Stage.LOADING)).contains("Ask a smaller <model>");
    }

    @Test
    void aFullHeapNamesTheOptionThatRaisesIt() {
        assertThat(MemoryRemedy.heap(1L << 30, MemoryRemedy.goingOn(16)))
                .isEqualTo(lines(
                        "  To fix: no tensor is in the heap and no element changes it; its limit is 1024 MiB. Raise it by -Dluffy.worker.jvmArguments=-Xmx2048m",
                        "  That changes no bit of a result: the next run goes on after step 16"));
    }

    /** Each after a line feed. */
    private static String lines(String... lines) {
        return "\n" + String.join("\n", lines);
    }
}
