package dev.luffy.benchmarks.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The fields of the JSON object of one line; whatever is wrong with one is an error that names file, line and field. */
record Fields(Path file, long line, JsonNode object) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // A number is kept as it was written: no rounding to double, no dropped zeros.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int SHOWN_CHARACTERS = 40;

    static Fields parse(Path file, long line, String text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MalformedDataException(
                    file,
                    line,
                    "this is not JSON: " + firstLine(e.getOriginalMessage()) + column(e),
                    "Write one JSON object on one line.",
                    e);
        }
        if (!node.isObject()) {
            throw new MalformedDataException(
                    file, line, "this is " + kind(node) + ", no object", "Write one JSON object on one line.");
        }
        return new Fields(file, line, node);
    }

    /** A required string that is not blank. */
    String text(String name) {
        return requireText(name, string(name, required(name)));
    }

    /** A required string that is not empty: white space is part of it. */
    String verbatim(String name) {
        String value = string(name, required(name));
        if (value.isEmpty()) {
            throw error("the field \"" + name + "\" is empty", "Give it a text, or remove the line.");
        }
        return value;
    }

    /** A required string that is not blank, or a number as it was written up to the notation of its exponent. */
    String textOrNumber(String name) {
        return textOrNumber(name, required(name));
    }

    /** As {@link #textOrNumber(String)}; where it is missing, null or blank, the empty string. */
    String optionalTextOrNumber(String name) {
        JsonNode value = object.path(name);
        boolean blank = value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.textValue().isBlank();
        return blank ? "" : textOrNumber(name, value);
    }

    /** A list of strings that are not blank, or numbers; where it is missing or null, an empty list. */
    List<String> textsOrNumbers(String name) {
        JsonNode list = object.path(name);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw error("the field \"" + name + "\" is " + kind(list) + ", no list", "Write it as a JSON array.");
        }
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(textOrNumber(name, item)));
        return List.copyOf(texts);
    }

    private String textOrNumber(String name, JsonNode value) {
        if (value.isNumber()) {
            return value.isIntegralNumber()
                    ? value.bigIntegerValue().toString()
                    : value.decimalValue().toString();
        }
        return requireText(name, string(name, value));
    }

    /** A string; where it is missing or null, the empty string. */
    String optional(String name) {
        JsonNode value = object.path(name);
        return value.isMissingNode() || value.isNull() ? "" : string(name, value);
    }

    private JsonNode required(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            throw error("the field \"" + name + "\" is missing", "Add \"" + name + "\" to the object.");
        }
        return value;
    }

    private String string(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw error("the field \"" + name + "\" is " + kind(value) + ", no string", "Write it as a JSON string.");
        }
        String text = value.textValue();
        // An escape such as "\ud800" passes JSON, but no UTF-8 file and no tokenizer can hold the text.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw error("the field \"" + name + "\" has half of a surrogate pair", "Repair or remove the character.");
        }
        return text;
    }

    private String requireText(String name, String value) {
        if (value.isBlank()) {
            throw error("the field \"" + name + "\" is blank", "Give it a text, or remove the line.");
        }
        return value;
    }

    private MalformedDataException error(String problem, String fix) {
        return new MalformedDataException(file, line, problem, fix);
    }

    /** A value for a message: quoted, on one line, and short. */
    static String shown(String value) {
        String start = value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS) + "…";
        return "\"" + start.replaceAll("\\p{Cntrl}", " ") + "\"";
    }

    private static String kind(JsonNode node) {
        if (node.isMissingNode()) {
            return "nothing";
        }
        String type = node.getNodeType().name().toLowerCase(Locale.ROOT);
        return node.isNull() ? type : (type.matches("[aeiou].*") ? "an " : "a ") + type;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static String column(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
    }
}
