package dev.luffy.benchmarks.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A value in a row of a data file, whatever the file's format. */
sealed interface Value {

    /** A text. */
    record Text(String text) implements Value {}

    /** A number as it is written, so that 27.0 stays 27.0. */
    record Numeral(String digits) implements Value {}

    /** A truth value. */
    record Flag(boolean set) implements Value {}

    /** Bytes that are no text. */
    record Bytes(int length) implements Value {}

    /** Nothing: a null. */
    record Nothing() implements Value {}

    /** A list. */
    record Items(List<Value> items) implements Value {}

    /** Named values in the file's order. */
    record Entries(Map<String, Value> entries) implements Value {

        public Entries {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The value of that name, or nothing. */
        Value get(String name) {
            return entries.getOrDefault(name, new Nothing());
        }
    }

    /** Whether this is a null. */
    default boolean missing() {
        return this instanceof Nothing;
    }

    /** Whether this can be written as one text. */
    default boolean scalar() {
        return this instanceof Text || this instanceof Numeral || this instanceof Flag;
    }

    /** A scalar as text. */
    default String asText() {
        if (this instanceof Text value) {
            return value.text();
        }
        if (this instanceof Numeral value) {
            return value.digits();
        }
        if (this instanceof Flag value) {
            return Boolean.toString(value.set());
        }
        throw new IllegalStateException("Only scalars are texts: " + kind());
    }

    /** What this is, for a message. */
    default String kind() {
        if (this instanceof Entries value) {
            return "an object with "
                    + value.entries().keySet().stream().map(Fields::shown).collect(Collectors.joining(", "));
        }
        if (this instanceof Items value) {
            return "a list of " + value.items().size();
        }
        if (this instanceof Nothing) {
            return "null";
        }
        return this instanceof Bytes
                ? "bytes that are no text"
                : "a " + getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
