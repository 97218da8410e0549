package dev.luffy.benchmarks.answer.expression;

import java.util.ArrayList;
import java.util.List;

/** Answers with ± as the answers they stand for. All signs of one answer go together. */
final class PlusMinusExpansion {

    /** Of independent readings of one tuple. */
    private static final int MAX_READINGS = 16;

    private PlusMinusExpansion() {}

    static boolean occursIn(Form form) {
        return new Symbols(form).plusMinus;
    }

    /** The form with the upper signs, and with the lower ones. */
    static List<Form> of(Form form) {
        return List.of(signed(form, true), signed(form, false));
    }

    /** The tuples that a tuple stands for if the signs of its parts are independent; empty if they are too many. */
    static List<Form> independently(Form.Group tuple) {
        List<List<Form>> partial = List.of(List.of());
        for (Form item : tuple.items()) {
            List<List<Form>> longer = new ArrayList<>();
            for (List<Form> start : partial) {
                for (Form next : occursIn(item) ? of(item) : List.of(item)) {
                    List<Form> items = new ArrayList<>(start);
                    items.add(next);
                    longer.add(items);
                }
            }
            if (longer.size() > MAX_READINGS) return List.of();
            partial = longer;
        }
        List<Form> tuples = new ArrayList<>();
        for (List<Form> items : partial) tuples.add(new Form.Group(tuple.bracket(), items));
        return tuples;
    }

    private static Form signed(Form form, boolean upper) {
        return Substitution.of(form, part -> part instanceof Expr.PlusMinus ? signed(part, upper) : null);
    }

    private static Expr signed(Expr expression, boolean upper) {
        return Substitution.of(expression, part -> {
            if (!(part instanceof Expr.PlusMinus p)) return null;
            Expr right = signed(p.right(), upper);
            return new Expr.Sum(List.of(signed(p.left(), upper), p.upper() == upper ? right : new Expr.Negate(right)));
        });
    }
}
