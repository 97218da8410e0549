package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.ModelConfigReader;
import dev.luffy.runtime.model.ChatTemplate.Message;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplateTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"qwen2-tied", "qwen2-untied-bf16-sharded", "qwen3", "llama-rope-scaled"})
    void aConversationHasTheTextAndTheTokensOfTransformers(String name) throws IOException, URISyntaxException {
        Path golden =
                Path.of(ChatTemplateTest.class.getResource("/golden/hf/" + name).toURI());
        JsonNode expected =
                new JsonMapper().readTree(golden.resolve("expected.json").toFile());
        JsonNode chat = expected.path("chat");
        List<Message> messages = new ArrayList<>();
        for (JsonNode each : chat.path("messages")) {
            messages.add(new Message(
                    each.path("role").textValue(), each.path("content").textValue()));
        }
        ChatTemplate template = ChatTemplate.open(golden);
        String text = template.render(messages, true);
        assertThat(text).isEqualTo(chat.path("text").textValue());
        assertThat(template.prompt(messages.get(0).content(), messages.get(1).content()))
                .isEqualTo(text);
        // The four have one vocabulary; the tokenizer needs no more of a configuration than its size.
        ModelConfig config = ModelConfigReader.read(Golden.TIED.path());
        try (Tokenizer tokenizer = Tokenizer.open(golden, config)) {
            assertThat(tokenizer.encode(text)).containsExactly(Golden.ints(chat.path("ids")));
            assertThat(expected.path("tokenization")).isNotEmpty();
            for (JsonNode each : expected.path("tokenization")) {
                assertThat(tokenizer.encode(each.path("text").textValue()))
                        .containsExactly(Golden.ints(each.path("ids")));
            }
        }
    }

    @Test
    void theTemplateMayStandInTheTokenizersSettings() throws IOException {
        settings("{\"chat_template\": \"{{ bos_token }}{{ messages[0].content }}{{ eos_token }}\","
                + "\"bos_token\": {\"content\": \"<s>\"}, \"eos_token\": \"</s>\"}");
        assertThat(ChatTemplate.open(folder).prompt("", "a")).isEqualTo("<s>a</s>");
    }

    @Test
    void ofNamedTemplatesTheDefaultIsTaken() throws IOException {
        settings("{\"chat_template\": [{\"name\": \"tool_use\", \"template\": \"no\"},"
                + "{\"name\": \"default\", \"template\": \"{{ messages[0].content }}!\"}]}");
        assertThat(ChatTemplate.open(folder).prompt("", "a")).isEqualTo("a!");
    }

    @Test
    void aFileOfItsOwnWins() throws IOException {
        settings("{\"chat_template\": \"no\"}");
        Files.writeString(folder.resolve("chat_template.jinja"), "{{ messages[0].content }}?\n");
        assertThat(ChatTemplate.open(folder).prompt("", "a")).isEqualTo("a?");
    }

    @Test
    void aModelWithoutOneIsRefused() throws IOException {
        refused("has no chat template");
        settings("{\"chat_template\": null}");
        refused("has no chat template");
        settings("{\"chat_template\": [{\"name\": \"rag\", \"template\": \"x\"}]}");
        refused("has the templates [rag], but none named 'default'");
        settings("{\"chat_template\": 3}");
        refused("is neither a text nor a list");
        Files.write(folder.resolve("chat_template.jinja"), new byte[] {(byte) 0xff});
        refused("is not UTF-8 text");
    }

    @Test
    void whatATemplateRaisesIsSaidWithTheFile() throws IOException {
        Path file = Files.writeString(
                folder.resolve("chat_template.jinja"),
                "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
                        + "{{ messages[0].content }}");
        ChatTemplate template = ChatTemplate.open(folder);
        assertThat(template.prompt("", "a")).isEqualTo("a");
        assertThatThrownBy(() -> template.prompt("Be brief.", "a"))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessage(
                        file + ": the chat template cannot be rendered: System role not supported; correct the file,"
                                + " declare no system message if it takes none, or write the prompt as a template");
    }

    @Test
    void aMessageThatATemplateLeavesOutIsRefused() throws IOException {
        Files.writeString(
                folder.resolve("chat_template.jinja"),
                "User: {{ messages[-1].content | trim }}\nAssistant: <think>\n\n");
        ChatTemplate template = ChatTemplate.open(folder);
        assertThat(template.prompt("", " a ")).isEqualTo("User: a\nAssistant: <think>\n");
        assertThatThrownBy(() -> template.prompt("Be brief.", "a"))
                .hasMessageContaining("leaves out the system message 'Be brief.'");
    }

    @Test
    void whatLooksLikeATemplateInAProblemIsText() throws IOException {
        Files.writeString(folder.resolve("chat_template.jinja"), "{{ messages[0].content }}");
        String odd = "{{ 1 + 1 }} {% if %} {# gone? #} \\boxed{x} #} }}";
        assertThat(ChatTemplate.open(folder).prompt("", odd)).isEqualTo(odd);
    }

    private void settings(String json) throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), json);
    }

    private void refused(String message) {
        assertThatThrownBy(() -> ChatTemplate.open(folder))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining(message);
    }
}
