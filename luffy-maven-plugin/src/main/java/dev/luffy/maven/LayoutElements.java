package dev.luffy.maven;

import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.util.Map;
import java.util.TreeMap;

/** The elements that say how a file's rows are read, shared by {@code <benchmark>} and {@code <data>}. */
record LayoutElements(String format, String layout, FieldsBean fields, Map<String, String> where) {

    /** Whether any of them is declared. */
    boolean declared() {
        return format != null || layout != null || !fields.paths().isEmpty() || !where.isEmpty();
    }

    /** The layout they mean; without fields where it is to be found in the file. */
    Layout toLayout() {
        try {
            Layout base = layout == null ? Layout.detected() : Layout.named(layout);
            Map<String, String> all = new TreeMap<>(base.fields());
            all.putAll(fields.paths());
            return new Layout(format == null ? null : Element.named(Layout.Format.class, "format", format), all, where);
        } catch (IllegalArgumentException e) {
            throw new InvalidDeclarationException(
                    "layout", layout == null ? "left out" : layout, "that does not work: " + e.getMessage());
        }
    }

    /** Refuses them for problems that do not come from a file. */
    void refuseWith(String builtin) {
        if (declared()) {
            throw new InvalidDeclarationException(
                    "builtin", builtin, "<format>, <layout>, <fields> and <where> are about files: leave them out");
        }
    }
}
