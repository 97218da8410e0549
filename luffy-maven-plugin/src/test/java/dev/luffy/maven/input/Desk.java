package dev.luffy.maven.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with the inputs of a small experiment: a model without weights, two problems, their traces. */
public record Desk(Path folder) {

    private static final String CONFIG = """
            {"model_type": "qwen2", "vocab_size": 25, "hidden_size": 16, "intermediate_size": 32,
             "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 1,
             "max_position_embeddings": 32, "tie_word_embeddings": true, "eos_token_id": 1}
            """;

    /** Puts the files there. */
    public Desk {
        try {
            Files.createDirectories(folder.resolve("model"));
            Files.writeString(folder.resolve("model/config.json"), CONFIG);
            Files.writeString(folder.resolve("model/tokenizer.json"), "{}");
            Files.writeString(folder.resolve("problems.jsonl"), """
                    {"id": "a", "prompt": "1+1=", "answer": "2"}
                    {"id": "b", "prompt": "1+2=", "answer": "3"}
                    """);
            Files.writeString(folder.resolve("traces.jsonl"), """
                    {"problemId": "a", "text": "2"}
                    {"problemId": "b", "text": "3"}
                    """);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public Path model() {
        return folder.resolve("model");
    }

    public Path problems() {
        return folder.resolve("problems.jsonl");
    }

    public Path traces() {
        return folder.resolve("traces.jsonl");
    }
}
