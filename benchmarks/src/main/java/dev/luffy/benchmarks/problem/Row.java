package dev.luffy.benchmarks.problem;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One row of a data file.
 *
 * @param file it is in
 * @param number the line it starts in, or in a Parquet file its position, from 1
 * @param entries its values; those nobody asked for may be left out
 * @param names of all its fields, for messages
 */
record Row(Path file, long number, Value.Entries entries, Set<String> names) {

    MalformedDataException error(String problem, String fix) {
        return new MalformedDataException(file, number, problem, fix);
    }

    /** Nothing is where a value must be. */
    MalformedDataException missing(String part, String path) {
        return error(
                "the " + part + " is missing: nothing is at " + Fields.shown(path) + "; the row has " + shown(names),
                "Correct the path of the " + part + ", or the row.");
    }

    static String shown(Set<String> names) {
        return names.isEmpty()
                ? "no fields"
                : "the fields " + names.stream().map(Fields::shown).collect(Collectors.joining(", "));
    }
}
