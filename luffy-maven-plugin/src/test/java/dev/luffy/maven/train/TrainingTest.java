package dev.luffy.maven.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.plan.Plans;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which runs are trained, and what they leave. */
class TrainingTest extends TrainingFixture {

    @Test
    void everySeedIsTrainedInItsOwnFolderInOrder() throws IOException {
        train(Plans.experiment("x", 3), Plans.experiment("x", 1));

        assertThat(started).containsExactly("x, seed 3", "x, seed 1");
        assertThat(folder.resolve("target/luffy/x/seed-3/request.json")).exists();
        assertThat(folder.resolve("target/luffy/x/seed-1/experiment.json"))
                .content()
                .contains("\"fingerprint\"", "\"problems\"", "\"gamma\" : 0.1");
        assertThat(folder.resolve("target/luffy/summary.md")).content().contains("x/seed-3", "x/seed-1");
    }

    @Test
    void anUnchangedRunIsUpToDate() throws IOException {
        train(Plans.experiment("x", 1));
        train(Plans.experiment("x", 1));

        assertThat(started).hasSize(1);
        assertThat(lines).anyMatch(line -> line.matches("x, seed 1 is up to date: fingerprint [0-9a-f]{8}… unchanged"));
    }

    @Test
    void aChangedInputIsTrainedAgain() throws IOException {
        train(Plans.experiment("x", 1));
        Files.writeString(desk.traces(), Files.readString(desk.traces()).replace("\"2\"", "\"two\""));
        train(Plans.experiment("x", 1));

        assertThat(started).hasSize(2);
    }

    @Test
    void aDamagedModelIsTrainedAgain() throws IOException {
        train(Plans.experiment("x", 1));
        Files.writeString(folder.resolve("target/luffy/x/seed-1/model/model.safetensors"), "damaged");
        train(Plans.experiment("x", 1));

        assertThat(started).hasSize(2);
    }

    @Test
    void aDamagedSummaryIsTrainedAgain() throws IOException {
        train(Plans.experiment("x", 1));
        Files.writeString(folder.resolve("target/luffy/x/seed-1/summary.json"), "{");
        train(Plans.experiment("x", 1));

        assertThat(started).hasSize(2);
    }

    @Test
    void resumeNeverTrainsAgain() throws IOException {
        train(Plans.experiment("x", 1));
        train(Request.Resume.NEVER, false, Plans.experiment("x", 1));

        assertThat(started).hasSize(2);
    }

    @Test
    void aDryRunPrintsThePlanAndStartsNothing() throws IOException {
        train(Request.Resume.AUTO, true, Plans.experiment("x", 1));

        assertThat(started).isEmpty();
        assertThat(folder.resolve("target")).doesNotExist();
        assertThat(lines).contains("plan of x, seed 1", "dry run: nothing was trained");
        assertThat(lines).anyMatch(line -> line.contains("fingerprint "));
        assertThat(lines).anyMatch(line -> line.contains("2 problems, 2 traces, 2 validation problems"));
        assertThat(lines).anyMatch(line -> line.contains("16 rows and at most 384 tokens in each of 4 steps"));
        assertThat(lines).anyMatch(line -> line.contains("memory      about"));
        assertThat(lines).anyMatch(line -> line.contains("\"learningRate\" : 1.0E-4"));
    }

    @Test
    void aDeclarationThatAKilledBuildDidNotWriteIsWrittenByTheNext() throws IOException {
        train(Plans.experiment("x", 1));
        Path declaration = target.resolve("x/seed-1/experiment.json");
        String declared = Files.readString(declaration);
        Files.delete(declaration);
        train(Plans.experiment("x", 1));

        assertThat(started).hasSize(1);
        assertThat(declaration).hasContent(declared);
    }
}
