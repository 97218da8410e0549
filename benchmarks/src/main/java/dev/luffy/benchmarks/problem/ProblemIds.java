package dev.luffy.benchmarks.problem;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The ids of a file's problems, each with its place among them and the line that it was first in. Of an id its first 128 bits
 * of SHA-256 are kept, which makes 32 to 52 bytes a problem however long ids are; the chance that two of a billion share them is
 * below 1 in 10<sup>20</sup>.
 *
 * @since 0.1
 */
public final class ProblemIds {

    private static final int SMALLEST = 16;

    private final MessageDigest sha256;
    private long[] high = new long[SMALLEST]; // [ids], first 64 bits
    private long[] low = new long[SMALLEST]; // [ids], next 64 bits
    private long[] lines = new long[SMALLEST]; // [ids]
    private int[] table = new int[2 * SMALLEST]; // index + 1 by hash, open addressing; 0 where free
    private int size;

    /** Of nothing yet. */
    public ProblemIds() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** How many ids there are. */
    public int size() {
        return size;
    }

    /** The place of an id among those added, from 0; -1 if it is not there. */
    public int indexOf(String id) {
        ByteBuffer hash = hash(id);
        return Math.max(-1, table[slot(hash.getLong(), hash.getLong())] - 1);
    }

    /** The line that an id was added with. */
    public long line(int index) {
        return lines[index];
    }

    /**
     * Adds an id.
     *
     * @return its place if it is new; of one that is there already, {@code -1 - place}
     */
    public int add(String id, long line) {
        ByteBuffer hash = hash(id);
        long first = hash.getLong();
        long second = hash.getLong();
        int slot = slot(first, second);
        if (table[slot] != 0) {
            return -table[slot];
        }
        if (size == high.length) {
            grow();
            slot = slot(first, second);
        }
        high[size] = first;
        low[size] = second;
        lines[size] = line;
        table[slot] = ++size;
        return size - 1;
    }

    private void grow() {
        int larger = Math.min(Integer.MAX_VALUE / 4, high.length + (high.length >> 1));
        if (larger <= size) {
            throw new IllegalStateException("more than " + size + " problems");
        }
        high = Arrays.copyOf(high, larger);
        low = Arrays.copyOf(low, larger);
        lines = Arrays.copyOf(lines, larger);
        if (table.length < 2 * larger) {
            table = new int[2 * table.length];
            for (int i = 0; i < size; i++) {
                table[slot(high[i], low[i])] = i + 1;
            }
        }
    }

    /** Where an id is in the table, or where it would be; the table is never full. */
    private int slot(long first, long second) {
        int slot = (int) first & (table.length - 1);
        while (table[slot] != 0 && (high[table[slot] - 1] != first || low[table[slot] - 1] != second)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private ByteBuffer hash(String id) {
        return ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
    }
}
