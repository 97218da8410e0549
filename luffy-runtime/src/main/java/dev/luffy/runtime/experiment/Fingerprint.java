package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
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

    private static final int FORMAT = 2;

    public static Fingerprint of(Experiment experiment, Inputs inputs) {
        return new Fingerprint(FORMAT, experiment, inputs);
    }

    /** SHA-256 of the canonical JSON, in lower-case hexadecimal. */
    public String sha256() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Json.canonical(this).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The first field, in alphabetical order, in which two runs differ, with both values; empty if none does. */
    public Optional<String> differenceFrom(Fingerprint earlier) {
        return difference("", Json.tree(earlier), Json.tree(this));
    }

    private static Optional<String> difference(String path, JsonNode earlier, JsonNode now) {
        if (earlier.equals(now)) return Optional.empty();
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
        }
        return Optional.of(path + " was " + shown(earlier) + " and is now " + shown(now));
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "absent" : node.toString();
    }
}
