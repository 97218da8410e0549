package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.ablate.Samples.Point;
import dev.luffy.runtime.experiment.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTableTest {

    private static final Point PASS = new Point("aime", 0.6, "pass@8");
    private static final Point TOKENS = new Point("aime", 0.6, "tokens");

    @TempDir
    Path folder;

    private final Samples samples = new Samples();

    private List<Answer> answers() throws Exception {
        Finished runs = new Finished(folder, List.of(), "base", "x", "y");
        runs.scores("base", 10, 20);
        runs.scores("x", 10, 20);
        runs.scores("y", 10, 20);
        return Answer.of(runs.ablation, runs.results, samples);
    }

    @Test
    void everyPointHasTheVariantsThatWereAskedAndOneFamilyOfTests() throws Exception {
        samples.add("base", 1, Map.of(PASS, 0.25));
        samples.add("base", 2, Map.of(PASS, 0.5));
        samples.add("x", 1, Map.of(PASS, 0.375));
        samples.add("x", 2, Map.of(PASS, 0.75));
        samples.add("y", 1, Map.of(PASS, 0.25));
        samples.add("y", 2, Map.of(PASS, 0.5));
        samples.add("base", 2, Map.of(TOKENS, 31.25, PASS, 0.5));

        List<Answer> answers = answers();
        assertThat(answers).hasSize(4);
        Difference x = answers.get(1).compared().toBase();
        assertThat(x.differences()).containsExactly(0.125, 0.25);
        assertThat(x.tTestHolm()).isEqualTo(2 * x.tTestP());
        assertThat(new AnswersTable(answers).markdown())
                .contains("## Answers")
                .contains("| aime | 0.6 | pass@8 | base | 2 | 37.5 ± 158.8 | – | – | – | – | – | – |")
                .anyMatch(line -> line.startsWith("| aime | 0.6 | pass@8 | x | 2 | 56.3 ± 238.2 | +18.8 ± 79.4 | 2 |"))
                .contains(
                        "| aime | 0.6 | pass@8 | y | 2 | 37.5 ± 158.8 | +0.0 ± 0.0 | 2 | 1.0000 | 1.0000 | 1.0000 | 1.0000 |")
                .contains("| aime | 0.6 | tokens | base | 1 | 31.3 | – | – | – | – | – | – |");
    }

    @Test
    void inJsonAPointAndItsNumbersAreOneObject() throws Exception {
        samples.add("x", 1, Map.of(PASS, 0.375));

        assertThat(Json.canonical(answers().get(0)))
                .isEqualTo("{\"benchmark\":\"aime\",\"halfWidth\":null,\"mean\":0.375,\"metric\":\"pass@8\","
                        + "\"seeds\":[1],\"temperature\":0.6,\"toBase\":null,\"values\":[0.375],\"variant\":\"x\"}");
    }

    @Test
    void whereNothingWasAskedThereIsNothing() throws Exception {
        assertThat(answers()).isEmpty();
    }
}
