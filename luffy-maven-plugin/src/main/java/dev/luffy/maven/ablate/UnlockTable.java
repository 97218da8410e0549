package dev.luffy.maven.ablate;

import dev.luffy.maven.report.Table;
import java.util.ArrayList;
import java.util.List;

/** When each variant first solved what it could not solve at first. */
record UnlockTable(Table table) {

    static final String METHOD = "First step at which the policy solved a training prompt that none of its rows had"
            + " solved at the prompt's first visit, by seed; – where it never did, or samples nothing.";

    List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of("## Hard prompts", ""));
        lines.addAll(table.markdown());
        lines.add("");
        lines.add(METHOD);
        return lines;
    }

    List<String> text() {
        return table.isEmpty() ? List.of() : table.text();
    }
}
