package dev.luffy.runtime.data;

import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.rollout.Prompt;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Prompts with their traces, each read from a file whenever it is asked for and never kept. Integers are big-endian:
 *
 * <pre>{@code
 *   prompt = bytes of the problem, tokens, the problem as JSON, {token}
 *   trace  = tokens, {token}
 * }</pre>
 */
final class Pack extends AbstractList<Prompt> implements RandomAccess, Closeable {

    private final Path path;
    private final FileChannel file;
    private final Places places;

    Pack(Path path, Places places) throws IOException {
        this.path = path;
        this.file = FileChannel.open(path, StandardOpenOption.READ);
        this.places = places;
    }

    @Override
    public int size() {
        return places.prompts().length;
    }

    @Override
    public Prompt get(int index) {
        try {
            ByteBuffer head = read(file, places.prompts()[index], 2 * Integer.BYTES);
            int text = head.getInt();
            int tokens = head.getInt();
            long start = places.prompts()[index] + 2 * Integer.BYTES;
            ByteBuffer body = read(file, start, Math.addExact(text, Math.multiplyExact(Integer.BYTES, tokens)));
            Problem problem = problem(body, text);
            List<int[]> traces = new ArrayList<>();
            int[] prompt = tokens(body, tokens); // [prompt]
            for (int t = places.first()[index]; t < places.first()[index + 1]; t++)
                traces.add(trace(places.traces()[t]));
            return Prompt.of(problem, prompt, traces);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the prepared training data " + path + ": " + e.getMessage()
                            + ". Delete its folder and run again",
                    e);
        }
    }

    private int[] trace(long place) throws IOException {
        int tokens = read(file, place, Integer.BYTES).getInt();
        ByteBuffer body = read(file, place + Integer.BYTES, Math.multiplyExact(Integer.BYTES, tokens));
        return tokens(body, tokens);
    }

    private static int[] tokens(ByteBuffer from, int count) {
        int[] tokens = new int[count]; // [count]
        from.asIntBuffer().get(tokens);
        return tokens;
    }

    /** The problem of the prompt at a place. */
    static Problem problem(FileChannel file, long place) throws IOException {
        int text = read(file, place, Integer.BYTES).getInt();
        return problem(read(file, place + 2 * Integer.BYTES, text), text);
    }

    private static Problem problem(ByteBuffer from, int length) {
        byte[] text = new byte[length];
        from.get(text);
        return Json.read(new String(text, StandardCharsets.UTF_8), Problem.class);
    }

    private static ByteBuffer read(FileChannel file, long place, int bytes) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(bytes);
        while (into.hasRemaining()) {
            if (file.read(into, place + into.position()) < 0) {
                throw new EOFException("it has " + file.size() + " bytes, and a record leads beyond them");
            }
        }
        return into.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
