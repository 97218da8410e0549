package dev.luffy.benchmarks.answer.expression;

import java.util.List;

/**
 * Tells solutions from what is to be solved. Both say the same, but where the gold answer is x = 5 or x > 2, a response
 * that says 2x = 10 or 3x − 1 > 5 may have copied it from the question.
 */
final class Solved {

    private Solved() {}

    /** Whether every relation of an answer has one variable alone on one side and numbers on the others; at least one has. */
    static boolean is(Form form) {
        if (form instanceof Form.Relation relation) return isSolved(relation);
        return form instanceof Form.Group group
                && group.bracket() == Form.Group.Bracket.NONE
                && group.items().stream().allMatch(Solved::is);
    }

    /** Whether an answer is a relation in one variable, or a list with one, that is not solved. */
    static boolean isAsked(Form form) {
        if (form instanceof Form.Relation relation)
            return !isSolved(relation)
                    && Label.of(relation) == null
                    && new Symbols(relation).variables.size() == 1
                    && relation.terms().stream().allMatch(term -> term instanceof Form.Scalar);
        return form instanceof Form.Group group && group.items().stream().anyMatch(Solved::isAsked);
    }

    private static boolean isSolved(Form.Relation relation) {
        List<Form> terms = relation.terms();
        int variables = 0;
        for (Form term : terms) {
            if (!(term instanceof Form.Scalar s)) return isSet(term) && variables == 1;
            if (isVariable(s.value())) variables++;
            else if (!new Symbols(s.value()).isConstant()) return false;
        }
        return variables == 1;
    }

    /** A variable or its opposite: −x > −2 is a way to write x < 2 and no way to ask for it. */
    private static boolean isVariable(Expr value) {
        return value instanceof Expr.Var || value instanceof Expr.Negate n && n.operand() instanceof Expr.Var;
    }

    private static boolean isSet(Form form) {
        return form instanceof Form.Interval || form instanceof Form.Combined || form instanceof Form.NamedSet;
    }
}
