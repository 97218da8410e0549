package dev.luffy.benchmarks.answer.expression;

/** Why two answers are the same or not, in one short sentence. */
final class Reasons {

    private Reasons() {}

    static String same(Form gold, Form response) {
        return Wording.of(response) + " means " + Wording.of(gold);
    }

    static String different(Form gold, Form response, Rules rules) {
        Form first = NormalForm.of(gold);
        Form second = NormalForm.of(response);
        if (first instanceof Form.Group g
                && second instanceof Form.Group r
                && g.items().size() != r.items().size())
            return "the gold answer has " + count(g) + ", the response " + count(r);
        if (first instanceof Form.Group g && g.bracket() != Form.Group.Bracket.ROUND && !(second instanceof Form.Group))
            return "the gold answer has " + count(g) + ", the response is " + Wording.of(response);
        if (first instanceof Form.Scalar g && second instanceof Form.Scalar r) {
            if (!Units.compatible(g.unit(), r.unit(), rules.units()))
                return "the units differ: " + Wording.of(gold) + " and " + Wording.of(response);
            Expr.Num decimal = Decimals.whole(r.value());
            if (decimal != null) return rounding(gold, response, decimal, rules);
        }
        if (!first.getClass().equals(second.getClass()))
            return Wording.of(response) + " is not the same kind of answer as " + Wording.of(gold);
        return Wording.of(response) + " is not " + Wording.of(gold);
    }

    private static String rounding(Form gold, Form response, Expr.Num decimal, Rules rules) {
        String plain = Wording.of(response) + " is not " + Wording.of(gold);
        return switch (rules.decimals()) {
            case EXACT -> plain + " exactly";
            case SHOWN_PRECISION ->
                Decimals.isRounded(decimal)
                        ? plain + ", also when rounded to the digits shown"
                        : plain + ", and fewer than 3 significant digits stand for nothing else";
            case ABSOLUTE, RELATIVE -> plain + " within the tolerance";
        };
    }

    private static String count(Form.Group group) {
        int size = group.items().size();
        return size + (size == 1 ? " part" : " parts");
    }
}
