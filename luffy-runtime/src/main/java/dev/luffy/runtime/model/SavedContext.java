package dev.luffy.runtime.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.luffy.runtime.experiment.ModelConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A {@code config.json} with another rotary base or other positions. Only those values are exchanged, wherever the file has
 * them; every other byte stays, because printing the document anew would change numbers such as 1e-06 and the order that people
 * compare by.
 */
final class SavedContext {
    private static final List<String> ROPE = List.of("rope_parameters", "rope_scaling");

    private SavedContext() {}

    static byte[] of(byte[] config, ModelConfig before, ModelConfig after) throws IOException {
        boolean theta = before.ropeTheta() != after.ropeTheta();
        boolean positions = before.maxPositions() != after.maxPositions();
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        int copied = 0;
        boolean hadTheta = false;
        Deque<String> objects = new ArrayDeque<>(); // names of the open objects and lists, innermost first
        try (JsonParser parser = new JsonFactory().createParser(config)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    objects.push(objects.isEmpty() ? "" : String.valueOf(parser.currentName()));
                } else if (token.isStructEnd()) {
                    objects.pop();
                } else if (token.isScalarValue()) {
                    boolean top = objects.size() == 1;
                    boolean isTheta = "rope_theta".equals(parser.currentName())
                            && (top || objects.size() == 2 && ROPE.contains(objects.peek()));
                    boolean isPositions = "max_position_embeddings".equals(parser.currentName()) && top;
                    hadTheta |= isTheta;
                    if (isTheta && theta || isPositions && positions) {
                        parser.getText(); // moves the parser to the end of the value
                        int begin = (int) parser.currentTokenLocation().getByteOffset();
                        changed.write(config, copied, begin - copied);
                        String value =
                                isTheta ? Double.toString(after.ropeTheta()) : Integer.toString(after.maxPositions());
                        changed.write(value.getBytes(StandardCharsets.US_ASCII));
                        copied = (int) parser.currentLocation().getByteOffset();
                    }
                }
            }
        }
        changed.write(config, copied, config.length - copied);
        return theta && !hadTheta ? withTheta(changed.toByteArray(), after.ropeTheta()) : changed.toByteArray();
    }

    /** For a file that left the base to the default: a first key more. */
    private static byte[] withTheta(byte[] config, double theta) {
        String text = new String(config, StandardCharsets.UTF_8);
        int inside = text.indexOf('{') + 1;
        return (text.substring(0, inside) + "\n  \"rope_theta\": " + theta + "," + text.substring(inside))
                .getBytes(StandardCharsets.UTF_8);
    }
}
