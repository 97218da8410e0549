package dev.luffy.runtime.method;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers that the reference implementation's own functions returned, in float64 (resource golden/luffy.json; its
 * {@code about} says how). Eight padded rows of six tokens; rows 0–3 and 4–7 are groups, rows 0 and 4 the teacher's.
 */
final class Golden {

    static final JsonNode FILE = read("luffy.json");

    /** The same for methods that LUFFY is compared with (resource golden/baselines.json). */
    static final JsonNode BASELINES = read("baselines.json");

    /** Padded length, the reference's divisor. */
    static final int LENGTH = 6;

    private Golden() {}

    /** The eight rows, cut to their response masks. */
    static List<Row> rows(double[] advantages) {
        int[] prefixes = IntStream.range(0, advantages.length)
                .map(i -> (int) Math.min(sum("prefix_mask", i), sum("response_mask", i)))
                .toArray();
        return rows(advantages, prefixes);
    }

    /** The same rows, all taken for on-policy ones: the reference averages some metrics over all tokens. */
    static List<Row> rowsAsOnPolicy(double[] advantages) {
        return rows(advantages, new int[advantages.length]);
    }

    /** The four on-policy rows of Oat's loss, cut to the mask that it shares with PRIME's numbers. */
    static List<Row> oatRows() {
        JsonNode oat = BASELINES.get("oat_drgrpo");
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < oat.get("adv").size(); i++) {
            int tokens = (int)
                    Arrays.stream(vector(BASELINES.at("/prime_rloo/mask/" + i))).sum();
            rows.add(new Row(
                    oat.get("adv").get(i).asDouble(),
                    0,
                    Arrays.copyOf(vector(oat.get("new").get(i)), tokens),
                    Arrays.copyOf(vector(oat.get("old").get(i)), tokens),
                    null,
                    new double[tokens]));
        }
        return rows;
    }

    /** {@code [8]} advantages by name. */
    static double[] advantages(String name) {
        return vector(FILE.at("/advantages/" + name));
    }

    static double[] vector(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> array.get(i).asDouble())
                .toArray();
    }

    private static List<Row> rows(double[] advantages, int[] prefixes) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < advantages.length; i++) {
            int tokens = (int) sum("response_mask", i);
            rows.add(new Row(
                    advantages[i],
                    prefixes[i],
                    Arrays.copyOf(input("log_prob", i), tokens),
                    Arrays.copyOf(input("old_log_prob", i), tokens),
                    null,
                    new double[tokens]));
        }
        return rows;
    }

    private static double sum(String name, int row) {
        return Arrays.stream(input(name, row)).sum();
    }

    private static double[] input(String name, int row) {
        return vector(FILE.at("/inputs/" + name + "/" + row));
    }

    private static JsonNode read(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
