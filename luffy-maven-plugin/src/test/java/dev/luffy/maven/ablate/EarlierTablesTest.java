package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.plan.UserErrorException;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class EarlierTablesTest extends AblationFixture {

    private static final String KEPT =
            "ablation a: no run has a result as it is declared now; the tables of an earlier" + " call in ";

    private void everyRunIsRefused(String reason) {
        for (Variant each : variants) {
            for (long seed : seeds) ends.put("a." + each.id() + "/seed-" + seed, new WorkerEnd.UserError(reason));
        }
        assertThatThrownBy(this::ablate).isInstanceOf(UserErrorException.class).hasMessageStartingWith("6 runs");
    }

    @Test
    void aCallWithoutAnyResultLeavesThemAsTheyAre() throws IOException {
        ablate();
        String table = table("table.md");
        String plot = table("reward.svg");
        Files.writeString(heldOut, Files.readString(heldOut).replace("2+2", "1+3"));
        everyRunIsRefused("the checkpoint belongs to another run");

        assertThat(table("table.md")).isEqualTo(table);
        assertThat(table("reward.svg")).isEqualTo(plot);
        assertThat(lines).contains(KEPT + target.resolve("ablate/a") + " are left as they are");
    }

    @Test
    void tablesWithoutAResultAreWrittenAnew() throws IOException {
        everyRunIsRefused("too large");
        everyRunIsRefused("too small");

        assertThat(table("table.md")).contains("base, seed 2: too small").doesNotContain("too large");
        assertThat(lines).noneMatch(line -> line.startsWith(KEPT));
    }
}
