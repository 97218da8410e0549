package dev.luffy.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void whatLatexWouldReadAsACommandIsTypeset() {
        Table table = new Table("a", "b");
        table.row("p_1 & 50 %", "−1.0 ± 0.2 < x–y \\{$#}~^");

        assertThat(table.latex())
                .containsExactly(
                        "\\begin{tabular}{lr}",
                        "\\hline",
                        "a & b \\\\",
                        "\\hline",
                        "p\\_1 \\& 50 \\% & $-$1.0 $\\pm$ 0.2 $<$ x--y \\textbackslash{}\\{\\$\\#\\}\\textasciitilde{}"
                                + "\\textasciicircum{} \\\\",
                        "\\hline",
                        "\\end{tabular}");
    }

    @Test
    void aCsvCellIsQuotedWhereItMustBe() {
        Table table = new Table("a", "b");
        table.row("x, y", "say \"so\"");
        table.row("plain", "");

        assertThat(table.csv()).containsExactly("a,b", "\"x, y\",\"say \"\"so\"\"\"", "plain,");
    }
}
