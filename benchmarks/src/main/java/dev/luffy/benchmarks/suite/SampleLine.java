package dev.luffy.benchmarks.suite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.luffy.benchmarks.problem.MalformedDataException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A line of a {@link SampleJournal}: one JSON object, UTF-8, closed by LF.
 *
 * @param asked digest of what the sample is an answer to
 */
record SampleLine(Sample sample, String asked) {

    /**
     * Keeps a file that is no journal from filling the memory. A response of a server may have 64 MiB, and is no longer here,
     * since a line escapes no more than JSON must; the rest is for what a line has beside the text.
     */
    static final int MAX_BYTES = (64 << 20) + (1 << 20);

    /** What every journal starts with; what follows is the fingerprint, quoted, and a brace. */
    static final String HEADER = "{\"journal\":2,\"fingerprint\":";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MAX_BYTES)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String FIX = "Restore the file, or delete it to ask everything anew.";

    static byte[] header(String fingerprint) {
        return bytes(HEADER + json(fingerprint) + "}\n");
    }

    /** The fingerprint in a journal's first line. */
    static String fingerprint(Path file, byte[] line) {
        JsonNode fingerprint = object(file, 1, line).path("fingerprint");
        if (!fingerprint.isTextual() || !Arrays.equals(header(fingerprint.textValue()), closed(line))) {
            throw new MalformedDataException(
                    file, 1, "the first line is not that of a journal of responses", "Name another file for it.");
        }
        return fingerprint.textValue();
    }

    /** A sample as a line. Half surrogate pairs, which no UTF-8 file can hold, become U+FFFD. */
    static byte[] of(Sample sample, String asked) {
        return bytes(JSON.createObjectNode()
                        .put("problem", sample.problem())
                        .put("temperature", sample.temperature())
                        .put("index", sample.index())
                        .put("asked", asked)
                        .put("finish", sample.finish().name())
                        .put("tokens", sample.tokens())
                        .put("text", sample.text())
                + "\n");
    }

    /** Reads a line without its LF. */
    static SampleLine parse(Path file, long number, byte[] line) {
        JsonNode object = object(file, number, line);
        String asked = require(
                        file, number, object, "asked", object.path("asked").isTextual())
                .textValue();
        return new SampleLine(sample(file, number, object), asked);
    }

    private static Sample sample(Path file, long number, JsonNode object) {
        return new Sample(
                require(file, number, object, "problem", object.path("problem").isTextual())
                        .textValue(),
                require(
                                file,
                                number,
                                object,
                                "temperature",
                                object.path("temperature").isNumber())
                        .doubleValue(),
                require(file, number, object, "index", object.path("index").isInt())
                        .intValue(),
                require(file, number, object, "text", object.path("text").isTextual())
                        .textValue(),
                finish(file, number, object),
                require(file, number, object, "tokens", object.path("tokens").isInt())
                        .intValue());
    }

    private static Sample.Finish finish(Path file, long number, JsonNode object) {
        String name = object.path("finish").asText("");
        for (Sample.Finish finish : Sample.Finish.values()) {
            if (finish.name().equals(name)) {
                return finish;
            }
        }
        throw new MalformedDataException(file, number, "the field \"finish\" is neither STOP nor LENGTH", FIX);
    }

    private static JsonNode require(Path file, long number, JsonNode object, String field, boolean fits) {
        if (!fits) {
            throw new MalformedDataException(
                    file, number, "the field \"" + field + "\" is missing or of another type", FIX);
        }
        return object.path(field);
    }

    private static JsonNode object(Path file, long number, byte[] line) {
        try {
            // A decoder of its own: the parser's takes some byte sequences that are no UTF-8.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            JsonNode node = JSON.readTree(text);
            if (!node.isObject()) {
                throw new MalformedDataException(file, number, "the line is no JSON object", FIX);
            }
            return node;
        } catch (CharacterCodingException e) {
            throw new MalformedDataException(file, number, "the line is not UTF-8", FIX, e);
        } catch (JsonProcessingException e) {
            String why = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new MalformedDataException(file, number, "the line is not JSON: " + why, FIX, e);
        }
    }

    private static String json(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A string is always JSON", e);
        }
    }

    private static byte[] closed(byte[] line) {
        byte[] closed = Arrays.copyOf(line, line.length + 1);
        closed[line.length] = '\n';
        return closed;
    }

    private static byte[] bytes(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .replaceWith(new byte[] {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD})
                    .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("What cannot be encoded is replaced", e);
        }
    }
}
