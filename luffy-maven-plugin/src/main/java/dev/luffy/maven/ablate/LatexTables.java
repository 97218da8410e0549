package dev.luffy.maven.ablate;

import dev.luffy.maven.report.Table;
import java.util.ArrayList;
import java.util.List;

/** {@code table.tex}: the tables for people, each with its method as a comment. */
record LatexTables(
        EffectTable effects, ClaimsTable claims, DynamicsTable dynamics, AnswersTable answers, UnlockTable unlocks) {

    /** @param missing number of runs without a result */
    List<String> lines(int missing) {
        List<String> lines = new ArrayList<>();
        if (missing > 0) lines.add("% Not complete: " + missing + " runs are missing.");
        add(lines, EffectTable.METHOD, effects.people());
        add(lines, ClaimsTable.METHOD, claims.people());
        add(lines, dynamics.method(), dynamics.people(true));
        add(lines, AnswersTable.METHOD, answers.people());
        add(lines, UnlockTable.METHOD, unlocks.table());
        return lines;
    }

    // A blank line between tables: each is a paragraph.
    private static void add(List<String> lines, String method, Table table) {
        if (table.isEmpty()) return;
        if (lines.contains("\\end{tabular}")) lines.add("");
        lines.add("% " + method.replace("±", "+-").replace("−", "-"));
        lines.addAll(table.latex());
    }
}
