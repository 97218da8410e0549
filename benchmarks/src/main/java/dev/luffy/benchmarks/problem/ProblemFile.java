package dev.luffy.benchmarks.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a data file holds: problems, each once.
 *
 * <p>Rows that agree in everything are samples of one problem. A row without an id gets one from the digest of what is
 * asked, so that it does not depend on the order of rows.
 *
 * @param problems in the order of their first rows
 * @param systems the system messages of the rows, each once; the empty text for rows without
 * @param repeats how many rows every problem has at least
 * @since 0.1
 */
public record ProblemFile(List<Problem> problems, List<String> systems, int repeats) {

    public ProblemFile {
        problems = List.copyOf(problems);
        systems = List.copyOf(systems);
    }

    /**
     * Reads a file.
     *
     * @throws MalformedDataException if the file cannot be read, a row is no problem or has the id of another problem, or no
     *     row is left; names file and line, or in a Parquet file the row
     */
    public static ProblemFile read(Path file, Layout layout) {
        ProblemRows rows = new ProblemRows(file, layout, ProblemRows.Purpose.EVALUATION, true);
        List<Problem> problems = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        Set<String> systems = new LinkedHashSet<>();
        rows.forEach(example -> {
            systems.add(example.system());
            if (example.repeated()) {
                counts.set(example.index(), counts.get(example.index()) + 1);
            } else {
                problems.add(example.problem());
                counts.add(1);
            }
        });
        return new ProblemFile(problems, List.copyOf(systems), Collections.min(counts));
    }
}
