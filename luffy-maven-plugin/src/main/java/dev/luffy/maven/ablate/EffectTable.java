package dev.luffy.maven.ablate;

import dev.luffy.maven.report.Table;
import dev.luffy.maven.study.Unit;
import java.util.ArrayList;
import java.util.List;

/** What every variant reached on the held-out problems. */
record EffectTable(List<Effect> effects) {

    static final String METHOD = "pass@1 on the held-out problems after training, mean over seeds ± Student's"
            + " 95 % interval (t with n − 1 degrees of freedom). Differences to the base are paired by seed; p-values are"
            + " two-sided, of the exact sign-flip test and the paired t-test, each corrected over the variants of a level"
            + " (Holm). With n seeds the sign-flip p cannot fall below 2/2^n. Where all seeds differ by the same amount t is"
            + " infinite and its p is 0, however few they are: there the sign-flip p is corrected in its place.";

    Table people() {
        Table table = new Table(
                "variant",
                "level",
                "seeds",
                "pass@1, %",
                "− base, points",
                "pairs",
                "sign-flip p",
                "Holm",
                "paired t p",
                "Holm");
        for (Effect e : effects) {
            table.row(Cells.row(
                    Cells.tests(Unit.SHARE, e.toBase()),
                    e.variant(),
                    e.level(),
                    Integer.toString(e.seeds().size()),
                    Cells.number("", Unit.SHARE, e.mean(), e.halfWidth())));
        }
        return table;
    }

    List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of("## Effect", ""));
        lines.addAll(people().markdown());
        lines.add("");
        lines.add(METHOD);
        return lines;
    }

    /** Every digit, as shares and not in percent. */
    List<String> csv() {
        Table table = new Table(Cells.row(Cells.DIFFERENCE_HEADS, "variant", "level", "seeds", "mean", "half_width"));
        for (Effect e : effects) {
            table.row(Cells.row(
                    Cells.digits(e.toBase()),
                    e.variant(),
                    e.level(),
                    Integer.toString(e.seeds().size()),
                    Double.toString(e.mean()),
                    Cells.digits(e.halfWidth())));
        }
        return table.csv();
    }

    List<String> text() {
        return effects.isEmpty() ? List.of() : people().text();
    }
}
