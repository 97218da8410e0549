package dev.luffy.runtime.data;

import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Writes prompts and traces one behind the other into a file that {@link Pack} reads. */
final class PackWriter implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 20;

    private final Path path;
    private final FileChannel file;
    private final MessageDigest sha256 = InputDigest.sha256();
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long flushed;

    PackWriter(Path path) {
        this.path = path;
        try {
            this.file = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Adds a prompt and gives its place. */
    long prompt(Problem problem, int[] tokens) {
        byte[] text = Json.canonical(problem).getBytes(StandardCharsets.UTF_8);
        ByteBuffer to = room(2 * Integer.BYTES + text.length + (long) Integer.BYTES * tokens.length);
        long place = flushed + to.position();
        to.putInt(text.length).putInt(tokens.length).put(text);
        for (int token : tokens) to.putInt(token);
        return place;
    }

    /** Adds a trace and gives its place. */
    long trace(int[] tokens) {
        ByteBuffer to = room(Integer.BYTES + (long) Integer.BYTES * tokens.length);
        long place = flushed + to.position();
        to.putInt(tokens.length);
        for (int token : tokens) to.putInt(token);
        return place;
    }

    /** The problem of a prompt that was added. */
    Problem problem(long place) {
        try {
            if (place >= flushed) flush();
            return Pack.problem(file, place);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Writes what is still in memory; gives the SHA-256 of the whole file. */
    String finish() {
        flush();
        return HexFormat.of().formatHex(sha256.digest());
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private ByteBuffer room(long bytes) {
        if (bytes > buffer.remaining()) flush();
        if (bytes > buffer.capacity()) buffer = ByteBuffer.allocate(Math.toIntExact(bytes));
        return buffer;
    }

    private void flush() {
        buffer.flip();
        sha256.update(buffer.duplicate());
        try {
            while (buffer.hasRemaining()) flushed += file.write(buffer, flushed);
        } catch (IOException e) {
            throw failure(e);
        }
        buffer.clear();
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException(
                "cannot write the prepared training data " + path + ": " + e.getMessage()
                        + ". Free space or make the folder writable, then run again",
                e);
    }
}
