package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.plan.TeacherSource;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the answers of runs come to. */
class SampledNumbersTest extends EvaluationFixture {

    @Test
    void numbersStandInTheirOrderWithEveryDigit() throws IOException {
        on = List.of("again", "sums");
        temperatures = List.of(1.0, 0.0);
        declare(new TeacherSource.JsonLines(traces));
        ablate("base");

        assertThat(table("samples.csv")).startsWith("variant,seed,benchmark,temperature,metric,value\n");
        // Of p0 one of two responses is right; of p1 and p2 none. \boxed{9} is two edits from \boxed{20}, of ten
        // letters.
        assertThat(samples("base,2,"))
                .containsExactly(
                        "again,1.0,pass@1," + 0.5 / 3,
                        "again,1.0,pass@2," + 1.0 / 3,
                        "again,1.0,truncated," + 1.0 / 3,
                        "again,1.0,tokens,3.5",
                        "again,1.0,similarity,0.9",
                        "again,0.0,pass@1,0.0",
                        "again,0.0,truncated," + 1.0 / 3,
                        "again,0.0,tokens,3.0",
                        "again,0.0,similarity,0.8",
                        "sums,1.0,pass@1," + 0.5 / 3,
                        "sums,1.0,pass@2," + 1.0 / 3,
                        "sums,1.0,truncated," + 1.0 / 3,
                        "sums,1.0,tokens,3.5",
                        "sums,1.0,similarity,0.9",
                        "sums,0.0,pass@1,0.0",
                        "sums,0.0,truncated," + 1.0 / 3,
                        "sums,0.0,tokens,3.0",
                        "sums,0.0,similarity,0.8");
        assertThat(lines)
                .contains("a.base seed 2: again pass@2 by temperature 1: 33.3 %; again pass@1 by temperature 0: 0.0 %;"
                        + " sums pass@2 by temperature 1: 33.3 %; sums pass@1 by temperature 0: 0.0 %")
                .contains(
                        "<ablation id=a><teacher> has traces of 1 of 3 problems of sums: similarity is over those alone");
    }

    @Test
    void passAtOneAndAtAllSamplesAreThereWhateverTheBenchmarkDeclares() throws IOException {
        metrics = List.of("maj@2");
        ablate("base");

        assertThat(samples("base,1,sums,0.5,"))
                .extracting(line -> line.split(",")[0])
                .containsExactly("pass@1", "pass@2", "truncated", "tokens");
    }

    @Test
    void aSecondCallStartsNoWorkerAndWritesTheSameBytes() throws IOException {
        declare(new TeacherSource.JsonLines(traces));
        ablate();
        String first = table("samples.csv");
        students.asked.clear();
        ablate();

        assertThat(students.asked).isEmpty();
        assertThat(table("samples.csv")).isEqualTo(first);
        assertThat(first.lines()).hasSize(1 + 6 * 2 * 5);
    }
}
