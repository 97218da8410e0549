package dev.luffy.benchmarks.answer.expression;

import dev.luffy.benchmarks.answer.expression.Form.Unit.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the signs behind two values make of them: pairs of expressions, one of which must be the same on both sides. */
final class Units {

    /** Two expressions to be compared. */
    record Pair(Expr gold, Expr response) {}

    private Units() {}

    /** Whether the rules let the two be compared, as far as units and currencies go. */
    static boolean compatible(Form.Unit gold, Form.Unit response, Rules.Units rule) {
        boolean named = gold.kind() == Kind.UNIT || gold.kind() == Kind.CURRENCY;
        boolean otherNamed = response.kind() == Kind.UNIT || response.kind() == Kind.CURRENCY;
        return switch (rule) {
            case DROPPED -> true;
            case CHECKED_IF_BOTH -> !named || !otherNamed || sameName(gold.text(), response.text());
            case SIGNIFICANT -> named == otherNamed && (!named || sameName(gold.text(), response.text()));
        };
    }

    private static boolean sameName(String first, String second) {
        return singular(first).equals(singular(second));
    }

    private static String singular(String name) {
        String bare = name.strip().replaceAll("[{}\\s]+", " ");
        if (bare.length() <= 3) return bare;
        bare = bare.toLowerCase(Locale.ROOT);
        return bare.endsWith("s") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** What may be compared under the rules on percent and degree signs. */
    static List<Pair> pairs(Form.Scalar gold, Form.Scalar response, Rules rules) {
        Kind left = gold.unit().kind();
        Kind right = response.unit().kind();
        if (left == right) return List.of(new Pair(gold.value(), response.value()));
        List<Pair> pairs = new ArrayList<>();
        for (Expr g : readings(gold, rules, false)) {
            for (Expr r : readings(response, rules, true)) pairs.add(new Pair(g, r));
        }
        return pairs;
    }

    private static List<Expr> readings(Form.Scalar scalar, Rules rules, boolean isResponse) {
        Expr value = scalar.value();
        return switch (scalar.unit().kind()) {
            case NONE, CURRENCY, UNIT -> List.of(value);
            case PERCENT ->
                switch (rules.percent()) {
                    case FRACTION -> List.of(hundredth(value));
                    case DROPPED -> List.of(value);
                    case EITHER -> List.of(hundredth(value), value);
                    case GOLD_DECIDES -> isResponse ? List.of(hundredth(value)) : List.of(hundredth(value), value);
                };
            case DEGREE ->
                switch (rules.degrees()) {
                    case DROPPED -> List.of(value);
                    case RADIANS -> List.of(radians(value));
                    case EITHER -> List.of(value, radians(value));
                };
        };
    }

    /** A decimal remains one: 33.3 % is 0.333 with its last digit at 10⁻³. */
    private static Expr hundredth(Expr value) {
        Expr.Num decimal = Decimals.whole(value);
        if (decimal != null) return new Expr.Num(decimal.value().over(Rational.of(100)), true, decimal.place() - 2);
        return new Expr.Quotient(value, new Expr.Num(Rational.of(100), false, 0));
    }

    private static Expr radians(Expr value) {
        return new Expr.Product(List.of(
                value,
                new Expr.Quotient(new Expr.Const(Expr.Const.Name.PI), new Expr.Num(Rational.of(180), false, 0))));
    }
}
