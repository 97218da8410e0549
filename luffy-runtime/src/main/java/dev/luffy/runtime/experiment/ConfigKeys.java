package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Typed look-ups in one JSON object of a model folder, whose errors name the file, the key, the value and the fix. */
final class ConfigKeys {
    private final Path file;
    private final String prefix;
    private final ObjectNode object;

    ConfigKeys(Path file, ObjectNode object) {
        this(file, "", object);
    }

    private ConfigKeys(Path file, String prefix, ObjectNode object) {
        this.file = file;
        this.prefix = prefix;
        this.object = object;
    }

    Path file() {
        return file;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The value, or null where the key is not there or null: transformers writes null for "not set". */
    JsonNode node(String key) {
        JsonNode value = object.get(key);
        return value == null || value.isNull() ? null : value;
    }

    boolean has(String key) {
        return node(key) != null;
    }

    ConfigKeys inside(String key) {
        if (node(key) instanceof ObjectNode inner) {
            return new ConfigKeys(file, prefix + key + ".", inner);
        }
        throw refuse(key, "must be an object");
    }

    /** The text, or null if the value is not text. */
    String text(String key) {
        return has(key) ? node(key).textValue() : null;
    }

    boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        if (!node(key).isBoolean()) {
            throw refuse(key, "must be true or false");
        }
        return node(key).booleanValue();
    }

    int integer(String key, int otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        if (!node(key).isIntegralNumber() || !node(key).canConvertToInt()) {
            throw refuse(key, "must be an integer");
        }
        return node(key).intValue();
    }

    /** A required size between 1 and {@code largest}. */
    int size(String key, int largest) {
        int value = integer(key, 0);
        if (value < 1 || value > largest) {
            throw refuse(key, "must be an integer from 1 to " + largest);
        }
        return value;
    }

    OptionalDouble positive(String key) {
        if (!has(key)) {
            return OptionalDouble.empty();
        }
        double value = node(key).isNumber() ? node(key).doubleValue() : Double.NaN;
        if (!(value > 0) || Double.isInfinite(value)) {
            throw refuse(key, "must be a positive number");
        }
        return OptionalDouble.of(value);
    }

    CheckpointFormatException refuse(String key, String why) {
        String value =
                object.has(key) ? " is " + shortened(object.get(key).toString()) + ", which " : " is missing; it ";
        return new CheckpointFormatException(file, prefix + key + value + why);
    }

    private static String shortened(String value) {
        return value.length() <= 80 ? value : value.substring(0, 77) + "...";
    }
}
