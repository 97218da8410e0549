package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The identity of a run: its declaration and the digests of its inputs. Two runs with the same fingerprint on the same
 * kind of machine give the same bytes.
 *
 * @param format version of this record's meaning; changes when the runtime's arithmetic does
 * @param experiment the declaration
 * @param inputs digests of what it reads
 */
public record Fingerprint(int format, Experiment experiment, Inputs inputs) {

    private static final int FORMAT = 3;

    /**
     * What only says how much memory may be used: on a CPU, rows and bits are the same whatever it is (SamplingTest,
     * RecomputedTest). A GPU may choose another kernel for another number of rows; nobody is to start over for that.
     */
    private static final Set<String> MEMORY = Set.of(
            "experiment.budget.activationCheckpointing",
            "experiment.budget.cacheMebibytes",
            "experiment.rollout.batchRows");

    public static Fingerprint of(Experiment experiment, Inputs inputs) {
        return new Fingerprint(FORMAT, experiment, inputs);
    }

    /** SHA-256 of the canonical JSON, in lower-case hexadecimal. */
    public String sha256() {
        return sha256(Json.canonical(this));
    }

    /** The same of what decides the bits of a result: equal for two runs of which one may go on where the other was. */
    public String resultSha256() {
        JsonNode tree = Json.tree(this);
        for (String path : MEMORY) {
            int last = path.lastIndexOf('.');
            JsonNode parent = tree.at("/" + path.substring(0, last).replace('.', '/'));
            ((ObjectNode) parent).remove(path.substring(last + 1));
        }
        return sha256(Json.canonical(tree));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The first field, in alphabetical order, by which two runs may have other results, with both values; empty if there is none,
     * so that one may go on where the other was.
     */
    public Optional<String> differenceFrom(Fingerprint earlier) {
        return difference("", Json.tree(earlier), Json.tree(this));
    }

    private static Optional<String> difference(String path, JsonNode earlier, JsonNode now) {
        if (earlier.equals(now) || MEMORY.contains(path)) return Optional.empty();
        if (earlier.isObject() && now.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            earlier.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            for (Iterator<String> each = names.iterator(); each.hasNext(); ) {
                String name = each.next();
                Optional<String> found =
                        difference(path.isEmpty() ? name : path + "." + name, earlier.path(name), now.path(name));
                if (found.isPresent()) return found;
            }
            return Optional.empty();
        }
        return Optional.of(path + " was " + shown(earlier) + " and is now " + shown(now));
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "absent" : node.toString();
    }
}
