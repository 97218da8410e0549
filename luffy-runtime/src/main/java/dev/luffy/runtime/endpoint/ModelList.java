package dev.luffy.runtime.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/** The list of models that OpenAI's protocol has. */
final class ModelList implements Protocol<ModelList.Look, List<ServedModel>> {

    private final Endpoint endpoint;

    ModelList(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** The only question. */
    record Look(URI address) implements Question {
        @Override
        public String name() {
            return "which models it has (" + address.getRawPath() + ")";
        }

        @Override
        public long seed() {
            return 0;
        }
    }

    @Override
    public URI address() {
        return endpoint.models();
    }

    @Override
    public byte[] question(Look look) {
        return new byte[0];
    }

    @Override
    public HttpRequest.Builder request(Look look) {
        return HttpRequest.newBuilder(address())
                .header("Accept", "application/json")
                .GET();
    }

    @Override
    public List<ServedModel> answer(Look look, byte[] body) throws MalformedException {
        List<ServedModel> models = new ArrayList<>();
        for (JsonNode each : Body.tree(body).path("data")) {
            JsonNode length = each.path("max_model_len");
            models.add(new ServedModel(each.path("id").asText(), length.canConvertToInt() ? length.intValue() : null));
        }
        if (models.isEmpty()) throw new MalformedException("an empty list");
        return models;
    }
}
