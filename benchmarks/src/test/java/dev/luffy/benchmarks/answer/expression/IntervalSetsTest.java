package dev.luffy.benchmarks.answer.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.answer.expression.IntervalSets.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalSetsTest {

    private final ScalarComparison scalars =
            new ScalarComparison(new Evaluations(new Cost(1_000_000_000L)), ComparisonTest.RULES, "");
    private final IntervalSets sets = new IntervalSets(scalars);

    /** Ends are whole, so that membership of all halves from −1 to 9 says everything. */
    private static boolean[] members(Form form) {
        boolean[] members = new boolean[21];
        for (int i = 0; i < members.length; i++) members[i] = contains(form, i - 2);
        return members;
    }

    /** The naive twin: whether half of {@code twice} is in the set. */
    private static boolean contains(Form form, int twice) {
        if (form instanceof Form.Interval i) {
            int low = twice(i.low());
            int high = twice(i.high());
            return (low < twice || low == twice && i.lowClosed()) && (twice < high || twice == high && i.highClosed());
        }
        Form.Combined combined = (Form.Combined) form;
        boolean first = contains(combined.sets().get(0), twice);
        boolean second = contains(combined.sets().get(1), twice);
        return switch (combined.operator()) {
            case UNION -> first || second;
            case INTERSECTION -> first && second;
            case DIFFERENCE -> first && !second;
        };
    }

    private static int twice(Expr e) {
        return 2 * ((Expr.Num) e).value().numerator().intValueExact();
    }

    private static Form random(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            int low = random.nextInt(7);
            int high = low + 1 + random.nextInt(8 - low);
            return new Form.Interval(
                    Notation.num(String.valueOf(low)),
                    random.nextBoolean(),
                    Notation.num(String.valueOf(high)),
                    random.nextBoolean());
        }
        return new Form.Combined(
                Form.Combined.Operator.values()[random.nextInt(3)],
                List.of(random(random, depth - 1), random(random, depth - 1)));
    }

    @Test
    void twoSetsAreTheSameExactlyIfTheyHaveTheSameMembers() {
        Random random = new Random(2);
        List<Form> forms = new ArrayList<>();
        for (int i = 0; i < 250; i++) forms.add(random(random, 3));
        int same = 0;
        for (Form a : forms) {
            for (Form b : forms) {
                List<Piece> first = sets.of(a, true);
                List<Piece> second = sets.of(b, true);
                boolean expected = java.util.Arrays.equals(members(a), members(b));
                if (expected) same++;
                assertThat(sets.same(first, second)).as("%s and %s", a, b).isEqualTo(expected);
            }
        }
        assertThat(same).isGreaterThan(2 * forms.size());
    }
}
