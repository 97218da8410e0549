package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The files that a call leaves beside the tables for people. */
class WrittenTablesTest extends EvaluationFixture {

    @Test
    void unlocksAndAnswersAreFilesAndInTheLatex() throws IOException {
        ablate();

        assertThat(table("unlocks.csv").lines())
                .hasSize(1 + 6)
                .contains("variant,seed,sampled,first_unlock", "mixed,2,true,2");
        assertThat(table("answers.csv").lines())
                .anyMatch(line -> line.startsWith("sums,0.5,pass@2,mixed,2,"))
                .anyMatch(line -> line.startsWith("sums,1.0,tokens,base,2,"));
        assertThat(table("table.tex")).contains("sums & 0.5 & pass@2 & mixed & 2 & ", "free & 2 of 2 seeds & ");
    }

    @Test
    void answersOfAnEarlierCallGoWhenNothingIsAskedAnyMore() throws IOException {
        ablate();
        evaluation = null;
        ablate();

        assertThat(target.resolve("ablate/a/answers.csv")).doesNotExist();
        assertThat(target.resolve("ablate/a/unlocks.csv")).exists();
        assertThat(table("table.tex")).doesNotContain("sums");
    }
}
