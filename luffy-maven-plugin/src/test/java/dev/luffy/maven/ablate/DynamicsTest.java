package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.maven.study.Quantity.Span;
import dev.luffy.maven.study.Quantity.Trait;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamicsTest {

    @TempDir
    Path folder;

    private Finished runs;

    @BeforeEach
    void prepare() {
        runs = new Finished(folder, List.of(), "base", "free", "sft");
    }

    private Compared reward(String variant, Span third) throws Exception {
        return Dynamics.of(runs.ablation, runs.results, runs.curves()).stream()
                .filter(each -> each.quantity() == Trait.REWARD && each.third() == third)
                .map(Dynamics::compared)
                .filter(each -> each.variant().equals(variant))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everySeedCountsOnceAndIsPairedWithTheBases() throws Exception {
        runs.run("base", 1, 0, Finished.rewards(0.2, 0.4, 0.6));
        runs.run("base", 2, 0, Finished.rewards(0.4, 0.4, 0.8));
        runs.run("free", 2, 0, Finished.rewards(0.1, 0.4, 0.3));
        runs.run("free", 1, 0, Finished.rewards(0.3, 0.4, 0.5, 0.5, 0.5, 0.5));

        Compared base = reward("base", Span.FIRST);
        assertThat(base.values()).containsExactly(0.2, 0.4);
        assertThat(base.mean()).isCloseTo(0.3, within(1e-12));
        // t(0.975, 1) = 12.7062, and s/√2 of two numbers is half their distance.
        assertThat(base.halfWidth()).isCloseTo(12.706204736 * 0.1, within(1e-8));
        assertThat(base.toBase()).isNull();
        Difference free = reward("free", Span.LAST).toBase();
        assertThat(free.seeds()).containsExactly(2L, 1L);
        assertThat(free.differences().get(0)).isCloseTo(-0.5, within(1e-12));
        assertThat(free.differences().get(1)).isCloseTo(-0.1, within(1e-12));
    }

    @Test
    void holmTakesTheVariantsOfAThirdAsOneFamily() throws Exception {
        for (int seed = 1; seed <= 3; seed++) {
            runs.run("base", seed, 0, Finished.rewards(0.2, 0.2, 0.2));
            runs.run("free", seed, 0, Finished.rewards(0.3 + 0.1 * seed, 0.2, 0.2));
            runs.run("sft", seed, 0, Finished.rewards(0.2, 0.2, 0.2));
        }

        Difference free = reward("free", Span.FIRST).toBase();
        assertThat(free.tTestHolm()).isEqualTo(2 * free.tTestP());
        assertThat(reward("sft", Span.FIRST).toBase().tTestHolm()).isEqualTo(1);
    }

    @Test
    void aVariantThatSamplesNothingHasNoDynamics() throws Exception {
        runs.run("base", 1, 0, Finished.rewards(0.2, 0.4, 0.6));
        runs.run("sft", 1, 0, Finished.line(1, null, null, null), Finished.line(2, null, null, null));

        assertThat(Dynamics.of(runs.ablation, runs.results, runs.curves()))
                .hasSize(9)
                .allMatch(each -> each.compared().variant().equals("base"));
    }

    @Test
    void theTableForPeopleHasFirstAndLastThirdAndTheFileAll() throws Exception {
        for (int seed = 1; seed <= 2; seed++) {
            runs.run("base", seed, 0, Finished.rewards(0.5, 0.25, 0.125));
            runs.run("free", seed, 0, Finished.rewards(0.5, 0.25, 0.125 * seed));
        }
        DynamicsTable table = new DynamicsTable(Dynamics.of(runs.ablation, runs.results, runs.curves()));

        assertThat(table.markdown())
                .contains("| base | 0.500 ± 0.000 | 0.125 ± 0.000 | 1.000 ± 0.000 | 1.000 ± 0.000 | 10.0 ± 0.0 |")
                .contains("| free | 0.500 ± 0.000; p 1.0000 | 0.188 ± 0.794; p 0.5000 | 1.000 ± 0.000; p 1.0000 |"
                        + " 1.000 ± 0.000; p 1.0000 | 10.0 ± 0.0; p 1.0000 |");
        assertThat(table.text()).noneMatch(line -> line.contains("p 0.5"));
        assertThat(table.csv()).hasSize(1 + 2 * 9).contains("base,REWARD,MIDDLE,2,0.25,0.0,,,,,,,");
        String last = table.csv().stream()
                .filter(line -> line.startsWith("free,REWARD,LAST,2,0.1875,0.79"))
                .findFirst()
                .orElseThrow();
        // Differences 0 and 0.125: t = 1 with one degree of freedom, p = 1/2.
        String[] cells = last.split(",", -1);
        assertThat(cells).hasSize(13).startsWith("free", "REWARD", "LAST", "2", "0.1875");
        assertThat(cells[6]).isEqualTo("0.0625");
        assertThat(cells[8]).isEqualTo("2");
        assertThat(Double.parseDouble(cells[11])).isCloseTo(0.5, within(1e-9));
    }
}
