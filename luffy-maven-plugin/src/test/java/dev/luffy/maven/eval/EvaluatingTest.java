package dev.luffy.maven.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.score.Estimate;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.maven.fork.InterruptedRunException;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.fork.WorkerException;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.result.MetricsFile;
import dev.luffy.runtime.experiment.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatingTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void prepare() throws IOException {
        bench = new Bench(folder);
    }

    private List<Estimate> estimates(int result) throws IOException {
        return MetricsFile.read(bench.metrics()).results().get(result).estimates();
    }

    @Test
    void responsesAreJudgedAndCounted() throws IOException {
        bench.evaluate();
        // Of three problems the fake worker gets the first right.
        assertThat(estimates(0)).extracting(Estimate::metric).containsExactly("pass@1", "truncated", "no-answer");
        assertThat(estimates(0).get(0).value()).isEqualTo(1.0 / 3);
        assertThat(estimates(0).get(1).value()).isEqualTo(1.0 / 3);
        assertThat(bench.folder().resolve("responses-sums.jsonl.gz")).exists();
        assertThat(bench.folder().resolve("summary.md")).content().contains("| sums | 0 | pass@1 | 33.3 % |");
        assertThat(bench.asked()).isEqualTo(3);
    }

    @Test
    void nothingIsAskedTwice() throws IOException {
        bench.evaluate();
        byte[] metrics = Files.readAllBytes(bench.metrics());
        bench.evaluate();
        assertThat(bench.launches()).isEqualTo(1);
        assertThat(bench.lines()).anyMatch(line -> line.startsWith("base on sums: all 3 responses are there"));
        assertThat(bench.metrics()).hasBinaryContent(metrics);
    }

    @Test
    void aHalfFinishedEvaluationGoesOn() throws IOException {
        bench.stopAfter(2, new WorkerEnd.Interrupted(2));
        assertThatThrownBy(() -> bench.evaluate())
                .isInstanceOf(InterruptedRunException.class)
                .hasMessage(
                        "interrupted while asking base on sums; 2 responses are there, the next run asks for the rest");
        assertThat(bench.metrics()).doesNotExist();
        bench.stopAfter(100, new WorkerEnd.Finished());
        bench.evaluate();
        assertThat(bench.lines()).contains("asking base on sums: 2 of 3 responses are there");
        assertThat(bench.asked()).isEqualTo(3);
    }

    @Test
    void anEvaluationThatFailsLeavesNoOlderResults() throws IOException {
        bench.evaluate();
        bench.tokens(9).stopAfter(0, new WorkerEnd.Crashed(134, null, 0, Stage.ANSWERING));
        assertThatThrownBy(() -> bench.evaluate()).isInstanceOf(WorkerException.class);
        assertThat(bench.folder()).isDirectoryNotContaining("glob:**{metrics.json,summary.md,responses-*}");
    }

    @Test
    void anotherTemperatureAsksForItsOwnResponsesOnly() throws IOException {
        bench.samples(2);
        bench.evaluate();
        bench.temperatures(0.0, 0.5).metrics("pass@1", "maj@2");
        bench.evaluate();
        assertThat(bench.lines()).contains("asking base on sums: 3 of 9 responses are there");
        assertThat(estimates(0)).extracting(Estimate::metric).containsExactly("pass@1", "truncated", "no-answer");
        assertThat(estimates(1))
                .extracting(Estimate::metric)
                .containsExactly("pass@1", "maj@2", "truncated", "no-answer");
        assertThat(bench.folder().resolve("responses-sums-t0.jsonl.gz")).exists();
        assertThat(bench.folder().resolve("responses-sums-t0.5.jsonl.gz")).exists();
    }

    @Test
    void responsesToSomethingElseAreSetAsideAndComeBack() throws IOException {
        bench.evaluate();
        bench.tokens(9);
        bench.evaluate();
        assertThat(bench.lines())
                .anyMatch(line -> line.startsWith(
                        "! base on sums: maximumTokens has changed, so all is asked anew; earlier responses stay in "));
        assertThat(bench.asked()).isEqualTo(6);
        bench.tokens(8);
        bench.evaluate();
        assertThat(bench.asked()).isEqualTo(6);
    }

    @Test
    void aMendedGoldAnswerAsksNothing() throws IOException {
        bench.evaluate();
        bench.problems("7", "22", "23");
        bench.evaluate();
        assertThat(bench.launches()).isEqualTo(1);
        assertThat(estimates(0).get(0).value()).isZero();
    }

    @Test
    void anotherPromptAsksAnew() throws IOException {
        bench.evaluate();
        bench.template("Q: {problem}");
        bench.evaluate();
        assertThat(bench.asked()).isEqualTo(6);
    }

    @Test
    void aConversationAsksAnewAndSoDoesAnotherChatTemplate() throws IOException {
        bench.evaluate();
        bench.chat("{{ messages[0].content }}");
        bench.evaluate();
        assertThat(bench.asked()).isEqualTo(6);
        bench.evaluate();
        assertThat(bench.asked()).isEqualTo(6);
        bench.chat("Q: {{ messages[0].content }}");
        bench.evaluate();
        assertThat(bench.asked()).isEqualTo(9);
        assertThat(bench.lines()).anyMatch(line -> line.contains("chatTemplate has changed, so all is asked anew"));
    }

    @Test
    void judgingAgainNeedsNoModel() throws IOException {
        bench.evaluate();
        byte[] metrics = Files.readAllBytes(bench.metrics());
        Files.delete(bench.metrics());
        bench.loseTheModel();
        bench.rescore();
        assertThat(bench.metrics()).hasBinaryContent(metrics);
        assertThat(bench.launches()).isEqualTo(1);
    }

    @Test
    void judgingAgainRefusesWhatIsNotThere() throws IOException {
        assertThatThrownBy(() -> bench.rescore())
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("there are no responses of base on sums in");
        bench.stopAfter(2, new WorkerEnd.Interrupted(2));
        assertThatThrownBy(() -> bench.evaluate()).isInstanceOf(InterruptedRunException.class);
        assertThatThrownBy(() -> bench.rescore())
                .hasMessageContaining("only 2 of 3 responses of base on sums are there");
        bench.stopAfter(100, new WorkerEnd.Finished());
        bench.evaluate();
        bench.tokens(9);
        assertThatThrownBy(() -> bench.rescore())
                .hasMessageContaining("are to something else: maximumTokens is 9 in the POM and 8 there");
        assertThat(bench.metrics()).as("results of an earlier run").exists();
    }

    @Test
    void aDryRunAsksNothingAndChangesNothing() throws IOException {
        bench.dryRun();
        assertThat(bench.lines())
                .contains(
                        "plan of base on sums",
                        "  responses   3 in all (1 per problem where sampled), 0 are there, 3 to ask")
                .anyMatch(line -> line.startsWith("  policy      math version 1 {"))
                .contains("dry run: nothing was asked");
        assertThat(bench.launches()).isZero();
        assertThat(folder.resolve("work/eval")).doesNotExist();
        bench.evaluate();
        bench.dryRun();
        assertThat(bench.lines())
                .contains("  responses   3 in all (1 per problem where sampled), 3 are there, 0 to ask");
    }

    @Test
    void aWorkerThatFallsShortIsNotBelieved() {
        bench.stopAfter(1, new WorkerEnd.Finished());
        assertThatThrownBy(() -> bench.evaluate())
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("says that it finished, but 2 responses are not in");
    }

    @Test
    void aKilledWorkerIsSaidToHaveLackedMemoryAndLosesNothing() {
        bench.stopAfter(1, new WorkerEnd.Crashed(137, null, 1, Stage.ANSWERING));
        assertThatThrownBy(() -> bench.evaluate())
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining(
                        "It was killed from outside while problems were answered, most likely by the system")
                .hasMessageContaining("The plan for this is about 5")
                .hasMessageContaining("\n    1. lower <budget><cacheMebibytes>, which is 1024")
                .hasMessageContaining("\n    2. lower <batchRows>, which is 4")
                .hasMessageContaining("\n    4. lower <maximumTokens>, which is 8")
                .hasMessageEndingWith("\n  Responses so far are kept, the next run asks for the rest");
    }

    @Test
    void aCrashIsExplainedAndLosesNothing() {
        bench.stopAfter(1, new WorkerEnd.Crashed(134, "no memory", 0, Stage.ANSWERING));
        assertThatThrownBy(() -> bench.evaluate())
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("the worker of base on sums ended with exit code 134")
                .hasMessageContaining("Responses so far are kept");
        bench.stopAfter(100, new WorkerEnd.Finished());
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> bench.evaluate()))
                .isNull();
        assertThat(bench.asked()).isEqualTo(3);
    }

    @Test
    void aRemovedProblemAsksNoOtherAgain() throws IOException {
        bench.evaluate();
        bench.problems("20", "22");
        bench.rescore();
        bench.problems("20", "22", "23", "24");
        bench.evaluate();
        assertThat(bench.lines()).contains("asking base on sums: 3 of 4 responses are there");
        assertThat(bench.asked()).isEqualTo(4);
    }

    @Test
    void whatOnlySamplingDependsOnAsksNoGreedyResponseAnewAndIsNoKeyOfIt() throws IOException {
        bench.evaluate();
        bench.sampling(0.9, 7, 5);
        bench.rescore();
        var measurement = MetricsFile.read(bench.metrics()).results().get(0).measurement();
        assertThat(measurement.keys()).doesNotContainKeys("decoding.topK", "decoding.topP");
        bench.evaluate();
        assertThat(bench.launches()).isEqualTo(1);
        bench.temperatures(0.0, 0.5);
        bench.evaluate();
        assertThat(bench.asked()).isEqualTo(6);
        bench.sampling(0.9, 7, 6);
        assertThatThrownBy(() -> bench.rescore())
                .hasMessageContaining(
                        "only 3 of 6 responses of base on sums are there (3 others answer another prompt");
        bench.evaluate();
        assertThat(bench.asked()).isEqualTo(9);
        assertThat(bench.lines()).anyMatch(line -> line.startsWith("! base on sums: 3 responses are asked anew"));
        bench.sampling(0.9, 7, 5);
        bench.evaluate();
        assertThat(bench.asked()).isEqualTo(9);
        measurement = MetricsFile.read(bench.metrics()).results().get(1).measurement();
        assertThat(measurement.keys()).containsEntry("decoding.topK", "7").containsEntry("decoding.topP", "0.9");
    }

    @Test
    void judgingAgainRefusesTheResponsesOfAnotherModel() throws IOException {
        bench.evaluate();
        bench.model(new ModelUnderTest.Trained("luffy", 3));
        assertThatThrownBy(() -> bench.rescore())
                .hasMessageContaining("model source is experiment luffy, seed 3 in the POM and folder ");
        bench.model(bench.served("other-model", "http://localhost:1/v1"));
        assertThatThrownBy(() -> bench.rescore()).hasMessageContaining("are to something else: ");
        assertThat(bench.metrics()).exists();
    }

    @Test
    void ofSeveralModelsTheLastIsJudgedAgain() throws IOException {
        bench.evaluate();
        Files.writeString(bench.desk().model().resolve("model.safetensors"), "others");
        bench.evaluate();
        byte[] second = Files.readAllBytes(bench.metrics());
        assertThat(bench.asked()).isEqualTo(6);
        bench.rescore();
        assertThat(bench.metrics()).hasBinaryContent(second);
        Files.delete(folder.resolve("work/eval/base/sums/latest"));
        assertThatThrownBy(() -> bench.rescore()).hasMessageContaining("are responses of 2 models");
    }

    @Test
    void aRefusedEvaluationLeavesEarlierResultsAlone() throws IOException {
        bench.evaluate();
        byte[] metrics = Files.readAllBytes(bench.metrics());
        Path journal = bench.journal();
        byte[] good = Files.readAllBytes(journal);
        List<ThrowingCallable> refused = List.of(
                () -> bench.metrics("accuracy").evaluate(),
                () -> bench.metrics("pass@1").on("other").evaluate(),
                () -> bench.on("sums").rescore(),
                () -> bench.evaluate());
        Files.writeString(journal, new String(good, java.nio.charset.StandardCharsets.UTF_8) + "nonsense\n");
        for (ThrowingCallable each : refused) {
            assertThatThrownBy(each).isInstanceOf(UserErrorException.class);
            assertThat(bench.metrics()).hasBinaryContent(metrics);
        }
        Files.write(journal, good);
        Files.delete(bench.desk().model().resolve("model.safetensors"));
        assertThatThrownBy(() -> bench.evaluate()).hasMessageContaining("neither model.safetensors");
        assertThat(bench.metrics()).hasBinaryContent(metrics);
    }

    @Test
    void aJournalThatAnotherHasOpenIsNamedWithTheFix() throws IOException {
        bench.evaluate();
        String fingerprint = Files.readAllLines(bench.journal()).get(0).split("\"")[5];
        try (SampleJournal other = SampleJournal.open(bench.journal(), fingerprint, key -> "")) {
            assertThat(other.size()).isEqualTo(3);
            assertThatThrownBy(() -> bench.evaluate())
                    .isInstanceOf(UserErrorException.class)
                    .hasMessageContaining(bench.journal() + ": the journal of responses cannot be opened: it is open")
                    .hasMessageContaining("close it first");
            assertThat(bench.metrics()).exists();
            bench.dryRun();
            assertThat(bench.lines()).anyMatch(line -> line.contains("3 are there, 0 to ask"));
        }
    }

    @Test
    void aDryRunDemandsNoKeyAndMakesNothing() throws IOException {
        bench.model(bench.served("m", "http://localhost:1/v1"));
        bench.dryRun();
        assertThat(bench.lines()).contains("dry run: nothing was asked");
        assertThat(folder.resolve("work/eval")).doesNotExist();
        assertThatThrownBy(() -> bench.evaluate()).hasMessageContaining("<endpoint> no key");
    }

    @Test
    void thePlanTellsTheMemory() throws IOException {
        bench.dryRun();
        assertThat(bench.lines())
                .anyMatch(line ->
                        line.matches("  memory      about [0-9.]+ MiB: process [0-9.]+, weights [0-9.]+, key-value"
                                + " cache at most [0-9.]+, scores and logits [0-9.]+ \\(at most 4 <batchRows>, prompts of up to [0-9]+ and"
                                + " responses of up to 8 tokens\\)"));
    }

    @Test
    void dataThatCannotBeReadIsRefusedByTheBenchmarksElement() throws IOException {
        for (String text : List.of("", "{\"problem\"", "{\"problem\":\"q\",\"answer\":\"\\\\frac{\"}\n")) {
            Files.writeString(folder.resolve("sums.jsonl"), text);
            assertThatThrownBy(() -> bench.evaluate())
                    .isInstanceOf(UserErrorException.class)
                    .hasMessageStartingWith("<benchmark id=sums>: " + folder.resolve("sums.jsonl"));
        }
    }

    @Test
    void anUnknownBenchmarkIsRefused() {
        bench.on("other");
        assertThatThrownBy(() -> bench.evaluate())
                .hasMessage("<evaluation id=base><on> names other, but the benchmarks are [sums, again]:"
                        + " declare a <benchmark> of that id");
    }

    @Test
    void severalBenchmarksAreAveraged() throws IOException {
        bench.on("sums", "again");
        bench.evaluate();
        MetricsFile metrics = MetricsFile.read(bench.metrics());
        assertThat(metrics.averages().get("0")).extracting(Estimate::metric).containsExactly("pass@1");
        assertThat(metrics.averages().get("0").get(0).value()).isEqualTo(1.0 / 3);
        assertThat(bench.folder().resolve("summary.md")).content().contains("| average | 0 | pass@1 | 33.3 % |");
    }

    @Test
    void aDamagedJournalIsNamed() throws IOException {
        bench.evaluate();
        Path journal = bench.journal();
        Files.writeString(journal, Files.readString(journal) + "nonsense\n");
        assertThatThrownBy(() -> bench.evaluate())
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining(journal + ":5");
    }
}
