package dev.luffy.maven.ablate;

import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.benchmarks.suite.Definition;
import dev.luffy.maven.eval.Evaluating;
import dev.luffy.maven.input.BenchmarkFiles;
import dev.luffy.maven.plan.BenchmarkSource;
import dev.luffy.maven.plan.DeclaredBenchmark;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.TeacherSource;
import dev.luffy.runtime.experiment.AnsweringBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Three problems, two responses each, asked of every run's model by the evaluation that luffy:eval uses. */
abstract class EvaluationFixture extends AblationFixture {

    static final DeclaredBenchmark BUILTIN = new DeclaredBenchmark(
            new Definition(
                    "aime", 1, Layout.named("luffy-jsonl"), "{problem}", null, Policy.named("math"), List.of(), 0),
            new BenchmarkSource.Builtin(new ProblemSource.Builtin("aime", "test", List.of("hard"), 5)));

    final FakeStudents students = new FakeStudents();
    List<String> on = List.of("sums");
    List<Double> temperatures = List.of(0.5, 1.0);
    List<String> metrics = List.of();
    int responses = 2;
    int tokens = 8;
    private Path sums;
    Path traces;

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

    void declare(TeacherSource teacher) {
        evaluation = new AblationEvaluation(
                new DeclaredEvaluation(
                        "a.base.seed-2",
                        new ModelUnderTest.Trained("a.base", 2),
                        on,
                        responses,
                        temperatures,
                        1,
                        0,
                        tokens,
                        1,
                        0.95,
                        new AnsweringBudget(4, 1)),
                teacher);
    }

    @Override
    Asking asking() {
        BenchmarkFiles files =
                new BenchmarkFiles(folder.resolve("builtin"), folder.resolve("cache"), each -> null, true);
        Evaluating evaluating =
                new Evaluating(students, endpoint -> null, files, () -> null, EvaluatedModels.warningsOf(output));
        List<DeclaredBenchmark> all = List.of(benchmark("sums"), benchmark("again"), BUILTIN);
        return new EvaluatedModels(evaluating, all, List.of("sums"), workspace(), "1");
    }

    private DeclaredBenchmark benchmark(String id) {
        return new DeclaredBenchmark(
                new Definition(id, 1, Layout.named("math"), "{problem}", null, Policy.named("math"), metrics, 0),
                new BenchmarkSource.LocalFile(sums, null));
    }

    List<String> samples(String start) throws IOException {
        return table("samples.csv")
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }
}
