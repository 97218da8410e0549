package dev.luffy.benchmarks.problem;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A file of training problems that has been read from end to end, a row at a time.
 *
 * @param layout it was read by: whole, nothing of it is left to be found; null for this project's own JSON lines
 * @param rows that meet the layout's conditions
 * @param ids of its problems, in the order of their first rows
 * @param fields of its first row, in its order; empty for this project's own JSON lines
 * @since 0.1
 */
public record TrainingFile(Layout layout, long rows, ProblemIds ids, Set<String> fields) {

    /**
     * Looks at a file: whether its rows are problems, by which layout, and which ids they have. A layout that is found or named
     * is made whole: it has the format, no target if no row has one, and no id if that may be missing ({@code ?}) and two
     * problems share one; then every id is a digest of what is asked.
     *
     * @param layout as it is declared; without fields, LUFFY's training layout or else the first that the file's fields fit.
     *     If nothing at all is declared, a file that {@link #isOwn} is read as such
     * @param systems whether the rows' system messages are wanted
     * @throws MalformedDataException if the file cannot be read, holds no problem, a row is no problem or has the id of another
     *     problem; names file and line, or in a Parquet file the row
     */
    public static TrainingFile survey(Path file, Layout layout, boolean systems) {
        if (layout.equals(Layout.detected()) && isOwn(file)) {
            return forEach(file, null, example -> {});
        }
        ProblemRows rows = new ProblemRows(file, layout, ProblemRows.Purpose.SURVEY, systems);
        try {
            rows.forEach(example -> {});
        } catch (MalformedDataException e) {
            if (!rows.shared() || !mayBeMissing(rows.used(), "id")) {
                throw e;
            }
            return survey(file, rows.used().without("id"), systems);
        }
        Layout found = rows.used();
        if (!rows.targeted() && found.fields().containsKey("target")) {
            if (!mayBeMissing(found, "target")) {
                throw new MalformedDataException(
                        file,
                        0,
                        "no row has a target at " + Fields.shown(found.fields().get("target")),
                        "Correct the path, or write ? behind it if it may be missing.");
            }
            found = found.without("target");
        }
        return new TrainingFile(
                found.format() == null ? found.in(RowFile.formatOf(file)) : found,
                rows.taken(),
                rows.ids(),
                rows.fields());
    }

    /**
     * Hands over what every row of a file holds.
     *
     * @param layout a whole one, or null for this project's own JSON lines
     * @throws MalformedDataException as {@link #survey} does, and if a target is neither a text nor the assistant's message
     */
    public static TrainingFile forEach(Path file, Layout layout, Consumer<Example> visitor) {
        if (layout == null) {
            ProblemIds ids = JsonLines.forEachProblem(
                    file,
                    (line, index, problem) -> visitor.accept(new Example(problem, "", List.of(), index, false, line)));
            return new TrainingFile(null, ids.size(), ids, Set.of());
        }
        ProblemRows rows = new ProblemRows(file, layout, ProblemRows.Purpose.TRAINING, true);
        rows.forEach(visitor);
        return new TrainingFile(layout, rows.taken(), rows.ids(), rows.fields());
    }

    /**
     * Whether a file is this project's own JSON lines: its first line has {@code id}, {@code prompt}, a text, and {@code answer}.
     * False also where the file cannot be read, which whoever reads it will tell.
     */
    public static boolean isOwn(Path file) {
        try {
            Value.Entries first = JsonRows.firstLine(file);
            return !first.get("id").missing()
                    && first.get("prompt") instanceof Value.Text
                    && !first.get("answer").missing();
        } catch (MalformedDataException e) {
            return false;
        }
    }

    private static boolean mayBeMissing(Layout layout, String part) {
        String paths = layout.fields().get(part);
        return paths != null && FieldPath.parseList(paths).stream().allMatch(FieldPath::optional);
    }
}
