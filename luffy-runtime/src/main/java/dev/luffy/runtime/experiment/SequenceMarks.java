package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens that end and pad a sequence. Generation settings win over the model's, as in transformers: an instruct
 * model often ends its turns with more tokens than its {@code config.json} names.
 *
 * @param eosTokenIds never empty
 * @param padTokenId -1 if there is none
 */
record SequenceMarks(List<Integer> eosTokenIds, int padTokenId) {

    static SequenceMarks read(Path folder, ConfigKeys config, int vocabSize) throws IOException {
        List<ConfigKeys> sources = new ArrayList<>();
        Path generation = folder.resolve("generation_config.json");
        if (Files.exists(generation)) {
            ConfigKeys settings = new ConfigKeys(generation, CheckpointJson.read(generation));
            GenerationSettings.refuse(settings);
            sources.add(settings);
        }
        sources.add(config);
        return new SequenceMarks(eos(folder, sources, vocabSize), pad(sources, vocabSize));
    }

    private static List<Integer> eos(Path folder, List<ConfigKeys> sources, int vocabSize) throws IOException {
        for (ConfigKeys source : sources) {
            if (source.has("eos_token_id")) {
                return ids(source, vocabSize);
            }
        }
        int id = idOfEosText(folder);
        if (id < 0 || id >= vocabSize) {
            throw new CheckpointFormatException(
                    folder.resolve("tokenizer.json"),
                    "the end-of-sequence token has id " + id + ", which is outside vocab_size " + vocabSize);
        }
        return List.of(id);
    }

    private static List<Integer> ids(ConfigKeys source, int vocabSize) {
        JsonNode node = source.node("eos_token_id");
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id : node.isArray() ? node : List.of(node)) {
            if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0 || id.intValue() >= vocabSize) {
                throw source.refuse("eos_token_id", "must be a token id, or a list of them, below " + vocabSize);
            }
            if (!ids.contains(id.intValue())) {
                ids.add(id.intValue());
            }
        }
        if (ids.isEmpty()) {
            throw source.refuse("eos_token_id", "must name at least one token");
        }
        return ids;
    }

    private static int pad(List<ConfigKeys> sources, int vocabSize) {
        for (ConfigKeys source : sources) {
            if (source.has("pad_token_id")) {
                int id = source.integer("pad_token_id", -1);
                if (id < -1 || id >= vocabSize) {
                    throw source.refuse("pad_token_id", "must be a token id below " + vocabSize + ", or null");
                }
                return id;
            }
        }
        return -1;
    }

    private static int idOfEosText(Path folder) throws IOException {
        Path file = folder.resolve("tokenizer_config.json");
        JsonNode eos = Files.exists(file) ? CheckpointJson.read(file).get("eos_token") : null;
        // Either the text itself or an object that describes the added token.
        String text = eos == null ? null : (eos.isObject() ? eos.path("content") : eos).textValue();
        if (text == null) {
            throw new CheckpointFormatException(
                    folder,
                    "tokenizer without EOS: neither generation_config.json nor config.json has eos_token_id and"
                            + " tokenizer_config.json has no eos_token; set eos_token_id in config.json");
        }
        Path tokenizerFile = folder.resolve("tokenizer.json");
        JsonNode tokenizer = CheckpointJson.read(tokenizerFile);
        JsonNode id = tokenizer.path("model").path("vocab").path(text);
        for (JsonNode added : tokenizer.path("added_tokens")) {
            id = text.equals(added.path("content").textValue()) ? added.path("id") : id;
        }
        if (!id.isIntegralNumber() || !id.canConvertToInt()) {
            throw new CheckpointFormatException(
                    tokenizerFile,
                    "tokenizer without EOS: has no token '" + text + "', which tokenizer_config.json names as"
                            + " eos_token; set eos_token_id in config.json");
        }
        return id.intValue();
    }
}
