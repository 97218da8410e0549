package dev.luffy.runtime.data;

import dev.luffy.runtime.experiment.DataCounts;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Json;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What a pack holds and where, as a file whose last bytes are the SHA-256 of the others.
 *
 * @param about what there is to say of the pack besides places
 * @param places of what is trained on
 */
record Index(About about, Places places) {

    /**
     * What there is to say of a pack.
     *
     * @param packSha256 of the pack's bytes, in lower-case hexadecimal
     * @param counts what was found and what is kept
     * @param system the system message of every row, or empty where they have none or differ
     */
    record About(String packSha256, DataCounts counts, String system) {}

    void write(Path file) throws IOException {
        MessageDigest sha256 = InputDigest.sha256();
        try (DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(file), sha256)))) {
            byte[] text = Json.canonical(about).getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
            out.writeInt(places.prompts().length);
            out.writeInt(places.traces().length);
            for (long place : places.prompts()) out.writeLong(place);
            for (int first : places.first()) out.writeInt(first);
            for (long place : places.traces()) out.writeLong(place);
            out.flush();
            out.write(sha256.digest());
        }
    }

    /**
     * Reads an index back.
     *
     * @throws IOException if it is damaged
     */
    static Index read(Path file) throws IOException {
        MessageDigest sha256 = InputDigest.sha256();
        long size = Files.size(file);
        try (DigestInputStream bytes =
                        new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), sha256);
                DataInputStream in = new DataInputStream(bytes)) {
            byte[] text = new byte[(int) Math.min(size, Math.max(0, in.readInt()))];
            in.readFully(text);
            int prompts = in.readInt();
            int traces = in.readInt();
            if (prompts < 0 || traces < 0 || 12L * prompts + 8L * traces > size) {
                throw new IOException(file + " claims " + prompts + " prompts and " + traces + " traces");
            }
            Places places = new Places(new long[prompts], new int[prompts + 1], new long[traces]);
            for (int i = 0; i < prompts; i++) places.prompts()[i] = in.readLong();
            for (int i = 0; i <= prompts; i++) places.first()[i] = in.readInt();
            for (int i = 0; i < traces; i++) places.traces()[i] = in.readLong();
            byte[] expected = sha256.digest();
            bytes.on(false);
            if (!Arrays.equals(in.readAllBytes(), expected)) throw new IOException(file + " does not match its digest");
            return new Index(Json.read(new String(text, StandardCharsets.UTF_8), About.class), places);
        } catch (UncheckedIOException e) {
            throw new IOException(file + " is of another version", e);
        }
    }
}
