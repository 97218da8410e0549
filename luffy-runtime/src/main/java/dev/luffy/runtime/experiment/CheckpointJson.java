package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The JSON documents of a model folder, read strictly: one object, UTF-8, no key twice, nothing behind it. A key given
 * twice is refused because readers disagree about which of the two counts.
 */
public final class CheckpointJson {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CheckpointJson() {}

    /**
     * The object in a file.
     *
     * @throws CheckpointFormatException if the file is not there or is not one JSON object
     */
    public static ObjectNode read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointFormatException(
                    file, "is not there; a model folder in the Hugging Face layout has this file");
        }
        return parse(file, "the file", ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    /**
     * The object in a part of a file.
     *
     * @param file names the file in the error
     * @param part names the part in the error, such as "the header"
     * @param bytes UTF-8 text
     * @throws CheckpointFormatException if the text is not one JSON object
     */
    public static ObjectNode parse(Path file, String part, ByteBuffer bytes) {
        try {
            // Decoded here and strictly: left to itself, Jackson guesses UTF-16 and UTF-32 from zero bytes.
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            JsonNode node = STRICT.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new CheckpointFormatException(file, part + " is not a JSON object; get the file again");
        } catch (CharacterCodingException e) {
            throw new CheckpointFormatException(file, part + " is not UTF-8 text; get the file again", e);
        } catch (JsonProcessingException e) {
            throw new CheckpointFormatException(
                    file, part + " is not valid JSON (" + e.getOriginalMessage() + "); correct it or get it again", e);
        }
    }
}
