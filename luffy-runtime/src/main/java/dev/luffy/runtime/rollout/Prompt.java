package dev.luffy.runtime.rollout;

import dev.luffy.benchmarks.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * A problem as the model sees it. Arrays are not copied and must not be changed.
 *
 * @param problem text, gold answer and level
 * @param key 64 bits of the problem id's SHA-256; the prompt's name in random streams
 * @param tokens the rendered prompt, [prompt]
 * @param traces the teacher's responses with EOS, each [trace]; empty when the method needs none
 */
public record Prompt(Problem problem, long key, int[] tokens, List<int[]> traces) {

    public Prompt {
        traces = List.copyOf(traces);
    }

    /** A prompt with the key of its problem's id. */
    public static Prompt of(Problem problem, int[] tokens, List<int[]> traces) {
        return new Prompt(problem, key(problem.id()), tokens, traces);
    }

    private static long key(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
