package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.study.Claim;
import dev.luffy.maven.study.Expectation;
import dev.luffy.maven.study.Quantity;
import dev.luffy.runtime.experiment.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsTableTest {

    private static final Quantity SCORE = new Quantity.HeldOut(null);

    @TempDir
    Path folder;

    private ClaimsTable table() throws Exception {
        Finished runs = new Finished(
                folder,
                List.of(
                        new Claim("s.up", "Up is up", SCORE, "x", "base", Expectation.MORE),
                        new Claim("s.gone", "It is gone", SCORE, "gone", null, Expectation.NO_MORE)),
                "base",
                "x");
        runs.scores("base", 25, 50);
        runs.scores("x", 50, 100);
        return new ClaimsTable(runs.findings());
    }

    @Test
    void peopleReadTheStatementTheTestsAndTheVerdict() throws Exception {
        assertThat(table().markdown())
                .contains("## Claims")
                .anyMatch(line -> line.contains("cannot fall below 2/2^n"))
                .anyMatch(line -> line.startsWith("| s.up | Up is up | pass@1 | x − base | more | 2 | +37.5 ± 158.8 |"
                                + " 0.5000 | – | 0.2048 | – |")
                        && line.endsWith(" not measured: two seeds are too few |"))
                .contains("| s.gone | It is gone | pass@1 | gone | no more | – | – | – | – | – | – |"
                        + " not measured: there is no variant gone |");
        assertThat(table().text())
                .anyMatch(line ->
                        line.matches("s.up +x − base +more +\\+37.5 .* – +not measured: two seeds are too few"));
    }

    @Test
    void filesHaveEveryDigitAndTheJsonTheSeeds() throws Exception {
        assertThat(table().csv())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("s.up,Up is up,pass@1,x,base,MORE,0.375,1.588")
                        && line.endsWith(",not measured,two seeds are too few"))
                .contains("s.gone,It is gone,pass@1,gone,,NO_MORE,,,,,,,,not measured,there is no variant gone");
        assertThat(Json.canonical(table().findings().get(0)))
                .startsWith("{\"difference\":{\"differences\":[0.25,0.5],")
                .contains(
                        "\"expected\":\"MORE\",\"id\":\"s.up\",\"quantity\":\"pass@1\",\"reason\":\"two seeds are too few\",")
                .contains("\"verdict\":\"not measured\"");
    }

    @Test
    void nothingIsSaidWhereNothingIsClaimed() {
        assertThat(new ClaimsTable(List.of()).text()).isEmpty();
    }
}
