package dev.luffy.maven.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.result.MetricsFile;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an evaluation refuses or tells before it asks: metrics that cannot be, golds that cannot be judged. */
class DeclaredBenchmarkTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void prepare() throws IOException {
        bench = new Bench(folder);
    }

    @Test
    void metricsAreCheckedBeforeAnythingIsAsked() {
        bench.metrics("pass@1", "pass@1");
        assertThatThrownBy(() -> bench.evaluate()).hasMessageContaining("<benchmark id=sums><metrics> is ");
        bench.metrics("accuracy");
        assertThatThrownBy(() -> bench.evaluate()).hasMessageContaining("there is no such metric: use pass@k");
        bench.metrics("maj@4").samples(4);
        assertThatThrownBy(() -> bench.evaluate())
                .hasMessageContaining("maj@4, which needs 4 responses a problem, but greedy decoding makes one");
        bench.samples(2);
        assertThatThrownBy(() -> bench.evaluate())
                .hasMessageContaining("declare <temperatures> above 0 and <samples> of 4, or a metric of 1");
        bench.temperatures(1.0).samples(2);
        assertThatThrownBy(() -> bench.evaluate()).hasMessageContaining("raise <samples> to 4");
        assertThat(bench.launches()).isZero();
    }

    @Test
    void goldAnswersThatCannotBeReadAreToldAndNotScored() throws IOException {
        bench.problems("20", "\\frac{", "23");
        bench.evaluate();
        assertThat(bench.lines()).anyMatch(line -> line.startsWith("! sums: 1 problem is reported, not scored: p1 ("));
        assertThat(MetricsFile.read(bench.metrics()).results().get(0).unusable())
                .hasSize(1);
        assertThat(bench.asked()).isEqualTo(3);
    }

    @Test
    void aGoldThatBecomesReadableFindsItsResponses() throws IOException {
        bench.problems("20", "\\frac{", "23");
        bench.evaluate();
        bench.problems("20", "21", "23");
        bench.rescore();
        assertThat(MetricsFile.read(bench.metrics()).results().get(0).unusable())
                .isEmpty();
        bench.evaluate();
        assertThat(bench.launches()).isEqualTo(1);
        assertThat(MetricsFile.read(bench.metrics())
                        .results()
                        .get(0)
                        .estimates()
                        .get(0)
                        .value())
                .isEqualTo(2.0 / 3);
    }

    @Test
    void lettersUnderAPolicyForMathematicsAreTold() throws IOException {
        bench.problems("A", "(C)", "D").policy("math").dryRun();
        assertThat(bench.lines())
                .anyMatch(line -> line.startsWith("! sums: every gold answer is the letter of a choice"));
    }

    @Test
    void lettersUnderThePolicyForChoicesAndMathematicsAreNothingToTell() throws IOException {
        bench.problems("A", "C", "D").policy("choice").dryRun();
        bench.problems("A", "20", "D").policy("math").dryRun();
        assertThat(bench.lines()).noneMatch(line -> line.contains("letter of a choice"));
    }
}
