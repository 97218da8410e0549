package dev.luffy.benchmarks.aime;

import java.util.Locale;

/** How many terms a problem has. */
enum Level {
    EASY(2),
    MEDIUM(3),
    HARD(4);

    private final int terms;

    Level(int terms) {
        this.terms = terms;
    }

    int terms() {
        return terms;
    }

    /** The name in lower case, as in files, ids and the public interface. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such level */
    static Level named(String label) {
        for (Level level : values()) {
            if (level.label().equals(label)) {
                return level;
            }
        }
        throw new IllegalArgumentException("No level '" + label + "'; the levels are " + AimeStyle.levels());
    }
}
