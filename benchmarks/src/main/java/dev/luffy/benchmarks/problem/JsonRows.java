package dev.luffy.benchmarks.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The rows of JSON files: one object per line, or the objects of one array, which is streamed. */
final class JsonRows {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String ARRAY = "Give one array of objects, or an object with one such array; for one object "
            + "per line, declare the format JSONL.";

    private JsonRows() {}

    /** The objects of a JSON-lines file. */
    static void forEachLine(Path file, Consumer<Row> visitor) {
        LineReader.forEach(file, (line, text) -> visitor.accept(row(file, line, text)));
    }

    /** The object of the first line that is not blank; no further line is read. */
    static Value.Entries firstLine(Path file) {
        Value.Entries[] first = {new Value.Entries(Map.of())};
        LineReader.whileTrue(file, (line, text) -> {
            first[0] = row(file, line, text).entries();
            return false;
        });
        return first[0];
    }

    private static Row row(Path file, long line, String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedDataException(
                        file, line, "this is no JSON object", "Write one JSON object on one line.");
            }
            Row row = row(file, line, parser);
            if (parser.nextToken() != null) {
                throw new MalformedDataException(
                        file, line, "something follows the object", "Write one JSON object on one line.");
            }
            return row;
        } catch (IOException e) {
            throw notJson(file, line, e, "Write one JSON object on one line.");
        }
    }

    /** The objects of the array that a JSON file is, or that the one object in it has. */
    static void forEachElement(Path file, Consumer<Row> visitor) {
        // A reader of its own reports malformed bytes, which the parser would partly take.
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            text.mark(1);
            if (text.read() == '\uFEFF') {
                throw new MalformedDataException(
                        file, 1, "the file starts with a byte order mark", "Save the file as UTF-8 without BOM.");
            }
            text.reset();
            try (JsonParser parser = JSON.createParser(text)) {
                forEachElement(file, parser, visitor);
            }
        } catch (NoSuchFileException e) {
            throw new MalformedDataException(file, 0, "the file does not exist", "Create it or correct the path.", e);
        } catch (AccessDeniedException e) {
            throw new MalformedDataException(file, 0, "the file may not be read", "Grant read permission.", e);
        } catch (CharacterCodingException e) {
            // The decoder does not know the line; the reader of lines refuses it with its number.
            LineReader.forEach(file, (line, ignored) -> {});
            throw new MalformedDataException(file, 0, "the file is not UTF-8", "Save the file as UTF-8.", e);
        } catch (IOException e) {
            throw new MalformedDataException(
                    file, 0, "the file cannot be read: " + e.getMessage(), "Name a readable JSON file.", e);
        }
    }

    private static void forEachElement(Path file, JsonParser parser, Consumer<Row> visitor) throws IOException {
        try {
            JsonToken start = parser.nextToken();
            if (start == JsonToken.START_ARRAY) {
                elements(file, parser, visitor);
            } else if (start == JsonToken.START_OBJECT) {
                onlyArray(file, parser, visitor);
            } else {
                throw new MalformedDataException(file, 0, "there is no array of objects", ARRAY);
            }
            if (parser.nextToken() != null) {
                throw new MalformedDataException(
                        file, parser.currentTokenLocation().getLineNr(), "something follows the first value", ARRAY);
            }
        } catch (JsonProcessingException e) {
            long line =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            throw notJson(file, line, e, "Correct the file; an array of objects is expected.");
        }
    }

    private static void onlyArray(Path file, JsonParser parser, Consumer<Row> visitor) throws IOException {
        String found = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                continue;
            }
            if (found != null) {
                throw new MalformedDataException(
                        file,
                        parser.currentTokenLocation().getLineNr(),
                        "there is a second array, " + Fields.shown(name) + ", beside " + Fields.shown(found),
                        ARRAY);
            }
            found = name;
            elements(file, parser, visitor);
        }
        if (found == null) {
            throw new MalformedDataException(file, 0, "there is no array of objects", ARRAY);
        }
    }

    private static void elements(Path file, JsonParser parser, Consumer<Row> visitor) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            long line = parser.currentTokenLocation().getLineNr();
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new MalformedDataException(file, line, "an element of the array is no object", ARRAY);
            }
            visitor.accept(row(file, line, parser));
        }
    }

    private static Row row(Path file, long line, JsonParser parser) throws IOException {
        Value.Entries entries = (Value.Entries) value(file, line, parser);
        return new Row(file, line, entries, entries.entries().keySet());
    }

    /** The value whose first token the parser is at. The parser bounds how deep values nest. */
    private static Value value(Path file, long line, JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Value> entries = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = unicode(file, line, parser.currentName());
                    parser.nextToken();
                    entries.put(name, value(file, line, parser));
                }
                return new Value.Entries(entries);
            }
            case START_ARRAY -> {
                List<Value> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(file, line, parser));
                }
                return new Value.Items(items);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return new Value.Numeral(parser.getText());
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return new Value.Flag(parser.getBooleanValue());
            }
            case VALUE_NULL -> {
                return new Value.Nothing();
            }
            default -> {
                return new Value.Text(unicode(file, line, parser.getText()));
            }
        }
    }

    private static String unicode(Path file, long line, String text) {
        // An escape such as "\ud800" passes JSON, but no UTF-8 file and no tokenizer can hold the text.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new MalformedDataException(
                    file,
                    line,
                    "the text " + Fields.shown(text) + " has half of a surrogate pair",
                    "Repair or remove the character.");
        }
        return text;
    }

    private static MalformedDataException notJson(Path file, long line, IOException e, String fix) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return new MalformedDataException(
                file, line, "this is not JSON: " + message.lines().findFirst().orElse(""), fix, e);
    }
}
