package dev.luffy.maven.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.ModelConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredMemoryTest {
    private static final ModelConfig MODEL =
            new ModelConfig(11, 8, 32, 2, 4, 2, 2, 1e-6, 1e4, true, 64, List.of(1), 0, 0.02);

    @TempDir
    Path folder;

    @Test
    void theLargestOfAllStepsStandsBesideThePlan() throws Exception {
        Path timings = Files.writeString(folder.resolve("timings.ndjson"), """
                {"step":1,"rolloutPeakBytes":629145600,"updatePeakBytes":524288000}
                {"step":2,"rolloutPeakBytes":524288000,"updatePeakBytes":734003200}
                """);
        MeasuredMemory memory = MeasuredMemory.in(timings).orElseThrow();
        assertThat(memory).isEqualTo(new MeasuredMemory(600L << 20, 700L << 20));
        MemoryPlan plan = MemoryPlan.of(Plans.experiment("x", 1), MODEL);
        assertThat(memory.against(plan))
                .matches(
                        "memory: 600\\.0 MiB while sampling, 700\\.0 while updating; planned 54\\d\\.\\d and 54\\d\\.\\d");
    }

    @Test
    void whereNothingIsSampledOnlyUpdatingIsCompared() {
        MemoryPlan none = new MemoryPlan(1L << 20, 0, 0, 0, 0, 0, 0, 1L << 20, 0, 0, 0, 0);
        assertThat(new MeasuredMemory(1L << 20, 3L << 20).against(none))
                .isEqualTo("memory: 3.0 MiB while updating; planned 2.0");
    }

    @Test
    void nothingIsSaidWhereNobodyCouldMeasure() throws Exception {
        assertThat(MeasuredMemory.in(folder.resolve("none"))).isEmpty();
        Path timings = Files.writeString(
                folder.resolve("timings.ndjson"), "{\"step\":1,\"rolloutPeakBytes\":null,\"updatePeakBytes\":null}\n");
        assertThat(MeasuredMemory.in(timings)).isEmpty();
    }
}
