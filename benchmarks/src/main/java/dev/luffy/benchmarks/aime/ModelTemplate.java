package dev.luffy.benchmarks.aime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a model folder in Hugging Face layout, without the weights, for a small Qwen2 decoder that reads this benchmark one character
 * at a time: {@code config.json}, {@code tokenizer.json}, {@code tokenizer_config.json}.
 */
public final class ModelTemplate {
    private static final List<String> FILES = List.of("config.json", "tokenizer.json", "tokenizer_config.json");

    private ModelTemplate() {}

    /** The names of the files. */
    public static List<String> files() {
        return FILES;
    }

    /**
     * The content of one of {@link #files()}.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public static byte[] read(String file) {
        if (!FILES.contains(file)) {
            throw new IllegalArgumentException("No template '" + file + "'; the templates are " + FILES);
        }
        try (InputStream in = ModelTemplate.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + file + " is missing from the archive");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the resource " + file, e);
        }
    }

    /**
     * Writes the files into a folder, which is created if need be; files of these names are replaced.
     *
     * @throws UncheckedIOException if a file cannot be written
     */
    public static void write(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String file : FILES) {
                Files.write(folder.resolve(file), read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the model template to " + folder, e);
        }
    }
}
