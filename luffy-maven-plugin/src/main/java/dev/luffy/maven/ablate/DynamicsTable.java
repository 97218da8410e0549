package dev.luffy.maven.ablate;

import dev.luffy.maven.report.Table;
import dev.luffy.maven.study.Quantity.Span;
import dev.luffy.maven.study.Quantity.Trait;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** How training went: reward, entropy and length in its thirds. */
record DynamicsTable(List<Dynamics> dynamics) {

    private static final String METHOD = "Rows that the policy sampled in training: mean reward, mean entropy of their"
            + " tokens in nats, and mean length in tokens, over the first and the last third of the training's steps;"
            + " mean over seeds ± Student's 95 % interval. p: the difference to the base, paired by seed, by the t-test,"
            + " corrected over the variants of a column (Holm); where all seeds differ by the same amount, and t is infinite,"
            + " the p of the sign-flip test takes its place. A variant that samples nothing has no row.";

    private static final String OTHER_SCALE = "other scale";

    /** The columns for people; the file has all. */
    private enum Column {
        REWARD_FIRST(Trait.REWARD, Span.FIRST),
        REWARD_LAST(Trait.REWARD, Span.LAST),
        ENTROPY_FIRST(Trait.ENTROPY, Span.FIRST),
        ENTROPY_LAST(Trait.ENTROPY, Span.LAST),
        LENGTH_LAST(Trait.LENGTH, Span.LAST);

        private final Trait quantity;
        private final Span third;

        Column(Trait quantity, Span third) {
            this.quantity = quantity;
            this.third = third;
        }
    }

    Table people(boolean withP) {
        String[] heads = new String[1 + Column.values().length];
        heads[0] = "variant";
        for (Column column : Column.values()) {
            heads[1 + column.ordinal()] = column.quantity.text() + ", " + column.third.text();
        }
        Table table = new Table(heads);
        for (String variant : variants()) {
            String[] row = new String[heads.length];
            row[0] = variant;
            for (Column column : Column.values()) row[1 + column.ordinal()] = cell(variant, column, withP);
            table.row(row);
        }
        return table;
    }

    private String cell(String variant, Column column, boolean withP) {
        Optional<Dynamics> there = dynamics.stream()
                .filter(each -> each.quantity() == column.quantity && each.third() == column.third)
                .filter(each -> each.compared().variant().equals(variant))
                .findFirst();
        if (there.isEmpty()) return Cells.NONE;
        String mean = Cells.mean(column.quantity.unit(), there.get().compared());
        Difference d = there.get().compared().toBase();
        if (there.get().otherScale()) return mean + "; " + OTHER_SCALE;
        return withP && d != null ? mean + "; p " + Cells.probability(d.tTestHolm()) : mean;
    }

    private Set<String> variants() {
        return variants(each -> true);
    }

    private Set<String> variants(Predicate<Dynamics> which) {
        Set<String> variants = new LinkedHashSet<>();
        for (Dynamics each : dynamics) {
            if (which.test(each)) variants.add(each.compared().variant());
        }
        return variants;
    }

    /** What has to be known to read the numbers. */
    String method() {
        Set<String> others = variants(Dynamics::otherScale);
        return others.isEmpty()
                ? METHOD
                : METHOD
                        + " Other scale: an answer is worth something else than in the base (method.outcome), and the reward"
                        + " is not compared: " + String.join(", ", others) + ".";
    }

    List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of("## Dynamics", ""));
        lines.addAll(people(true).markdown());
        lines.add("");
        lines.add(method());
        return lines;
    }

    /** Every digit, of the middle third too. */
    List<String> csv() {
        Table table = new Table(
                Cells.row(Cells.DIFFERENCE_HEADS, "variant", "quantity", "third", "seeds", "mean", "half_width"));
        for (Dynamics each : dynamics) {
            Compared c = each.compared();
            table.row(Cells.row(
                    Cells.digits(c.toBase()),
                    c.variant(),
                    each.quantity().name(),
                    each.third().name(),
                    Integer.toString(c.seeds().size()),
                    Double.toString(c.mean()),
                    Cells.digits(c.halfWidth())));
        }
        return table.csv();
    }

    List<String> text() {
        return dynamics.isEmpty() ? List.of() : people(false).text();
    }
}
