package dev.luffy.runtime.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The element type that {@code config.json} declares: {@code dtype}, which transformers before version 5 called
 * {@code torch_dtype}. Only the value is exchanged; every other byte stays, because printing the document anew would
 * change numbers such as 1e-06 and the order that people compare by.
 */
final class SavedElementType {
    private static final List<String> KEYS = List.of("dtype", "torch_dtype");
    private static final String FLOAT32 = "float32";

    private SavedElementType() {}

    /** The same document, declaring float32 wherever it declares something else. */
    static byte[] float32(byte[] config) throws IOException {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        int copied = 0;
        int depth = 0;
        try (JsonParser parser = new JsonFactory().createParser(config)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 1 && token == JsonToken.FIELD_NAME && KEYS.contains(parser.currentName())) {
                    JsonToken value = parser.nextToken();
                    if (value.isScalarValue() && !FLOAT32.equals(parser.getText())) {
                        // getText has moved the parser to the end of the value.
                        int begin = (int) parser.currentTokenLocation().getByteOffset();
                        changed.write(config, copied, begin - copied);
                        changed.write(('"' + FLOAT32 + '"').getBytes(StandardCharsets.UTF_8));
                        copied = (int) parser.currentLocation().getByteOffset();
                    }
                    depth += value.isStructStart() ? 1 : 0;
                }
            }
        }
        changed.write(config, copied, config.length - copied);
        return changed.toByteArray();
    }
}
