package dev.luffy.benchmarks.problem;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of files and of sequences of texts.
 *
 * @since 0.1
 */
public final class Sha256 {

    private final MessageDigest digest;

    /** Of nothing yet. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /**
     * The digest of a file's bytes, in lower-case hexadecimal digits.
     *
     * @throws MalformedDataException if it cannot be read
     */
    public static String of(Path file) {
        Sha256 sha = new Sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha.digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new MalformedDataException(
                    file, 0, "the file cannot be read: " + e.getMessage(), "Name a readable file.", e);
        }
        return sha.hex();
    }

    /** The digest of texts, told apart from one another by their lengths. */
    static String of(String... texts) {
        Sha256 sha = new Sha256();
        for (String text : texts) {
            sha.text(text);
        }
        return sha.hex();
    }

    /** Adds a line as a file has it. */
    public Sha256 line(String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Adds a text, told apart from its neighbours by its length. */
    public Sha256 text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
        return this;
    }

    /** The first 64 bits of the digest of what was added; starts anew. */
    long bits() {
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** The digest of what was added, in lower-case hexadecimal digits; starts anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
