package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.Conversation;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Rollout;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be wrong with a model folder, as a run tells it: the file, the value and the fix, before anything is trained. */
class BadModelTest {

    @TempDir
    Path temporary;

    private RunFixture fixture;
    private Path model;

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new RunFixture(temporary.resolve("run"));
        model = copy("qwen2-tied");
    }

    @Test
    void theCopyIsGood() throws IOException {
        new Run(request(Declarations.luffy()), () -> {}, fixture.events::add).execute();
        assertThat(fixture.output().resolve("model")).isDirectory();
    }

    @Test
    void anotherArchitecture() throws IOException {
        replace("config.json", "\"qwen2\"", "\"mixtral\"");
        refused(
                "config.json",
                "model_type is \"mixtral\", which is not supported; use a model of type \"qwen2\", \"qwen3\", \"llama\"");
    }

    @Test
    void aClassifierOfTheFamily() throws IOException {
        replace("config.json", "Qwen2ForCausalLM", "Qwen2ForRewardModel");
        refused(
                "config.json",
                "architectures is [\"Qwen2ForRewardModel\"], which is not supported; a model of type \"qwen2\" must be a"
                        + " Qwen2ForCausalLM");
    }

    @Test
    void anUnknownKey() throws IOException {
        replace("config.json", "\"use_cache\"", "\"attention_sinks\": 4, \"use_cache\"");
        refused(
                "config.json",
                "attention_sinks is 4, which is not supported: it is not known what the key changes in a model of this"
                        + " type; remove it if the model computes the same without it");
    }

    @Test
    void aMissingShard() throws IOException, URISyntaxException {
        model = copy("qwen2-untied-bf16-sharded");
        Files.delete(model.resolve("model-00002-of-00003.safetensors"));
        refused("model-00002-of-00003.safetensors", "is not there; the weights are incomplete, get them again");
    }

    @Test
    void anElementTypeThatIsNotRead() throws IOException {
        Path file = model.resolve("model.safetensors");
        String latin = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        // The first tensor of the header; integers of the same width.
        Files.write(file, latin.replaceFirst("\"F32\"", "\"I32\"").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> run(Declarations.luffy()))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageStartingWith(file + ": tensor '")
                .hasMessageEndingWith("' has dtype \"I32\"; convert it to F32, F16 or BF16");
    }

    @Test
    void aDeclaredElementTypeThatIsNotRead() throws IOException {
        replace("config.json", "\"float32\"", "\"float8_e4m3fn\"");
        refused(
                "config.json",
                "dtype is \"float8_e4m3fn\", which is not supported; use weights of one of bfloat16, float16, float32");
    }

    @Test
    void aTokenizerOfALargerVocabulary() throws IOException {
        replace(
                "tokenizer.json",
                "\"added_tokens\": [",
                "\"added_tokens\": [{\"id\": 400, \"content\": \"<x>\","
                        + " \"single_word\": false, \"lstrip\": false, \"rstrip\": false, \"normalized\": false, \"special\": true},");
        refused(
                "tokenizer.json",
                "token '<x>' has id 400, but the model has only vocab_size 317 embeddings; get tokenizer and model from the"
                        + " same place");
    }

    @Test
    void weightsOfALargerVocabularyThanTheModelSays() throws IOException {
        replace("config.json", "\"vocab_size\": 317", "\"vocab_size\": 320");
        refused(
                "model.safetensors",
                "tensor 'model.embed_tokens.weight' has shape [317, 64], but config.json asks for [320, 64]; get config.json"
                        + " and weights of the same model");
    }

    @Test
    void aContextThatIsTooLong() {
        Experiment wide = Declarations.with(Declarations.luffy(), new Rollout(500, 16, 1, 1, 0, 64));
        assertThatThrownBy(() -> run(wide))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "<rollout><maximumPromptTokens> and <maximumResponseTokens> together are 516, but the model in "
                                + model
                                + " has max_position_embeddings 512. Lower one of them, or raise <model><maximumPositions>");
    }

    @Test
    void aChatTemplateThatThrows() throws IOException {
        Files.writeString(
                model.resolve("chat_template.jinja"),
                "{% if messages[0].role == 'system' %}{{ raise_exception('no system messages') }}{% endif %}");
        assertThatThrownBy(() -> run(Declarations.with(Declarations.luffy(), "conversation", new Conversation("Add."))))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessage(model.resolve("chat_template.jinja")
                        + ": the chat template cannot be rendered: no system messages; correct the file, declare no system"
                        + " message if it takes none, or write the prompt as a template");
        assertThat(fixture.output().resolve("metrics.ndjson")).doesNotExist();
    }

    private void refused(String file, String message) {
        assertThatThrownBy(() -> run(Declarations.luffy()))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessage(model.resolve(file) + ": " + message);
        assertThat(fixture.output().resolve("metrics.ndjson")).doesNotExist();
    }

    private void run(Experiment experiment) throws IOException {
        new Run(request(experiment), () -> {}, fixture.events::add).execute();
    }

    private Request request(Experiment experiment) throws IOException {
        Request request = fixture.request(experiment, Request.Resume.AUTO);
        boolean chat = experiment.conversation() != null;
        return new Request(
                experiment,
                Declarations.with(
                        Declarations.with(request.inputs(), "model", InputDigest.ofModel(model)),
                        "chatTemplate",
                        chat ? InputDigest.ofChatTemplate(model) : null),
                Declarations.with(request.paths(), "model", model.toString()),
                Request.Resume.AUTO);
    }

    private void replace(String file, String text, String by) throws IOException {
        String before = Files.readString(model.resolve(file));
        assertThat(before).contains(text);
        Files.writeString(model.resolve(file), before.replace(text, by));
    }

    private Path copy(String name) throws IOException, URISyntaxException {
        Path golden = Path.of(Objects.requireNonNull(BadModelTest.class.getResource("/golden/hf/" + name))
                .toURI());
        Path copy = Files.createDirectories(temporary.resolve(name));
        List<Path> files;
        try (Stream<Path> found = Files.list(golden)) {
            files = found.collect(Collectors.toList());
        }
        for (Path file : files) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        return copy;
    }
}
