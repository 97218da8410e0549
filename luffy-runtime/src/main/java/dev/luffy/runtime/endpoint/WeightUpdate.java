package dev.luffy.runtime.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.CharacterCodingException;

/** SGLang's order to load other weights of the same model from a folder. Asked twice, it does the same again. */
public final class WeightUpdate implements Protocol<WeightUpdate.Order, WeightUpdate.Done> {

    private final Endpoint endpoint;

    WeightUpdate(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * The order.
     *
     * @param folder as the server sees it
     * @param version label of the weights
     */
    record Order(String folder, String version) implements Question {
        @Override
        public String name() {
            return "the order to load the weights in " + folder;
        }

        @Override
        public long seed() {
            return 0;
        }
    }

    /**
     * What became of it.
     *
     * @param message in the server's words
     */
    public record Done(boolean success, String message) {}

    @Override
    public URI address() {
        return endpoint.weightUpdates();
    }

    @Override
    public byte[] question(Order order) {
        ObjectNode body = Body.object()
                .put("model_path", order.folder())
                .put("weight_version", order.version())
                // What is cached of a prompt was computed by the weights before.
                .put("flush_cache", true)
                // A trainer that was killed leaves requests behind, which would hold the update up.
                .put("abort_all_requests", true);
        try {
            return Body.bytes(body);
        } catch (CharacterCodingException e) {
            throw new EndpointException(order.name() + ": the folder's name is not valid Unicode", true);
        }
    }

    @Override
    public Done answer(Order order, byte[] body) throws MalformedException {
        JsonNode root = Body.tree(body);
        if (!root.path("success").isBoolean()) throw new MalformedException("no success, true or false");
        return new Done(
                root.path("success").booleanValue(), root.path("message").asText());
    }
}
