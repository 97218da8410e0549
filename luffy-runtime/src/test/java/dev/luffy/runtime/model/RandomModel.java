package dev.luffy.runtime.model;

import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.tensor.Engine;
import dev.luffy.runtime.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Writes a folder with a model of a real one's exact shape and random weights, and problems with traces of given lengths; see
 * {@code perf/README.md}. The tokenizer has a token for each id of the vocabulary, so that whatever is sampled can be read.
 *
 * <p>Arguments: shape, folder, then lengths of traces in tokens, for each of which a file is written.
 */
final class RandomModel {
    private static final int PROBLEMS = 16;
    private static final int PROMPT = 32;
    private static final int VISIBLE = 128; // one-letter tokens, of which prompts and traces are made

    private RandomModel() {}

    /** What {@code config.json} says of a shape, and the type of its weights. */
    enum Shape {
        /** Qwen2.5-0.5B: 0.49 billion parameters. */
        QWEN_2_5_0_5B(896, 4864, 24, 14, 2, 151_936, true, "bfloat16"),
        /** 22 million parameters, 8.2 million of them the vocabulary's. */
        SMALL(512, 1536, 4, 8, 2, 16_000, true, "float32"),
        /** What Jlama loads as well: a Llama of 110 million parameters. */
        LLAMA(768, 2048, 12, 12, 4, 32_000, true, "float32");

        private final Map<String, Object> config = new LinkedHashMap<>();

        Shape(int width, int inner, int layers, int heads, int kvHeads, int vocabulary, boolean tied, String type) {
            boolean llama = name().equals("LLAMA");
            config.put("architectures", List.of(llama ? "LlamaForCausalLM" : "Qwen2ForCausalLM"));
            config.put("model_type", llama ? "llama" : "qwen2");
            config.put("hidden_act", "silu");
            config.put("hidden_size", width);
            config.put("intermediate_size", inner);
            config.put("num_hidden_layers", layers);
            config.put("num_attention_heads", heads);
            config.put("num_key_value_heads", kvHeads);
            config.put("max_position_embeddings", 32_768);
            config.put("rms_norm_eps", 1e-6);
            config.put("rope_theta", 1e6);
            config.put("initializer_range", 0.02);
            config.put("tie_word_embeddings", tied);
            config.put("vocab_size", vocabulary);
            config.put("bos_token_id", 1);
            config.put("eos_token_id", 1);
            config.put("torch_dtype", type);
        }

        int vocabulary() {
            return (int) config.get("vocab_size");
        }
    }

    public static void main(String[] arguments) throws IOException {
        Shape shape = Shape.valueOf(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Engine.start(2);
        write(shape, folder.resolve("model"));
        for (int i = 2; i < arguments.length; i++) writeData(folder, Integer.parseInt(arguments[i]));
        Runtime.getRuntime().halt(0);
    }

    static void write(Shape shape, Path model) throws IOException {
        Path template = Files.createDirectories(model.resolveSibling("template"));
        Files.writeString(template.resolve("config.json"), Json.readable(shape.config));
        Files.writeString(template.resolve("tokenizer.json"), tokenizer(shape.vocabulary()));
        Files.writeString(
                template.resolve("tokenizer_config.json"),
                "{\"eos_token\": \"<eos>\", \"pad_token\": \"<pad>\", \"tokenizer_class\": \"PreTrainedTokenizerFast\"}");
        ModelConfig config = ModelFolder.open(template).config();
        try (Weights weights = Weights.random(config, 1)) {
            ModelFolder.save(model, template, weights.tensors(), config);
        }
        System.out.println(model + ": " + config.parameterCount() + " parameters");
    }

    private static String tokenizer(int vocabulary) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        ids.put("<pad>", 0);
        ids.put("<eos>", 1);
        for (int i = 2; i < vocabulary; i++) ids.put(i < 2 + VISIBLE ? letter(i - 2) : "w" + i, i);
        Map<String, Object> split =
                Map.of("type", "Split", "pattern", Map.of("String", ""), "behavior", "Isolated", "invert", false);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", "1.0");
        all.put("added_tokens", List.of());
        all.put("pre_tokenizer", split);
        all.put("decoder", Map.of("type", "Fuse"));
        // BPE without merges: a token for each character.
        all.put("model", Map.of("type", "BPE", "vocab", ids, "merges", List.of(), "unk_token", "<pad>"));
        return Json.readable(all);
    }

    /** Digits, what stands before an answer, then Chinese characters: one code point each, which no tokenizer normalises. */
    private static String letter(int i) {
        if (i < 10) return Integer.toString(i);
        return i == 10 ? "=" : Character.toString(0x4e00 + i);
    }

    private static void writeData(Path folder, int length) throws IOException {
        SplittableRandom random = new SplittableRandom(length);
        StringBuilder problems = new StringBuilder();
        StringBuilder traces = new StringBuilder();
        for (int p = 0; p < PROBLEMS; p++) {
            problems.append(String.format(
                    "{\"id\": \"p%d\", \"prompt\": \"%s\", \"answer\": \"7\"}%n", p, letters(random, PROMPT)));
            traces.append(String.format(
                    "{\"problemId\": \"p%d\", \"text\": \"%s=7\"}%n", p, letters(random, length - 3))); // and the end
        }
        Files.writeString(folder.resolve("problems.jsonl"), problems);
        Files.writeString(folder.resolve("traces-" + length + ".jsonl"), traces);
    }

    private static String letters(SplittableRandom random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append(letter(random.nextInt(11, VISIBLE)));
        return text.toString();
    }
}
