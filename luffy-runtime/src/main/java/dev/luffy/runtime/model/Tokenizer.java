package dev.luffy.runtime.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.ModelConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Text to token ids and back, as {@code tokenizer.json} of a model folder says: nothing is added, cut off or padded.
 * Special tokens written out in a text, such as {@code <|im_end|>}, become those tokens, as in transformers.
 */
public final class Tokenizer implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;
    private final Vocabulary vocabulary;
    private final List<Integer> eosTokenIds;
    private final int[] suppressed;

    private Tokenizer(HuggingFaceTokenizer tokenizer, Vocabulary vocabulary, ModelConfig config) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
        this.eosTokenIds = config.eosTokenIds();
        boolean padMayBeSampled = config.eosTokenIds().contains(config.padTokenId());
        this.suppressed = IntStream.range(0, config.vocabSize())
                .filter(id -> !vocabulary.has(id) || id == config.padTokenId() && !padMayBeSampled)
                .toArray();
    }

    /**
     * Loads {@code tokenizer.json}.
     *
     * @throws CheckpointFormatException if it is not there, cannot be loaded, does not have the tokens that end a
     *     response, or has a token that the model has no embedding for
     */
    public static Tokenizer open(Path folder, ModelConfig config) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        Vocabulary vocabulary = Vocabulary.read(file);
        if (config.eosTokenIds().isEmpty()) {
            throw new CheckpointFormatException(file, "tokenizer without EOS; set eos_token_id in config.json");
        }
        for (int eos : config.eosTokenIds()) {
            if (!vocabulary.has(eos)) {
                throw new CheckpointFormatException(
                        file,
                        "tokenizer without EOS: has no token with eos_token_id " + eos + "; correct it in config.json");
            }
        }
        if (vocabulary.size() > config.vocabSize()) {
            throw new CheckpointFormatException(
                    file,
                    "token '" + vocabulary.tokens().get(vocabulary.size() - 1) + "' has id " + (vocabulary.size() - 1)
                            + ", but the model has only vocab_size " + config.vocabSize()
                            + " embeddings; get tokenizer and model from the same place");
        }
        return new Tokenizer(load(file), vocabulary, config);
    }

    private static HuggingFaceTokenizer load(Path file) throws IOException {
        // Read when the library's classes initialise: no downloads, no usage reports. libtorch may yet be allowed a
        // download.
        String offline = System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        // By default the library cuts at 512 tokens and pads; given the folder, it also reads tokenizer_config.json
        // and may then remove spaces from decoded text. Hence the options, and a stream.
        Map<String, String> options = Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");
        try (InputStream in = Files.newInputStream(file)) {
            return HuggingFaceTokenizer.newInstance(in, options);
        } catch (RuntimeException e) {
            throw new CheckpointFormatException(file, "cannot be loaded: " + e.getMessage() + "; get it again", e);
        } finally {
            if (offline != null) System.setProperty("ai.djl.offline", offline);
        }
    }

    /**
     * Token ids of a text, {@code [tokens]}; no special token is added at either end. Half a surrogate pair, which is no
     * character, is encoded as U+FFFD.
     */
    public int[] encode(String text) {
        return Arrays.stream(tokenizer.encode(text, false, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /**
     * The text of tokens, without special ones. Bytes that are not UTF-8, such as the first half of a character, become
     * U+FFFD.
     *
     * @throws IllegalArgumentException if an id has no token
     */
    public String decode(int[] ids) {
        return tokenizer.decode(known(ids), true);
    }

    /** As {@link #decode}, but special tokens are written out. */
    public String decodeWithSpecials(int[] ids) {
        return tokenizer.decode(known(ids), false);
    }

    /**
     * The text of a response as verifiers read it: special tokens are written out, since a boundary such as
     * {@code </think>} may be one, but not the token that ended it.
     *
     * @param tokens a response, [response]
     * @param finished whether its last token ended it
     */
    public String decodeResponse(int[] tokens, boolean finished) {
        return decodeWithSpecials(finished ? Arrays.copyOf(tokens, tokens.length - 1) : tokens);
    }

    // The library skips ids without a token silently.
    private long[] known(int[] ids) {
        for (int id : ids) {
            if (!vocabulary.has(id)) {
                throw new IllegalArgumentException("Id " + id + " has no token");
            }
        }
        return Arrays.stream(ids).asLongStream().toArray();
    }

    /** One more than the largest id of a token; the model's vocabulary may be larger. */
    public int vocabSize() {
        return vocabulary.size();
    }

    /** The tokens that end a response; never empty. */
    public List<Integer> eosTokenIds() {
        return eosTokenIds;
    }

    /**
     * Ids of the model that must never be sampled, ascending: those without a token, which large models have because
     * their embedding is rounded up, and the padding token unless it also ends responses.
     */
    public int[] suppressedTokens() {
        return suppressed.clone();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
