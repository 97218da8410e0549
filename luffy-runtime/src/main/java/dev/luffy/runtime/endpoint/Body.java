package dev.luffy.runtime.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.luffy.runtime.endpoint.Protocol.MalformedException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bodies of requests and responses: JSON in UTF-8. */
final class Body {

    /** Most bytes of a response. */
    static final int LIMIT = 64 << 20;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LIMIT)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Body() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** @throws CharacterCodingException if a text in it is not Unicode; Jackson would put something else in its place */
    static byte[] bytes(ObjectNode body) throws CharacterCodingException {
        try {
            ByteBuffer bytes =
                    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(JSON.writeValueAsString(body)));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (JsonProcessingException e) {
            throw new CharacterCodingException();
        }
    }

    /** The body as a tree. Decoded first: Jackson would guess at UTF-16 and UTF-32, and let some malformed UTF-8 pass. */
    static JsonNode tree(byte[] body) throws MalformedException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return JSON.readTree(text);
        } catch (CharacterCodingException e) {
            throw new MalformedException("not UTF-8");
        } catch (JsonProcessingException e) {
            throw new MalformedException("not JSON");
        }
    }
}
