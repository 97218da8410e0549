package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.ablate.Samples.Point;
import dev.luffy.maven.study.Claim;
import dev.luffy.maven.study.Expectation;
import dev.luffy.maven.study.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every table for people is in the LaTeX, and every digit of it in a CSV. */
class TableFilesTest {

    private static final Point PASS = new Point("aime", 0.6, "pass@8");

    @TempDir
    Path folder;

    private Finished runs;
    private final Samples samples = new Samples();

    @BeforeEach
    void prepare() throws Exception {
        runs = new Finished(
                folder,
                List.of(new Claim("s.up", "Up γ", new Quantity.HeldOut(null), "x", "base", Expectation.MORE)),
                "base",
                "x");
        for (int seed = 1; seed <= 3; seed++) {
            runs.run("base", seed, 10 * seed, Finished.rewards(0.1, 0.2, 0.3));
            runs.run("x", seed, 11 * seed, Finished.line(1, null, null, null));
        }
        samples.add("base", 1, Map.of(PASS, 0.25));
        samples.add("base", 2, Map.of(PASS, 0.5));
        samples.add("x", 1, Map.of(PASS, 0.375));
        samples.add("x", 2, Map.of(PASS, 0.625));
    }

    private AnswersTable answers() {
        return new AnswersTable(Answer.of(runs.ablation, runs.results, samples));
    }

    private List<String> latex(int missing) throws Exception {
        return new LatexTables(
                        new EffectTable(Effect.of(runs.ablation, runs.results)),
                        new ClaimsTable(runs.findings()),
                        new DynamicsTable(Dynamics.of(runs.ablation, runs.results, runs.curves())),
                        answers(),
                        new UnlockTable(runs.curves().unlocks()))
                .lines(missing);
    }

    @Test
    void theLatexHasEveryTableWithItsMethod() throws Exception {
        List<String> lines = latex(2);

        assertThat(lines).startsWith("% Not complete: 2 runs are missing.");
        assertThat(lines).filteredOn("\\end{tabular}"::equals).hasSize(5);
        assertThat(lines).filteredOn(line -> line.startsWith("% ")).hasSize(6);
        assertThat(lines).filteredOn(String::isEmpty).hasSize(4);
        assertThat(lines)
                .anyMatch(line -> line.startsWith("x & all & 3 & 22.0 $\\pm$ "))
                .anyMatch(line ->
                        line.startsWith("s.up & x $-$ base & more & +2.0 $\\pm$ ") && line.endsWith(" not shown \\\\"))
                .anyMatch(line -> line.startsWith("base & 0.100 $\\pm$ 0.000 & "))
                .anyMatch(line -> line.startsWith("aime & 0.6 & pass@8 & x & 2 & 50.0 $\\pm$ "))
                .contains("x & samples nothing & 1: --, 2: --, 3: -- \\\\");
    }

    @Test
    void whereThereIsNothingThereIsNoTable() throws Exception {
        runs = new Finished(folder, List.of(), "base", "x");
        runs.scores("base", 10);

        assertThat(new LatexTables(
                                new EffectTable(Effect.of(runs.ablation, runs.results)),
                                new ClaimsTable(runs.findings()),
                                new DynamicsTable(Dynamics.of(runs.ablation, runs.results, runs.curves())),
                                new AnswersTable(List.of()),
                                new UnlockTable(runs.curves().unlocks()))
                        .lines(0))
                .filteredOn("\\end{tabular}"::equals)
                .hasSize(2);
    }

    @Test
    void answersHaveEveryDigit() {
        assertThat(answers().csv())
                .hasSize(3)
                .startsWith("benchmark,temperature,metric,variant,seeds,mean,half_width,difference,"
                        + "difference_half_width,pairs,sign_flip_p,sign_flip_p_holm,t_p,t_p_holm")
                .anyMatch(line -> line.matches("aime,0\\.6,pass@8,base,2,0\\.375,1\\.588\\d+,,,,,,,"))
                // Twice the same difference: t is infinite, and 2/2² takes its place.
                .anyMatch(line -> line.matches(
                        "aime,0\\.6,pass@8,x,2,0\\.5,1\\.588\\d+,0\\.125,0\\.0,2,0\\.5,0\\.5,0\\.0,0\\.5"));
    }

    @Test
    void unlocksHaveARowARun() throws Exception {
        assertThat(runs.curves().unlockCsv())
                .containsExactly(
                        "variant,seed,sampled,first_unlock",
                        "base,1,true,",
                        "base,2,true,",
                        "base,3,true,",
                        "x,1,false,",
                        "x,2,false,",
                        "x,3,false,");
    }
}
