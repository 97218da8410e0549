package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.ModelConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    private static final String TEXT = "What is 12 + 30?";
    private static final int[] IDS = {312, 265, 309, 276, 308, 33};

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void textsBecomeTheTokensOfTransformersAndBecomeTextAgain(Golden golden) throws IOException {
        try (Tokenizer tokenizer = open(golden.path())) {
            JsonNode cases = golden.expected().path("tokenization");
            assertThat(cases).isNotEmpty();
            for (JsonNode expected : cases) {
                String text = expected.path("text").textValue();
                int[] ids = Golden.ints(expected.path("ids"));
                assertThat(tokenizer.encode(text)).as(text).containsExactly(ids);
                assertThat(tokenizer.decode(ids)).isEqualTo(text);
                assertThat(tokenizer.decodeWithSpecials(ids)).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "  two  spaces , and . punctuation ' s !",
                "tab\tnewline\n\n\r\n",
                "\u0000 NUL",
                "🙂🧮 𝔸 é e\u0301 數學 العربية",
                "\\boxed{\\frac{1}{2}} <think> </think>",
                "\uFEFF\u200B\u00A0"
            })
    void everyTextSurvivesTheRoundTrip(String text) throws IOException {
        try (Tokenizer tokenizer = open(Golden.TIED.path())) {
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
    }

    /** A tokenizer's natives are in its jar; libtorch's may be wanted from DJL's server, which is decided by the same property. */
    @Test
    void anOpenedTokenizerForbidsNobodyElseADownload() throws IOException {
        String before = System.setProperty("ai.djl.offline", "false");
        try (Tokenizer tokenizer = open(Golden.TIED.path())) {
            assertThat(System.getProperty("ai.djl.offline")).isEqualTo("false");
        } finally {
            if (before == null) System.clearProperty("ai.djl.offline");
            else System.setProperty("ai.djl.offline", before);
        }
    }

    @Test
    void longTextsAreNotCutOff() throws IOException {
        try (Tokenizer tokenizer = open(Golden.TIED.path())) {
            String text = "1 + ".repeat(5000);
            int[] ids = tokenizer.encode(text);
            assertThat(ids).hasSizeGreaterThan(5000);
            assertThat(tokenizer.decode(ids)).isEqualTo(text);
        }
    }

    @Test
    void aResponsesTextKeepsEverySpecialTokenButTheOneThatEndedIt() throws IOException {
        try (Tokenizer tokenizer = open(Golden.TIED.path())) {
            int[] ids = tokenizer.encode(TEXT + "<|im_start|>12<|im_end|>");
            assertThat(tokenizer.decodeResponse(ids, true)).isEqualTo(TEXT + "<|im_start|>12");
            int[] cut = tokenizer.encode(TEXT + "<|im_start|>12");
            assertThat(tokenizer.decodeResponse(cut, false)).isEqualTo(TEXT + "<|im_start|>12");
        }
    }

    @Test
    void specialTokensAreLeftOutOrWrittenOut() throws IOException {
        try (Tokenizer tokenizer = open(Golden.TIED.path())) {
            int[] ids = tokenizer.encode("<|im_start|>" + TEXT + "<|im_end|><|endoftext|>");
            assertThat(ids).containsExactly(1, 312, 265, 309, 276, 308, 33, 2, 0);
            assertThat(tokenizer.decode(ids)).isEqualTo(TEXT);
            assertThat(tokenizer.decodeWithSpecials(ids)).isEqualTo("<|im_start|>" + TEXT + "<|im_end|><|endoftext|>");
        }
    }

    @Test
    void halfACharacterBecomesTheReplacementCharacter() throws IOException {
        try (Tokenizer tokenizer = open(Golden.TIED.path())) {
            int[] smile = tokenizer.encode("🙂");
            assertThat(smile).hasSizeGreaterThan(1);
            assertThat(tokenizer.decode(new int[] {smile[0]})).isEqualTo("\uFFFD");
        }
    }

    @Test
    void aLoneSurrogateIsReplacedInsteadOfStoppingTheProcess() throws IOException {
        try (Tokenizer tokenizer = open(Golden.TIED.path())) {
            assertThat(tokenizer.decode(tokenizer.encode("a\uD83Db\uDE42"))).matches("a\uFFFD+b\uFFFD+");
        }
    }

    @Test
    void neitherTruncationNorPaddingNorTemplatesOfTheFileApply() throws IOException {
        Path copy = Golden.TIED.copyTo(folder);
        replace(
                copy,
                "tokenizer.json",
                "\"truncation\": null",
                "\"truncation\": {\"direction\": \"Right\", "
                        + "\"max_length\": 3, \"strategy\": \"LongestFirst\", \"stride\": 0}");
        replace(
                copy,
                "tokenizer.json",
                "\"padding\": null",
                "\"padding\": {\"strategy\": {\"Fixed\": 20}, "
                        + "\"direction\": \"Right\", \"pad_to_multiple_of\": null, \"pad_id\": 0, \"pad_type_id\": 0, "
                        + "\"pad_token\": \"<|endoftext|>\"}");
        Files.writeString(
                copy.resolve("tokenizer_config.json"),
                "{\"clean_up_tokenization_spaces\": true,"
                        + "\"model_max_length\": 3, \"add_bos_token\": true, \"bos_token\": \"<|im_start|>\"}");
        try (Tokenizer tokenizer = open(copy)) {
            assertThat(tokenizer.encode(TEXT)).containsExactly(IDS);
            String text = "a , b . c ' s n't";
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void aTemplateThatAddsATokenInFrontDoesNotApply() throws IOException {
        Path copy = Golden.TIED.copyTo(folder);
        replace(
                copy,
                "tokenizer.json",
                "\"special_tokens\": {}",
                "\"special_tokens\": {\"<|im_start|>\": "
                        + "{\"id\": \"<|im_start|>\", \"ids\": [1], \"tokens\": [\"<|im_start|>\"]}}");
        String json = Files.readString(copy.resolve("tokenizer.json"));
        int single = json.indexOf('[', json.indexOf("\"single\""));
        Files.writeString(
                copy.resolve("tokenizer.json"),
                json.substring(0, single + 1)
                        + "{\"SpecialToken\": {\"id\": \"<|im_start|>\", \"type_id\": 0}},"
                        + json.substring(single + 1));
        try (Tokenizer tokenizer = open(copy)) {
            assertThat(tokenizer.encode(TEXT)).containsExactly(IDS);
        }
    }

    @Test
    void paddingAndIdsWithoutATokenAreNeverSampled() throws IOException {
        ModelConfig config = ModelConfigReader.read(Golden.TIED.path());
        try (Tokenizer tokenizer = Tokenizer.open(Golden.TIED.path(), config)) {
            assertThat(tokenizer.vocabSize()).isEqualTo(317);
            assertThat(tokenizer.eosTokenIds()).containsExactly(2);
            assertThat(tokenizer.suppressedTokens()).containsExactly(0);
        }
        try (Tokenizer tokenizer = Tokenizer.open(Golden.TIED.path(), config(config, 320, List.of(2), -1))) {
            assertThat(tokenizer.suppressedTokens()).containsExactly(317, 318, 319);
        }
        try (Tokenizer tokenizer = Tokenizer.open(Golden.TIED.path(), config(config, 318, List.of(2, 0), 0))) {
            // Padding that ends responses, as in many Qwen models, must stay possible.
            assertThat(tokenizer.suppressedTokens()).containsExactly(317);
        }
    }

    @Test
    void holesInTheVocabularyAreNeverSampledNorDecoded() throws IOException {
        Path copy = Golden.TIED.copyTo(folder);
        // The last token, so that no merge needs it: 316 moves to 400.
        String json = Files.readString(copy.resolve("tokenizer.json"));
        assertThat(json).containsOnlyOnce(": 316");
        Files.writeString(copy.resolve("tokenizer.json"), json.replace(": 316", ": 400"));
        ModelConfig config = ModelConfigReader.read(copy);
        try (Tokenizer tokenizer = Tokenizer.open(copy, config(config, 402, List.of(2), -1))) {
            assertThat(tokenizer.vocabSize()).isEqualTo(401);
            assertThat(tokenizer.suppressedTokens())
                    .containsExactly(IntStream.rangeClosed(316, 401)
                            .filter(id -> id != 400)
                            .toArray());
            for (int id : new int[] {316, 401, -1}) {
                assertThatThrownBy(() -> tokenizer.decode(new int[] {33, id}))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("Id " + id + " has no token");
                assertThatThrownBy(() -> tokenizer.decodeWithSpecials(new int[] {id}))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        refused(copy, config, "has id 400, but the model has only vocab_size 317 embeddings");
    }

    @Test
    void aTokenizerWithoutEosIsRefused() throws IOException {
        ModelConfig config = ModelConfigReader.read(Golden.TIED.path());
        refused(Golden.TIED.path(), config(config, 317, List.of(), 0), "tokenizer without EOS");
        refused(
                Golden.TIED.path(),
                config(config, 400, List.of(2, 317), 0),
                "tokenizer without EOS: has no token with eos_token_id 317");
    }

    @Test
    void aMissingOrDamagedTokenizerIsRefused() throws IOException {
        Path copy = Golden.TIED.copyTo(folder);
        ModelConfig config = ModelConfigReader.read(copy);
        Path file = copy.resolve("tokenizer.json");
        String good = Files.readString(file);
        Files.delete(file);
        refused(copy, config, "is not there");
        Files.writeString(file, good.substring(0, 100));
        refused(copy, config, "is not valid JSON");
        Files.writeString(file, "{\"model\":{\"type\":\"Unigram\",\"vocab\":[[\"a\",0.0]]}}");
        refused(copy, config, "model.vocab is not an object");
        Files.writeString(file, "{\"model\":{\"vocab\":{}}}");
        refused(copy, config, "has no tokens");
        Files.writeString(file, "{\"model\":{\"vocab\":{\"a\":0,\"b\":0}}}");
        refused(copy, config, "tokens 'a' and 'b' have the same id 0");
        Files.writeString(file, "{\"model\":{\"vocab\":{\"a\":-1}}}");
        refused(copy, config, "token 'a' has the id -1");
        Files.writeString(file, good.replace("\"BPE\"", "\"Unknown\""));
        refused(copy, config, "cannot be loaded");
    }

    private static Tokenizer open(Path folder) throws IOException {
        return Tokenizer.open(folder, ModelConfigReader.read(folder));
    }

    private static void refused(Path folder, ModelConfig config, String message) {
        assertThatThrownBy(() -> Tokenizer.open(folder, config))
                .isInstanceOfSatisfying(
                        CheckpointFormatException.class,
                        e -> assertThat(e.file()).isEqualTo(folder.resolve("tokenizer.json")))
                .hasMessageContaining(message);
    }

    private static void replace(Path folder, String file, String text, String by) throws IOException {
        String before = Files.readString(folder.resolve(file));
        assertThat(before).contains(text);
        Files.writeString(folder.resolve(file), before.replace(text, by));
    }

    private static ModelConfig config(ModelConfig from, int vocabSize, List<Integer> eos, int pad) {
        return new ModelConfig(
                vocabSize,
                from.hiddenSize(),
                from.intermediateSize(),
                from.layers(),
                from.heads(),
                from.kvHeads(),
                from.headSize(),
                from.rmsNormEps(),
                from.ropeTheta(),
                from.tiedEmbeddings(),
                from.maxPositions(),
                eos,
                pad,
                from.initializerRange());
    }
}
