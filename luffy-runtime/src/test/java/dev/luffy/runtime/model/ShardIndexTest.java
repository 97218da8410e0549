package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.tensor.FloatTensor;
import dev.luffy.runtime.tensor.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardIndexTest {
    private static final String NORM = "\"model.norm.weight\": \"model-00003-of-00003.safetensors\"";

    @TempDir
    Path folder;

    private Path model;
    private Path index;

    @BeforeEach
    void theCopyIsGood() throws IOException {
        model = Golden.UNTIED_BF16_SHARDED.copyTo(folder);
        index = model.resolve("model.safetensors.index.json");
        assertThat(ModelFolder.open(model).tensors()).hasSize(39);
        assertThat(Files.readString(index)).contains(NORM);
    }

    @Test
    void aMissingShardIsRefused() throws IOException {
        Path shard = model.resolve("model-00002-of-00003.safetensors");
        Files.delete(shard);
        refused(shard, "is not there; the weights are incomplete");
    }

    @Test
    void aTensorThatItsShardDoesNotHaveIsRefused() throws IOException {
        replace(NORM, NORM.replace("00003-of", "00001-of"));
        refused(
                index,
                "weight_map puts tensor 'model.norm.weight' into model-00001-of-00003.safetensors, which does not have it");
    }

    @Test
    void aTensorThatNoShardHasIsRefused() throws IOException {
        replace(NORM, NORM + ", \"model.extra\": \"model-00001-of-00003.safetensors\"");
        refused(index, "weight_map puts tensor 'model.extra' into model-00001-of-00003.safetensors");
    }

    @Test
    void aTensorThatTheIndexDoesNotNameIsRefused() throws IOException {
        replace(",\n    " + NORM, "");
        refused(index, "weight_map does not name tensor 'model.norm.weight' of model-00003-of-00003.safetensors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"../model-00003-of-00003.safetensors\"",
                "\"/etc/passwd\"",
                "\"a/b.safetensors\"",
                "\"a\\\\b.safetensors\"",
                "\".safetensors\"",
                "\"pytorch_model.bin\"",
                "\"a\\u0000.safetensors\"",
                "\"\"",
                "7",
                "null",
                "{}"
            })
    void anIndexCannotLeaveItsFolder(String file) throws IOException {
        replace(NORM, "\"model.norm.weight\": " + file);
        refused(
                index,
                "weight_map puts 'model.norm.weight' into " + file + "; must be the name of a .safetensors file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"weight_map\":{}}", "{\"weight_map\":[]}", "{\"weight_map\":null}"})
    void anIndexWithoutAMapIsRefused(String json) throws IOException {
        Files.writeString(index, json);
        refused(index, "weight_map must map tensor names to files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"weight_map\":{\"a\":\"b\",\"a\":\"b\"}}"})
    void anIndexThatIsNotOneJsonObjectIsRefused(String json) throws IOException {
        Files.writeString(index, json);
        refused(index, "JSON");
    }

    @Test
    void theSingleFileWinsAsInTransformers() throws IOException {
        ModelFolder sharded = ModelFolder.open(model);
        Safetensors.write(model.resolve("model.safetensors"), sharded.tensors());
        Files.writeString(index, "not read");
        Map<String, FloatTensor> values = Host.of(sharded.tensors());
        assertThat(Host.of(ModelFolder.open(model).tensors())).isEqualTo(values);
        Files.delete(index);
        Files.delete(model.resolve("model-00001-of-00003.safetensors"));
        assertThat(Host.of(ModelFolder.open(model).tensors())).isEqualTo(values);
    }

    private void replace(String text, String by) throws IOException {
        String before = Files.readString(index);
        assertThat(before).contains(text);
        Files.writeString(index, before.replace(text, by));
    }

    private void refused(Path file, String message) {
        assertThatThrownBy(() -> ModelFolder.open(model))
                .isInstanceOfSatisfying(
                        CheckpointFormatException.class,
                        e -> assertThat(e.file()).isEqualTo(file))
                .hasMessageContaining(message);
    }
}
