package dev.luffy.runtime.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.CheckpointJson;
import dev.luffy.runtime.model.jinja.Jinja;
import dev.luffy.runtime.model.jinja.JinjaException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model's own way to write a conversation as one text: the Jinja template in its folder, rendered as
 * {@code transformers} does by {@code apply_chat_template(messages, tokenize=False, add_generation_prompt=True)}.
 */
public final class ChatTemplate {

    private static final String FILE = "chat_template.jinja";
    private static final String CONFIG = "tokenizer_config.json";
    private static final String KEY = "chat_template";

    private final Path file;
    private final Jinja template;
    /** Special tokens of tokenizer_config.json, such as bos_token, which templates may use. */
    private final Map<String, String> specialTokens;

    private ChatTemplate(Path file, String source, Map<String, String> specialTokens) {
        this.file = file;
        this.template = new Jinja(source);
        this.specialTokens = specialTokens;
    }

    /** One turn of a conversation; the role is {@code system}, {@code user} or {@code assistant}. */
    public record Message(String role, String content) {}

    /**
     * Reads {@code chat_template.jinja} or, where there is none, {@code chat_template} of {@code tokenizer_config.json}: a
     * text, or a list of named ones of which {@code default} is taken.
     *
     * @throws CheckpointFormatException if the model has no chat template or none named {@code default}
     */
    public static ChatTemplate open(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Path config = folder.resolve(CONFIG);
        JsonNode settings = Files.exists(config) ? CheckpointJson.read(config) : null;
        Map<String, String> tokens = settings == null ? Map.of() : specialTokens(settings);
        if (Files.exists(file)) {
            return new ChatTemplate(file, text(file), tokens);
        }
        JsonNode declared = settings == null ? null : settings.get(KEY);
        if (declared == null || declared.isNull()) {
            throw new CheckpointFormatException(
                    folder,
                    "has no chat template: neither a file " + FILE + " nor " + KEY + " in " + CONFIG
                            + "; take a model that was trained on conversations, or write the prompt as a template");
        }
        return new ChatTemplate(config, chosen(config, declared), tokens);
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new CheckpointFormatException(file, "is not UTF-8 text; get the file again", e);
        }
    }

    private static String chosen(Path file, JsonNode declared) {
        if (declared.isTextual()) {
            return declared.textValue();
        }
        List<String> names = new ArrayList<>();
        for (JsonNode each : declared.isArray() ? declared : List.<JsonNode>of()) {
            names.add(each.path("name").asText());
            if (each.path("name").asText().equals("default")
                    && each.path("template").isTextual()) {
                return each.path("template").textValue();
            }
        }
        throw new CheckpointFormatException(
                file,
                names.isEmpty()
                        ? KEY + " is neither a text nor a list of named ones; get the file again"
                        : KEY + " has the templates " + names + ", but none named 'default'; name one so");
    }

    // Either the text itself or an object that describes the added token.
    private static Map<String, String> specialTokens(JsonNode settings) {
        Map<String, String> tokens = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : settings.properties()) {
            JsonNode token = entry.getValue().isObject() ? entry.getValue().path("content") : entry.getValue();
            if (entry.getKey().endsWith("_token") && token.isTextual()) {
                tokens.put(entry.getKey(), token.textValue());
            }
        }
        return tokens;
    }

    /**
     * The prompt that asks for the answer to a user's message.
     *
     * @param system the system message; empty for none, which leaves the template to its own
     * @throws CheckpointFormatException if the template raises an error, is malformed or uses what is refused, such as
     *     today's date; or if it leaves out the system message or the user's
     */
    public String prompt(String system, String user) {
        List<Message> messages = new ArrayList<>();
        if (!system.isEmpty()) {
            messages.add(new Message("system", system));
        }
        messages.add(new Message("user", user));
        String prompt = render(messages, true);
        for (Message message : messages) {
            // Templates may trim a message.
            if (!prompt.contains(message.content().strip())) {
                throw new CheckpointFormatException(
                        file,
                        "the chat template leaves out the " + message.role() + " message '" + message.content()
                                + "'; take it out of the declaration, or write the prompt as a template");
            }
        }
        return prompt;
    }

    /**
     * A conversation as one text.
     *
     * @param generate whether what starts an assistant's turn follows
     * @throws CheckpointFormatException if the template raises an error, is malformed, or uses what is refused
     */
    public String render(List<Message> messages, boolean generate) {
        List<Map<String, Object>> turns = new ArrayList<>();
        for (Message message : messages) {
            Map<String, Object> turn = new TreeMap<>();
            turn.put("role", message.role());
            turn.put("content", message.content());
            turns.add(turn);
        }
        Map<String, Object> values = new HashMap<>(specialTokens);
        values.put("messages", turns);
        values.put("add_generation_prompt", generate);
        try {
            return template.render(values);
        } catch (JinjaException e) {
            throw new CheckpointFormatException(
                    file,
                    "the chat template cannot be rendered: " + e.getMessage()
                            + "; correct the file, declare no system message if it takes none, or write the prompt as a"
                            + " template",
                    e);
        }
    }
}
