package dev.luffy.maven.ablate;

import dev.luffy.maven.report.Table;
import java.util.ArrayList;
import java.util.List;

/** What the paper says, and whether these numbers show it. */
record ClaimsTable(List<Finding> findings) {

    static final String METHOD = "Statements of the paper, each as a difference paired by seed, ± Student's 95 %"
            + " interval; of three seeds at least. The verdict is that of the paired t-test, two-sided, its p corrected over"
            + " all claims here that something is there (Holm): below 0.05 in the claimed direction “shows”, in the other"
            + " “opposite shows”, else “not shown”. A claim of absence (“no more”) is judged by the p before any correction,"
            + " which would only keep it, and is none of that family: – stands under Holm. It is “contradicted” by"
            + " significantly more, else “not contradicted”: no evidence of a difference is no evidence that there is none,"
            + " and the interval says how large it may be. With n seeds the p of the sign-flip test cannot fall below 2/2^n,"
            + " before any correction; that is why the t-test gives the verdict, at the price of taking differences for"
            + " normal. Only where all seeds differ by the same amount, and t is infinite, the p of the sign-flip test takes"
            + " its place, in the family too.";

    List<String> markdown() {
        Table table = new Table(
                "claim",
                "statement",
                "quantity",
                "difference",
                "expected",
                "pairs",
                "mean",
                "sign-flip p",
                "Holm",
                "paired t p",
                "Holm",
                "verdict");
        for (Finding f : findings) {
            Difference d = f.difference();
            table.row(
                    f.id(),
                    f.statement(),
                    f.quantity(),
                    f.comparison(),
                    f.expected().text(),
                    Cells.count(d),
                    Cells.difference(f.claim().quantity().unit(), d),
                    Cells.probability(d == null ? null : d.signFlipP()),
                    Cells.probability(d == null ? null : d.signFlipHolm()),
                    Cells.probability(d == null ? null : d.tTestP()),
                    Cells.probability(d == null ? null : d.tTestHolm()),
                    verdict(f));
        }
        List<String> lines = new ArrayList<>(List.of("## Claims", "", METHOD, ""));
        lines.addAll(table.markdown());
        return lines;
    }

    /** Every digit; seeds and their differences are in the JSON. */
    List<String> csv() {
        Table table = new Table(Cells.row(
                Cells.row(new String[] {"verdict", "reason"}, Cells.DIFFERENCE_HEADS),
                "claim",
                "statement",
                "quantity",
                "variant",
                "than",
                "expected"));
        for (Finding f : findings) {
            String reason = f.reason() == null ? "" : f.reason();
            table.row(Cells.row(
                    Cells.row(new String[] {f.verdict().text(), reason}, Cells.digits(f.difference())),
                    f.id(),
                    f.statement(),
                    f.quantity(),
                    f.variant(),
                    f.than() == null ? "" : f.than(),
                    f.expected().name()));
        }
        return table.csv();
    }

    /** The few columns that a line or a page has room for; p is the one that gave the verdict. */
    Table people() {
        Table table = new Table("claim", "difference", "expected", "mean", "p", "verdict");
        for (Finding f : findings) {
            table.row(
                    f.id(),
                    f.comparison(),
                    f.expected().text(),
                    Cells.difference(f.claim().quantity().unit(), f.difference()),
                    Cells.probability(f.p()),
                    verdict(f));
        }
        return table;
    }

    List<String> text() {
        return findings.isEmpty() ? List.of() : people().text();
    }

    private static String verdict(Finding f) {
        return f.reason() == null ? f.verdict().text() : f.verdict().text() + ": " + f.reason();
    }
}
