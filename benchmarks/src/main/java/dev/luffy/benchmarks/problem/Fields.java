package dev.luffy.benchmarks.problem;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** One line's JSON object, and where it stands. */
record Fields(Path file, long line, JsonNode object) {

    Problem problem() {
        return new Problem(
                required("id"), required("prompt"), required("answer"), optional("family"), optional("level"));
    }

    Trace trace() {
        return new Trace(required("problemId"), required("text"));
    }

    private String required(String name) {
        String value = text(name);
        if (value == null) {
            throw new MalformedDataException(file, line, "the field '" + name + "' is missing", "Add \"" + name + "\"");
        }
        if (value.isBlank()) {
            throw new MalformedDataException(
                    file, line, "the field '" + name + "' is blank", "Give \"" + name + "\" a text");
        }
        return value;
    }

    private String optional(String name) {
        String value = text(name);
        return value == null ? "" : value;
    }

    /** The field's text, or null if it is missing or JSON's null. */
    private String text(String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isTextual() || value.isIntegralNumber()) {
            return value.asText();
        }
        throw new MalformedDataException(
                file,
                line,
                "the field '" + name + "' is neither a string nor an integer but " + value.getNodeType(),
                "Write \"" + name + "\" as a string");
    }
}
