package dev.luffy.runtime.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.aime.AimeStyle;
import dev.luffy.benchmarks.aime.BaseModel;
import dev.luffy.benchmarks.aime.ModelTemplate;
import dev.luffy.benchmarks.aime.Split;
import dev.luffy.benchmarks.answer.Gold;
import dev.luffy.benchmarks.answer.IntegerVerifier;
import dev.luffy.benchmarks.answer.Response;
import dev.luffy.benchmarks.answer.Verdict;
import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.PromptDigests;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.runtime.experiment.AnsweringBudget;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.InputDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that can do something, on problems that it has not seen: what is right and what is wrong tells it from noise. */
class BuiltInModelTest {

    private static final int PROBLEMS = 60;

    @TempDir
    Path folder;

    @Test
    void theBaseModelSolvesEasyProblemsAndHardlyAnyHardOne() throws Exception {
        assertThat(solved("easy")).isGreaterThan(PROBLEMS * 2 / 3);
        assertThat(solved("hard")).isLessThan(PROBLEMS / 5);
    }

    /** How many greedy responses are right. */
    private long solved(String level) throws Exception {
        Path model = folder.resolve("model");
        ModelTemplate.write(model);
        Files.write(model.resolve(BaseModel.FILE), BaseModel.weights());
        List<Problem> problems = AimeStyle.problems(Split.TEST, level, PROBLEMS);
        Path file = folder.resolve(level + ".jsonl");
        JsonLines.writeProblems(file, problems);
        Path journal = folder.resolve(level + "-journal.jsonl");
        EvaluationRequest request = new EvaluationRequest(
                level,
                model.toString(),
                InputDigest.ofModel(model),
                file.toString(),
                InputDigest.ofFile(file),
                1,
                List.of(0.0),
                1,
                0,
                64,
                1,
                new AnsweringBudget(32, 1),
                "f",
                "s",
                journal.toString(),
                folder.toString());
        new Evaluator(request, () -> {}, event -> {}).execute();
        Map<String, String> prompts = problems.stream().collect(Collectors.toMap(Problem::id, Problem::prompt));
        PromptDigests digests = new PromptDigests(prompts, "s");
        IntegerVerifier verifier = new IntegerVerifier(AimeStyle.BOUNDARY);
        try (SampleJournal samples = SampleJournal.open(journal, "f", digests)) {
            long[] solved = {0};
            for (Problem problem : problems) {
                samples.forEach(List.of(new Sample.Key(problem.id(), 0, 0)), sample -> {
                    Verdict verdict = verifier.verify(new Gold(problem.answer()), new Response(sample.text()));
                    if (verdict.status() == Verdict.Status.CORRECT) solved[0]++;
                });
            }
            return solved[0];
        }
    }
}
