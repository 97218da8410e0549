package dev.luffy.benchmarks.problem;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The problems of a file's rows, one row in memory at a time; of earlier rows there are hashes, some 70 to 100 bytes a problem.
 *
 * <p>Rows that agree in everything are one problem. A row without an id gets one from the digest of what is asked, so that it
 * does not depend on the order of rows.
 */
final class ProblemRows {

    /** What rows are read for. */
    enum Purpose {
        /** Models are asked their problems. */
        EVALUATION,
        /** They are to be trained on, and looked at first: the teacher's texts, most of the file, are left unread. */
        SURVEY,
        /** They are trained on. */
        TRAINING
    }

    /** What is compared of two rows with one id, in the order in which a difference is looked for. */
    private static final List<String> COMPARED =
            List.of("problem", "answer", "subject, level or tolerance", "system message");

    private static final String TARGET = "target";

    private final Path file;
    private final Layout layout;
    private final Purpose purpose;
    private final boolean systems;
    private final ProblemIds ids = new ProblemIds();
    private long[] contents = new long[0]; // [problems][compared], 64 bits of a digest each
    private RowMapping mapping;
    private Layout used;
    private Set<String> targetRoots = Set.of();
    private Set<String> names = Set.of();
    private long rows;
    private long taken;
    private boolean shared;
    private boolean targeted;

    /**
     * @param layout without fields, the first that the file's fields fit
     * @param systems whether the rows' system messages are wanted
     */
    ProblemRows(Path file, Layout layout, Purpose purpose, boolean systems) {
        this.file = file;
        this.layout = layout;
        this.purpose = purpose;
        this.systems = systems;
    }

    /**
     * Hands over what every row holds.
     *
     * @throws MalformedDataException if the file cannot be read, a row is no problem or has the id of another problem, or no
     *     row is left; names file and line, or in a Parquet file the row
     */
    void forEach(Consumer<Example> visitor) {
        RowFile.forEach(file, layout.format(), fields -> mapping(fields).roots(), row -> add(row, visitor));
        if (rows == 0) {
            throw new MalformedDataException(file, 0, "there is no problem", "Give at least one row.");
        }
        if (taken == 0) {
            throw mapping.nothingTaken(file, names);
        }
        mapping.requireAllFound(file, names);
    }

    /** The layout that was read by, after the first row. */
    Layout used() {
        return used;
    }

    /** The fields of the first row. */
    Set<String> fields() {
        return names;
    }

    ProblemIds ids() {
        return ids;
    }

    /** Rows that meet the conditions. */
    long taken() {
        return taken;
    }

    /** Whether two different problems had one id. */
    boolean shared() {
        return shared;
    }

    /** Whether a row has the field that the layout's target starts at, whatever is in it. */
    boolean targeted() {
        return targeted;
    }

    /** The mapping, for a file whose first row has the given fields. */
    private RowMapping mapping(Set<String> fields) {
        if (mapping == null) {
            names = fields;
            Layout whole = layout.fields().isEmpty() ? detected(fields) : layout;
            used = systems ? whole : whole.without("system");
            String target = used.fields().get(TARGET);
            targetRoots = target == null ? Set.of() : FieldPath.parse(target).roots();
            mapping = new RowMapping(purpose == Purpose.TRAINING ? used : used.without(TARGET));
        }
        return mapping;
    }

    private void add(Row row, Consumer<Example> visitor) {
        rows++;
        if (!mapping(row.names()).takes(row)) {
            return;
        }
        taken++;
        targeted = targeted || targetRoots.stream().anyMatch(row.names()::contains);
        RowMapping.Item item = mapping.item(row);
        int place = ids.add(item.problem().id(), row.number());
        if (place < 0) {
            refuseAnother(row, item, -1 - place);
        } else {
            remember(item, place);
        }
        List<String> targets = purpose == Purpose.TRAINING ? mapping.targets(row) : List.of();
        visitor.accept(new Example(
                item.problem(), item.system(), targets, place < 0 ? -1 - place : place, place < 0, row.number()));
    }

    private void remember(RowMapping.Item item, int place) {
        int from = place * COMPARED.size();
        if (from == contents.length) {
            contents = Arrays.copyOf(contents, (place + place / 2 + 16) * COMPARED.size());
        }
        System.arraycopy(content(item), 0, contents, from, COMPARED.size());
    }

    private void refuseAnother(Row row, RowMapping.Item item, int place) {
        long[] content = content(item);
        for (int i = 0; i < content.length; i++) {
            if (content[i] != contents[place * COMPARED.size() + i]) {
                shared = true;
                throw row.error(
                        "the id " + Fields.shown(item.problem().id()) + " is already that of line " + ids.line(place)
                                + ", whose " + COMPARED.get(i) + " differs",
                        "Give every problem its own id, and repeat a problem only as it is.");
            }
        }
    }

    private long[] content(RowMapping.Item item) {
        Problem problem = item.problem();
        Sha256 golds = new Sha256().text(problem.answer());
        problem.alternatives().forEach(golds::text);
        return new long[] {
            new Sha256().text(problem.prompt()).bits(),
            golds.bits(),
            new Sha256()
                    .text(problem.family())
                    .text(problem.level())
                    .text(problem.tolerance())
                    .bits(),
            // An evaluation has one system message for all, whatever the rows say.
            purpose == Purpose.EVALUATION ? 0 : new Sha256().text(item.system()).bits()
        };
    }

    private Layout detected(Set<String> fields) {
        Map<String, String> fitting =
                purpose == Purpose.EVALUATION ? NamedLayouts.fitting(fields) : NamedLayouts.fittingTraining(fields);
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
}
