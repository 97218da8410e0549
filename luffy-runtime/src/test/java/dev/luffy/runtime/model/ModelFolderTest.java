package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.tensor.FloatTensor;
import dev.luffy.runtime.tensor.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        // Sums in double precision by torch, over what the Python package safetensors reads.
        "TIED, 38, 159360, 427.8024850392769, -6.910559679896551",
        "UNTIED_BF16_SHARDED, 39, 179648, 460.2727812230587, -10.00264348089695"
    })
    void theWholeModelIsReadAsTransformersReadsIt(Golden golden, int count, long size, double sum, double embeddingSum)
            throws IOException {
        ModelFolder model = ModelFolder.open(golden.path());
        assertThat(model.hasWeights()).isTrue();
        assertThat(model.tensors()).hasSize(count);
        assertThat(model.config().parameterCount()).isEqualTo(size);
        assertThat(Host.of(model.tensors()).values().stream()
                        .mapToLong(tensor -> tensor.data().length)
                        .sum())
                .isEqualTo(size);
        double total = Host.of(model.tensors()).values().stream()
                .mapToDouble(ModelFolderTest::sum)
                .sum();
        assertThat(total).isCloseTo(sum, within(1e-9));
        assertThat(sum(model.tensors().get("model.embed_tokens.weight").whole()))
                .isCloseTo(embeddingSum, within(1e-11));
    }

    @ParameterizedTest
    @EnumSource
    void theTensorsAreThoseThatTransformersTrains(Golden golden) throws IOException {
        assertThat(ModelFolder.open(golden.path()).tensors().keySet())
                .containsExactlyInAnyOrderElementsOf(golden.expectedParameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "tokenizer.json", "model.safetensors"})
    void theDigestChangesWithEveryFileOfTheModelAndNoOther(String name) throws IOException {
        Path copy = Golden.TIED.copyTo(folder);
        String before = InputDigest.ofModel(copy);
        Files.writeString(copy.resolve("README.md"), "hello");
        assertThat(InputDigest.ofModel(copy)).isEqualTo(before);
        byte[] bytes = Files.readAllBytes(copy.resolve(name));
        // The last byte is a weight, or the white space or brace that ends a text.
        bytes[bytes.length - 1] = (byte) (name.endsWith("json") ? '}' : bytes[bytes.length - 1] ^ 1);
        bytes[bytes.length - 2] = (byte) (name.endsWith("json") ? ' ' : bytes[bytes.length - 2]);
        Files.write(copy.resolve(name), bytes);
        assertThat(InputDigest.ofModel(copy)).isNotEqualTo(before);
    }

    @Test
    void aModelMayBeSavedOverItsOwnTemplate() throws IOException {
        Path copy = Golden.UNTIED_BF16_SHARDED.copyTo(folder);
        ModelFolder model = ModelFolder.open(copy);
        Map<String, FloatTensor> tensors = new TreeMap<>(Host.of(model.tensors()));
        tensors.get("model.norm.weight").data()[3] = 42;
        ModelFolder.save(copy, copy, tensors, model.config());
        assertThat(Host.of(ModelFolder.open(copy).tensors())).isEqualTo(tensors);
        assertThat(Golden.files(copy))
                .filteredOn(name -> name.contains("safetensors"))
                .containsExactly(
                        "model-00001-of-00003.safetensors",
                        "model-00002-of-00003.safetensors",
                        "model-00003-of-00003.safetensors",
                        "model.safetensors.index.json");
    }

    @Test
    void theDigestOfTheWeightsIsThatOfTheFileOrOfAllShards() throws IOException {
        Path single = Golden.TIED.path();
        assertThat(InputDigest.ofWeights(single)).isEqualTo(InputDigest.ofFile(single.resolve("model.safetensors")));
        Path copy = Golden.UNTIED_BF16_SHARDED.copyTo(folder);
        String before = InputDigest.ofWeights(copy);
        Files.writeString(copy.resolve("config.json"), "{}");
        assertThat(InputDigest.ofWeights(copy)).isEqualTo(before);
        Path shard = copy.resolve("model-00002-of-00003.safetensors");
        byte[] bytes = Files.readAllBytes(shard);
        bytes[bytes.length - 1] ^= 1;
        Files.write(shard, bytes);
        assertThat(InputDigest.ofWeights(copy)).isNotEqualTo(before);
    }

    @Test
    void aFolderWithoutWeightsHasNone() throws IOException {
        Path copy = Golden.TIED.copyTo(folder);
        ModelFolder withWeights = ModelFolder.open(copy);
        Map<String, FloatTensor> tensors = new TreeMap<>(Host.of(withWeights.tensors()));
        String digest = InputDigest.ofModel(copy);
        Files.delete(copy.resolve("model.safetensors"));
        ModelFolder empty = ModelFolder.open(copy);
        assertThat(empty.hasWeights()).isFalse();
        assertThat(empty.config()).isEqualTo(withWeights.config());
        assertThat(InputDigest.ofModel(copy)).isNotEqualTo(digest).hasSize(64);
        refused(empty::tensors, copy, "has no weights; add model.safetensors or ask for random initialisation");
        ModelFolder.save(folder.resolve("trained"), copy, tensors, empty.config());
        assertThat(ModelFolder.open(folder.resolve("trained")).hasWeights()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "pytorch_model.bin, convert it to safetensors",
        "pytorch_model-00001-of-00002.bin, convert it to safetensors",
        "consolidated.00.pth, convert it to safetensors",
        "model.gguf, in a format that is not read; convert it to safetensors",
        "model-00001-of-00002.safetensors, nor named by model.safetensors.index.json; get the missing file",
        "adapter_model.safetensors, is neither model.safetensors"
    })
    void weightsThatCannotBeUsedAreNotTakenForNone(String name, String message) throws IOException {
        Path copy = Golden.TIED.copyTo(folder);
        Files.delete(copy.resolve("model.safetensors"));
        Files.writeString(copy.resolve(name), "x");
        refused(() -> ModelFolder.open(copy), copy.resolve(name), message);
    }

    @Test
    void aPickleBesideSafetensorsIsIgnored() throws IOException {
        Path copy = Golden.TIED.copyTo(folder);
        Files.writeString(copy.resolve("pytorch_model.bin"), "x");
        assertThat(ModelFolder.open(copy).hasWeights()).isTrue();
    }

    @Test
    void aMissingTensorIsRefused() throws IOException {
        Path copy = withTensors(tensors -> tensors.remove("model.layers.1.self_attn.k_proj.bias"));
        refused(
                () -> ModelFolder.open(copy),
                copy,
                "has no tensor 'model.layers.1.self_attn.k_proj.bias' of shape [32]");
    }

    @Test
    void aTensorOfAnotherShapeIsRefused() throws IOException {
        Path copy = withTensors(tensors ->
                tensors.put("model.norm.weight", new FloatTensor(new long[] {8, 8}, new float[64])));
        refused(
                () -> ModelFolder.open(copy),
                copy.resolve("model.safetensors"),
                "tensor 'model.norm.weight' has shape [8, 8], but config.json asks for [64]");
    }

    @Test
    void anUnexpectedTensorIsRefused() throws IOException {
        Path copy =
                withTensors(tensors -> tensors.put("model.layers.3.x", new FloatTensor(new long[] {1}, new float[1])));
        refused(
                () -> ModelFolder.open(copy),
                copy.resolve("model.safetensors"),
                "has a tensor 'model.layers.3.x', which the model that config.json describes does not have");
    }

    @Test
    void aTiedModelMayRepeatItsEmbeddingAsOutputProjection() throws IOException {
        Path copy = withTensors(tensors -> tensors.put("lm_head.weight", tensors.get("model.embed_tokens.weight")));
        ModelFolder model = ModelFolder.open(copy);
        assertThat(Host.of(model.tensors()))
                .isEqualTo(Host.of(ModelFolder.open(Golden.TIED.path()).tensors()));
    }

    @Test
    void aTiedModelWithADifferentOutputProjectionIsRefused() throws IOException {
        Path copy = withTensors(tensors -> {
            float[] data = tensors.get("model.embed_tokens.weight").data().clone();
            data[data.length - 1] += 1;
            tensors.put("lm_head.weight", new FloatTensor(new long[] {317, 64}, data));
        });
        refused(
                () -> ModelFolder.open(copy),
                copy.resolve("model.safetensors"),
                "tensor 'lm_head.weight' differs from 'model.embed_tokens.weight' although tie_word_embeddings is true");
    }

    @Test
    void anUntiedModelMustHaveItsOutputProjection() throws IOException {
        Path copy = Golden.TIED.copyTo(folder);
        Path config = copy.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config).replace("\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false"));
        refused(() -> ModelFolder.open(copy), copy, "has no tensor 'lm_head.weight' of shape [317, 64]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q_norm", "k_norm"})
    void aQwen3WithoutTheNormsOfItsHeadsIsRefused(String norm) throws IOException {
        Path copy = Golden.QWEN3.copyTo(folder);
        Map<String, FloatTensor> tensors =
                new TreeMap<>(Host.of(ModelFolder.open(copy).tensors()));
        String name = "model.layers.1.self_attn." + norm + ".weight";
        tensors.remove(name);
        Safetensors.write(copy.resolve("model.safetensors"), tensors);
        refused(() -> ModelFolder.open(copy), copy, "has no tensor '" + name + "' of shape [24], which config.json");
    }

    @Test
    void theWeightsOfOneFamilyAreNotReadAsThoseOfAnother() throws IOException {
        Path copy = Golden.LLAMA.copyTo(folder);
        Path config = copy.resolve("config.json");
        Files.writeString(
                config, Files.readString(config).replace("\"attention_bias\": false", "\"attention_bias\": true"));
        refused(() -> ModelFolder.open(copy), copy, "has no tensor 'model.layers.0.self_attn.k_proj.bias'");
        Path qwen = Golden.QWEN3.copyTo(folder);
        Files.writeString(
                qwen.resolve("config.json"),
                Files.readString(qwen.resolve("config.json"))
                        .replace("Qwen3", "Llama")
                        .replace("qwen3", "llama"));
        refused(
                () -> ModelFolder.open(qwen),
                qwen.resolve("model.safetensors"),
                "has a tensor 'model.layers.0.self_attn.k_norm.weight', which the model that config.json describes does not");
    }

    @Test
    void tensorsOfAnotherModelAreNotSaved() throws IOException {
        ModelFolder model = ModelFolder.open(Golden.TIED.path());
        Map<String, FloatTensor> tensors = new TreeMap<>(Host.of(model.tensors()));
        FloatTensor norm = tensors.remove("model.norm.weight");
        tensors.put("extra", norm);
        Path target = folder.resolve("target");
        notSaved(target, tensors, model.config(), "[extra, model.norm.weight]");
        tensors.remove("extra");
        tensors.put("model.norm.weight", new FloatTensor(new long[] {64, 1}, norm.data()));
        notSaved(target, tensors, model.config(), "'model.norm.weight' has shape [64, 1]; must be [64]");
        ModelConfig other = ModelFolder.open(Golden.UNTIED_BF16_SHARDED.path()).config();
        notSaved(target, tensors, other, "configuration differs");
        assertThat(Golden.files(folder)).isEmpty();
    }

    private static void notSaved(Path target, Map<String, FloatTensor> tensors, ModelConfig config, String message) {
        assertThatThrownBy(() -> ModelFolder.save(target, Golden.TIED.path(), tensors, config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private interface Change {
        void to(Map<String, FloatTensor> tensors);
    }

    /** The tied model with other weights. */
    private Path withTensors(Change change) throws IOException {
        Path copy = Golden.TIED.copyTo(folder);
        Map<String, FloatTensor> tensors =
                new TreeMap<>(Host.of(ModelFolder.open(copy).tensors()));
        change.to(tensors);
        Safetensors.write(copy.resolve("model.safetensors"), tensors);
        return copy;
    }

    private static void refused(ThrowingCallable call, Path file, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CheckpointFormatException.class,
                        e -> assertThat(e.file()).isEqualTo(file))
                .hasMessageContaining(message);
    }

    private static double sum(FloatTensor tensor) {
        double sum = 0;
        for (float value : tensor.data()) {
            sum += value;
        }
        return sum;
    }
}
