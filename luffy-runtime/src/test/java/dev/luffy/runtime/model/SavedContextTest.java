package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Context;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.ModelConfigReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SavedContextTest {
    private static final ModelConfig MODEL =
            new ModelConfig(23, 24, 40, 2, 6, 3, 8, 1e-6, 10_000, true, 4096, List.of(2), 0, 0.02);

    @TempDir
    Path folder;

    @Test
    void onlyTheTwoValuesChange() throws IOException {
        String config = "{\n \"\u00e9\": 1e-06,\n \"rope_theta\" : 10000 ,\n \"max_position_embeddings\":4096,\n"
                + " \"x\": {\"rope_theta\": 1, \"max_position_embeddings\": 2}, \"y\": [\"rope_theta\", 3]}\n";
        assertThat(saved(config, new Context(40_000.0, 16_384)))
                .isEqualTo(config.replace("10000", "40000.0").replace("4096", "16384"));
        assertThat(saved(config, new Context(40_000.0, null))).isEqualTo(config.replace("10000", "40000.0"));
        assertThat(saved(config, new Context(null, 16_384))).isEqualTo(config.replace("4096", "16384"));
        assertThat(saved(config, new Context(10_000.0, 4096))).isEqualTo(config);
    }

    @Test
    void theBaseChangesInEveryPlaceThatHasIt() throws IOException {
        assertThat(saved(
                        "{\"rope_parameters\":{\"rope_theta\":1e4,\"rope_type\":\"default\"},\"rope_theta\":null}",
                        new Context(5e5, null)))
                .isEqualTo(
                        "{\"rope_parameters\":{\"rope_theta\":500000.0,\"rope_type\":\"default\"},\"rope_theta\":500000.0}");
    }

    @Test
    void aFileThatLeftTheBaseToTheDefaultGetsAKey() throws IOException {
        assertThat(saved("{\"a\":1}", new Context(40_000.0, null))).isEqualTo("{\n  \"rope_theta\": 40000.0,\"a\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void aSavedModelHasTheContextThatItWasTrainedWith(Golden golden) throws IOException {
        ModelFolder model = ModelFolder.open(golden.path());
        ModelConfig stretched = model.config().with(new Context(54_321.5, 2048));
        Path saved = folder.resolve("saved");
        ModelFolder.save(saved, golden.path(), model.tensors(), stretched);
        assertThat(ModelConfigReader.read(saved)).isEqualTo(stretched).isNotEqualTo(model.config());
        String before = Files.readString(golden.path().resolve("config.json"));
        assertThat(Files.readString(saved.resolve("config.json")).lines())
                .hasSize((int) before.lines().count())
                .filteredOn(line -> before.lines().noneMatch(line::equals))
                .hasSize(2);
    }

    @Test
    void nothingButTheContextMayDiffer() throws IOException {
        ModelFolder model = ModelFolder.open(Golden.TIED.path());
        ModelConfig other = ModelFolder.open(Golden.QWEN3.path()).config();
        assertThatThrownBy(() -> ModelFolder.save(folder.resolve("x"), model.path(), model.tensors(), other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("configuration differs");
    }

    private static String saved(String config, Context context) throws IOException {
        byte[] bytes = SavedContext.of(config.getBytes(StandardCharsets.UTF_8), MODEL, MODEL.with(context));
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
