package dev.luffy.maven.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells: aligned text for a console, Markdown, LaTeX or CSV. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    /** A table of nothing yet under these heads. */
    public Table(String... head) {
        rows.add(List.of(head));
    }

    /** Adds a row; one cell for each head. */
    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** Whether there is no row below the head. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Columns padded to their widest cell, two spaces between them, nothing after the last. */
    public List<String> text() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], length(row.get(i)));
        }
        return rows.stream().map(row -> padded(row, widths)).toList();
    }

    /** A line of heads, one of dashes, one for each row. */
    public List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| " + String.join(" | ", rows.get(0)) + " |");
        lines.add("|" + " --- |".repeat(rows.get(0).size()));
        for (List<String> row : rows.subList(1, rows.size())) {
            lines.add("| "
                    + String.join(" | ", row.stream().map(Markdown::escaped).toList()) + " |");
        }
        return lines;
    }

    /** A {@code tabular} that needs no package; the first column is left, the others are right. */
    public List<String> latex() {
        List<String> lines = new ArrayList<>();
        lines.add("\\begin{tabular}{l" + "r".repeat(rows.get(0).size() - 1) + "}");
        lines.add("\\hline");
        for (List<String> row : rows) {
            lines.add(String.join(" & ", row.stream().map(Table::typeset).toList()) + " \\\\");
            if (row == rows.get(0)) lines.add("\\hline");
        }
        lines.add("\\hline");
        lines.add("\\end{tabular}");
        return lines;
    }

    /** RFC 4180, but with line feeds alone. */
    public List<String> csv() {
        return rows.stream()
                .map(row -> String.join(",", row.stream().map(Table::quoted).toList()))
                .toList();
    }

    private static String typeset(String cell) {
        StringBuilder text = new StringBuilder();
        cell.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> text.append("\\textbackslash{}");
                case '~' -> text.append("\\textasciitilde{}");
                case '^' -> text.append("\\textasciicircum{}");
                case '&', '%', '$', '#', '_', '{', '}' -> text.append('\\').appendCodePoint(c);
                case '<', '>' -> text.append('$').appendCodePoint(c).append('$');
                case '±' -> text.append("$\\pm$");
                case '−' -> text.append("$-$");
                case '–' -> text.append("--");
                case '\n', '\r' -> text.append(' ');
                default -> text.appendCodePoint(c);
            }
        });
        return text.toString();
    }

    private static String quoted(String cell) {
        return cell.matches("[^,\"\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
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
