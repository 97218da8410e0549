package dev.luffy.benchmarks.aime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Weights of the {@link ModelTemplate}'s decoder after supervised training on {@link AimeStyle#pretraining}: a base model
 * that solves easy and medium problems and practically never a hard one. The quick start's experiment {@code aime-base}
 * reproduces the file.
 */
public final class BaseModel {

    /** Name of the weights in a model folder. */
    public static final String FILE = "model.safetensors";

    /** SHA-256 of the weights' file, in lower-case hexadecimal. */
    public static final String SHA256 = "a12b0fefb85056d0bea1d08d0ea5b373ca04942936d8de82999878a28550bd72";

    private BaseModel() {}

    /** The bytes of the safetensors file. */
    public static byte[] weights() {
        try (InputStream in = BaseModel.class.getResourceAsStream("base.safetensors")) {
            if (in == null)
                throw new IllegalStateException("The resource base.safetensors is missing from the archive");
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the resource base.safetensors", e);
        }
    }
}
