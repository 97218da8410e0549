package dev.luffy.runtime.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * SHA-256 of what a run reads, in lower-case hexadecimal. Plugin and worker both compute them: the plugin for the
 * fingerprint, the worker to refuse inputs that changed in between. Files are streamed, never held whole.
 */
public final class InputDigest {

    private static final int BUFFER_BYTES = 1 << 20;

    /** What of a Hugging Face folder decides a result; weights are {@code *.safetensors} besides. */
    private static final Set<String> MODEL_FILES = Set.of(
            "config.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "model.safetensors.index.json");

    private InputDigest() {}

    /** SHA-256 of one file's bytes. */
    public static String ofFile(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * SHA-256 over the sorted lines {@code "<sha256 of file>  <name>\n"} of a model folder's configuration, tokenizer
     * and weights, as {@code sha256sum | sort | sha256sum} would give. Other files, a README for one, do not count.
     */
    public static String ofModel(Path folder) throws IOException {
        return ofText(lines(folder, name -> MODEL_FILES.contains(name) || name.endsWith(".safetensors")));
    }

    private static String lines(Path folder, Predicate<String> counts) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (counts.test(name) && Files.isRegularFile(file)) lines.add(ofFile(file) + "  " + name + "\n");
            }
        }
        Collections.sort(lines);
        return String.join("", lines);
    }

    /**
     * SHA-256 of a model's weights: of the bytes of {@code model.safetensors}, or, where they are sharded, over the sorted lines
     * {@code "<sha256 of file>  <name>\n"} of the shards.
     */
    public static String ofWeights(Path folder) throws IOException {
        Path single = folder.resolve("model.safetensors");
        if (Files.isRegularFile(single)) return ofFile(single);
        return ofText(lines(folder, name -> name.endsWith(".safetensors")));
    }

    /**
     * SHA-256 of a model folder's {@code chat_template.jinja}, or null without one: a template in tokenizer_config.json is
     * part of {@link #ofModel}. Apart from that one, whose value would change for models that are never talked to.
     */
    public static String ofChatTemplate(Path folder) throws IOException {
        Path file = folder.resolve("chat_template.jinja");
        return Files.exists(file) ? ofFile(file) : null;
    }

    /** SHA-256 of a text's UTF-8 bytes. */
    public static String ofText(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** SHA-256 of nothing yet, for bytes that pass by and are not kept. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
