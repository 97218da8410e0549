package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.tensor.FloatTensor;
import dev.luffy.runtime.tensor.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SavedWeightsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void savingAnUntrainedModelGivesItsOwnFolder(Golden golden) throws IOException {
        ModelFolder model = ModelFolder.open(golden.path());
        Path saved = folder.resolve("saved");
        ModelFolder.save(saved, model.path(), model.tensors(), model.config());
        assertThat(InputDigest.ofModel(saved)).isEqualTo(InputDigest.ofModel(model.path()));
        for (String name : Golden.files(saved)) {
            assertThat(saved.resolve(name)).hasSameBinaryContentAs(model.path().resolve(name));
        }
        List<String> expected = new ArrayList<>(Golden.files(model.path()));
        expected.remove("expected.json");
        assertThat(Golden.files(saved)).isEqualTo(expected);
    }

    @Test
    void aTrainedTensorIsRoundedToTheTypeItCameInAndTheOthersKeepTheirBytes() throws IOException {
        ModelFolder model = ModelFolder.open(Golden.UNTIED_BF16_SHARDED.path());
        Map<String, FloatTensor> tensors = new TreeMap<>(Host.of(model.tensors()));
        float[] norm = tensors.get("model.norm.weight").data();
        norm[0] = 1 + 0x1p-8f; // between 1 and 1 + 2^-7, of which 1 is even
        norm[1] = 1 + 0x1.8p-8f;
        Path saved = folder.resolve("saved");
        ModelFolder.save(saved, model.path(), tensors, model.config());
        Map<String, FloatTensor> read =
                new TreeMap<>(Host.of(ModelFolder.open(saved).tensors()));
        assertThat(Arrays.copyOf(read.remove("model.norm.weight").data(), 3)).containsExactly(1, 1 + 0x1p-7f, norm[2]);
        tensors.remove("model.norm.weight");
        assertThat(read).isEqualTo(tensors);
    }

    @Test
    void aTiedOutputProjectionThatWasThereIsThereAgain() throws IOException {
        Path copy = Golden.TIED.copyTo(folder);
        Map<String, FloatTensor> tensors =
                new TreeMap<>(Host.of(ModelFolder.open(copy).tensors()));
        tensors.put("lm_head.weight", tensors.get("model.embed_tokens.weight"));
        Safetensors.write(copy.resolve("model.safetensors"), tensors);
        ModelFolder model = ModelFolder.open(copy);
        Path saved = folder.resolve("saved");
        ModelFolder.save(saved, copy, model.tensors(), model.config());
        assertThat(saved.resolve("model.safetensors")).hasSameBinaryContentAs(copy.resolve("model.safetensors"));
    }

    @ParameterizedTest
    @CsvSource({"float32, F32", "float16, F16", "bfloat16, BF16"})
    void aModelWithoutWeightsIsSavedInTheTypeThatItDeclares(String declared, ElementType type) throws IOException {
        Path copy = Golden.TIED.copyTo(folder);
        ModelFolder model = ModelFolder.open(Golden.TIED.path());
        Files.delete(copy.resolve("model.safetensors"));
        Path config = copy.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"float32\"", '"' + declared + '"'));
        Path saved = folder.resolve("saved");
        ModelFolder.save(saved, copy, model.tensors(), model.config());
        Safetensors file = Safetensors.open(saved.resolve("model.safetensors"));
        assertThat(file.names()).allSatisfy(name -> assertThat(file.type(name)).isEqualTo(type));
        assertThat(saved.resolve("config.json")).hasSameBinaryContentAs(config);
    }

    @Test
    void aNumberThatFloat16CannotHoldIsNotSavedAsInfinity() throws IOException {
        Path copy = Golden.TIED.copyTo(folder);
        Map<String, FloatTensor> tensors =
                new TreeMap<>(Host.of(ModelFolder.open(Golden.TIED.path()).tensors()));
        Files.delete(copy.resolve("model.safetensors"));
        Path config = copy.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"float32\"", "\"float16\""));
        tensors.get("model.norm.weight").data()[7] = 70_000;
        assertThatThrownBy(() -> ModelFolder.save(
                        folder.resolve("saved"),
                        copy,
                        tensors,
                        ModelFolder.open(copy).config()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Tensor 'model.norm.weight' holds 70000.0, which float16 cannot hold; start from weights in"
                        + " bfloat16 or float32");
        assertThat(folder.resolve("saved")).doesNotExist();
    }
}
