package dev.luffy.benchmarks.problem;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a file of problems is read.
 *
 * <p>A path is names with dots between them. {@code [2]} takes an element of a list and {@code [role=user]} the first with
 * that value; {@code [boxed]} takes what is in a text's last box and {@code [after=####]} what follows a marker;
 * {@code a|b} takes what is there first; a {@code ?} at the end allows the value to be missing in every row. {@code id},
 * {@code answer} and {@code incorrect} may be several paths with commas between them: parts of one id, several right answers,
 * several wrong choices.
 *
 * @param format of the file; null for what its name ends in ({@code .jsonl}, {@code .json}, {@code .parquet})
 * @param fields where in a row each part of a problem is: one of {@link #PARTS} → a path such as {@code reward_model.ground_truth}
 *     or {@code prompt[role=user].content}; several paths may be given with {@code |} between them, the first present one
 *     counts; empty for the first of {@link #names()} that the file's fields fit
 * @param where values that a row must have to be read, by path; empty for every row
 * @since 0.1
 */
public record Layout(Format format, Map<String, String> fields, Map<String, String> where) {

    /** The parts of a problem that a field can be given for; {@code target} is the teacher's, which only training reads. */
    public static final List<String> PARTS = List.of(
            "id",
            "problem",
            "answer",
            "subject",
            "level",
            "tolerance",
            "unit",
            "system",
            "choices",
            "labels",
            "correct",
            "incorrect",
            "target");

    private static final List<String> LISTS = List.of("id", "answer", "incorrect");

    /** @throws IllegalArgumentException if there is no such part, or what should be a path is none */
    public Layout {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
        where = Collections.unmodifiableMap(new TreeMap<>(where));
        fields.forEach(Layout::requirePath);
        where.keySet().forEach(FieldPath::parse);
        if (!fields.isEmpty()) {
            requireWhole(fields);
        }
    }

    /** The formats. */
    public enum Format {
        JSONL,
        JSON,
        PARQUET
    }

    /** A layout that is found by the names of the file's fields. */
    public static Layout detected() {
        return new Layout(null, Map.of(), Map.of());
    }

    /**
     * The layout of well-known files.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists them
     */
    public static Layout named(String name) {
        return new Layout(null, NamedLayouts.fields(name), Map.of());
    }

    /** The names of well-known layouts. */
    public static List<String> names() {
        return NamedLayouts.names();
    }

    /** This layout with a part at another path. */
    public Layout with(String part, String path) {
        Map<String, String> changed = new TreeMap<>(fields);
        changed.put(part, path);
        return new Layout(format, changed, where);
    }

    /** This layout without a part; itself if it has none such. */
    public Layout without(String part) {
        Map<String, String> changed = new TreeMap<>(fields);
        changed.remove(part);
        return new Layout(format, changed, where);
    }

    /** This layout of rows that have a value at a path. */
    public Layout only(String path, String value) {
        Map<String, String> narrowed = new TreeMap<>(where);
        narrowed.put(path, value);
        return new Layout(format, fields, narrowed);
    }

    /** This layout in a format, whatever the file's name is. */
    public Layout in(Format other) {
        return new Layout(other, fields, where);
    }

    private static void requirePath(String part, String path) {
        if (!PARTS.contains(part)) {
            throw new IllegalArgumentException(
                    "\"" + part + "\" is no part of a problem: use one of " + String.join(", ", PARTS));
        }
        if (FieldPath.parseList(path).size() > 1 && !LISTS.contains(part)) {
            throw new IllegalArgumentException("The " + part + " has several paths, \"" + path
                    + "\": only one may be given, or alternatives with | between them");
        }
    }

    private static void requireWhole(Map<String, String> fields) {
        boolean choices = fields.containsKey("choices") || fields.containsKey("incorrect");
        if (!fields.containsKey("problem") || !fields.containsKey(choices ? "correct" : "answer")) {
            throw new IllegalArgumentException("The layout says where " + String.join(", ", fields.keySet())
                    + " are: it must say where the problem is, and the answer, or the choices and the correct one");
        }
        if (fields.containsKey("choices") == fields.containsKey("incorrect") && choices) {
            throw new IllegalArgumentException(
                    "The layout says where the choices are and where the incorrect ones: give one of the two");
        }
        if (choices && fields.containsKey("answer") || !choices && fields.containsKey("correct")) {
            throw new IllegalArgumentException(
                    "The layout mixes answer and choices: give answer, or correct with choices or incorrect");
        }
    }
}
