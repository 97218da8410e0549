package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.plan.UserErrorException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveTest {

    @TempDir
    Path folder;

    private Curve curve(String... lines) throws Exception {
        return Curve.read(Files.writeString(folder.resolve("metrics.ndjson"), String.join("\n", lines) + "\n"));
    }

    @Test
    void thefirstUnlockIsTheFirstStepWithASolvedHardPrompt() throws Exception {
        Curve curve = curve(Runs.metrics(1, 0), Runs.metrics(2, 0), Runs.metrics(3, 2), Runs.metrics(4, 5));

        assertThat(curve.firstUnlock()).isEqualTo(3);
        assertThat(curve.sampled()).isTrue();
        assertThat(curve.steps().get(1)).isEqualTo(new Curve.Step(2, 0.5, 1.25, 7.0, 0.0, 0));
    }

    @Test
    void whatNeverUnlocksHasNoStep() throws Exception {
        assertThat(curve(Runs.metrics(1, 0)).firstUnlock()).isNull();
    }

    @Test
    void aRunThatSamplesNothingHasEmptyMeans() throws Exception {
        Curve curve = curve(Runs.metrics(1, 0).replaceAll("(0.5|1.25|7.0|0.0)([,}])", "null$2"));

        assertThat(curve.sampled()).isFalse();
        assertThat(curve.steps().get(0).reward()).isNull();
    }

    @Test
    void aDamagedLineIsNamed() {
        assertThatThrownBy(() -> curve(Runs.metrics(1, 0), "{\"step\": 2}"))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("metrics.ndjson:2 is no line of metrics");
    }
}
