package dev.luffy.runtime.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.CheckpointJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tokens that {@code tokenizer.json} knows, by id: the model's vocabulary and the added tokens. The native tokenizer
 * has no call that tells.
 *
 * @param tokens as written in the file, that is, with bytes shown as letters for byte-level vocabularies
 */
record Vocabulary(SortedMap<Integer, String> tokens) {

    static Vocabulary read(Path file) throws IOException {
        JsonNode tokenizer = CheckpointJson.read(file);
        JsonNode vocab = tokenizer.path("model").path("vocab");
        if (!vocab.isObject()) {
            throw new CheckpointFormatException(
                    file, "model.vocab is not an object from tokens to ids; use a tokenizer of type BPE");
        }
        TreeMap<Integer, String> tokens = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : vocab.properties()) {
            put(file, tokens, entry.getValue(), entry.getKey());
        }
        for (JsonNode added : tokenizer.path("added_tokens")) {
            put(file, tokens, added.path("id"), added.path("content").asText());
        }
        if (tokens.isEmpty()) {
            throw new CheckpointFormatException(file, "has no tokens; get the file again");
        }
        return new Vocabulary(tokens);
    }

    private static void put(Path file, Map<Integer, String> tokens, JsonNode id, String token) {
        if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
            throw new CheckpointFormatException(
                    file, "token '" + token + "' has the id " + id + "; must be an integer");
        }
        String other = tokens.put(id.intValue(), token);
        if (other != null && !other.equals(token)) {
            throw new CheckpointFormatException(
                    file, "tokens '" + other + "' and '" + token + "' have the same id " + id + "; ids must differ");
        }
    }

    /** One more than the largest id. */
    int size() {
        return tokens.lastKey() + 1;
    }

    boolean has(int id) {
        return tokens.containsKey(id);
    }
}
