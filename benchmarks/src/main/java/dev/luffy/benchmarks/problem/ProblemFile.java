package dev.luffy.benchmarks.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
        Reading reading = new Reading(file, layout);
        RowFile.forEach(file, layout.format(), names -> reading.mapping(names).roots(), reading::add);
        return reading.done();
    }

    /** The rows of a file so far. */
    private static final class Reading {

        private final Path file;
        private final Layout layout;
        private final Map<String, Seen> problems = new LinkedHashMap<>();
        private final Set<String> systems = new LinkedHashSet<>();
        private RowMapping mapping;
        private Set<String> names = Set.of();
        private long rows;

        private record Seen(Problem problem, long line, int count) {}

        Reading(Path file, Layout layout) {
            this.file = file;
            this.layout = layout;
        }

        /** The mapping, for a file whose first row has the given fields. */
        RowMapping mapping(Set<String> fields) {
            if (mapping == null) {
                names = fields;
                mapping = new RowMapping(layout.fields().isEmpty() ? detected(fields) : layout);
            }
            return mapping;
        }

        void add(Row row) {
            rows++;
            if (!mapping(row.names()).takes(row)) {
                return;
            }
            RowMapping.Item item = mapping.item(row);
            systems.add(item.system());
            Seen seen = problems.get(item.problem().id());
            if (seen != null && !seen.problem().equals(item.problem())) {
                throw row.error(
                        "the id " + Fields.shown(seen.problem().id()) + " is already that of line " + seen.line()
                                + ", whose " + difference(seen.problem(), item.problem()) + " differs",
                        "Give every problem its own id, and repeat a problem only as it is.");
            }
            problems.put(
                    item.problem().id(),
                    seen == null
                            ? new Seen(item.problem(), row.number(), 1)
                            : new Seen(seen.problem(), seen.line(), seen.count() + 1));
        }

        ProblemFile done() {
            if (rows == 0) {
                throw new MalformedDataException(file, 0, "there is no problem", "Give at least one row.");
            }
            if (problems.isEmpty()) {
                throw mapping.nothingTaken(file, names);
            }
            mapping.requireAllFound(file, names);
            List<Problem> all = new ArrayList<>();
            int repeats = Integer.MAX_VALUE;
            for (Seen seen : problems.values()) {
                all.add(seen.problem());
                repeats = Math.min(repeats, seen.count());
            }
            return new ProblemFile(all, List.copyOf(systems), repeats);
        }

        private Layout detected(Set<String> fields) {
            Map<String, String> fitting = NamedLayouts.fitting(fields);
            if (fitting == null) {
                throw new MalformedDataException(
                        file,
                        0,
                        "no known layout fits; the first row has " + Row.shown(fields),
                        "Declare where the parts of a problem are, or one of the layouts "
                                + String.join(", ", Layout.names()) + ".");
            }
            return new Layout(layout.format(), fitting, layout.where());
        }

        private static String difference(Problem first, Problem second) {
            if (!first.prompt().equals(second.prompt())) {
                return "problem";
            }
            boolean golds = first.answer().equals(second.answer())
                    && first.alternatives().equals(second.alternatives());
            return golds ? "subject, level or tolerance" : "answer";
        }
    }
}
