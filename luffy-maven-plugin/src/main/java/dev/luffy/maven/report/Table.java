package dev.luffy.maven.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells, as aligned text for a console and as a Markdown table. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        rows.add(List.of(head));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Columns padded to their widest cell, two spaces between them, nothing after the last. */
    List<String> text() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], length(row.get(i)));
        }
        return rows.stream().map(row -> padded(row, widths)).toList();
    }

    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| " + String.join(" | ", rows.get(0)) + " |");
        lines.add("|" + " --- |".repeat(rows.get(0).size()));
        for (List<String> row : rows.subList(1, rows.size())) {
            lines.add("| "
                    + String.join(" | ", row.stream().map(Markdown::escaped).toList()) + " |");
        }
        return lines;
    }

    private static String padded(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - length(row.get(i)) + 2));
        }
        return line.toString().stripTrailing();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
