package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.expression.Expr;
import java.util.List;
import java.util.stream.Collectors;

/** Expressions as LaTeX and as plain text. */
final class Printed {

    private Printed() {}

    static String latex(Expr e) {
        if (e instanceof Expr.Num n) return n.value().numerator().toString();
        if (e instanceof Expr.Var v) return v.name();
        if (e instanceof Expr.Const) return "\\pi";
        if (e instanceof Expr.Sum s)
            return s.terms().stream().map(t -> inSum(t, true)).collect(Collectors.joining(" + "));
        if (e instanceof Expr.Product p) return factors(p.factors(), " \\cdot ", true);
        if (e instanceof Expr.Negate n) return "-" + atom(n.operand(), true);
        if (e instanceof Expr.Quotient q) return "\\frac{" + latex(q.numerator()) + "}{" + latex(q.denominator()) + "}";
        if (e instanceof Expr.Power p) return atom(p.base(), true) + "^{" + latex(p.exponent()) + "}";
        if (e instanceof Expr.Root r) return "\\sqrt{" + latex(r.radicand()) + "}";
        throw new IllegalArgumentException(e.toString());
    }

    static String plain(Expr e) {
        if (e instanceof Expr.Num n) return n.value().numerator().toString();
        if (e instanceof Expr.Var v) return v.name();
        if (e instanceof Expr.Const) return "pi";
        if (e instanceof Expr.Sum s)
            return s.terms().stream().map(t -> inSum(t, false)).collect(Collectors.joining("+"));
        if (e instanceof Expr.Product p) return factors(p.factors(), "*", false);
        if (e instanceof Expr.Negate n) return "-" + atom(n.operand(), false);
        if (e instanceof Expr.Quotient q) return atom(q.numerator(), false) + "/" + atom(q.denominator(), false);
        if (e instanceof Expr.Power p) return atom(p.base(), false) + "^" + atom(p.exponent(), false);
        if (e instanceof Expr.Root r) return "sqrt(" + plain(r.radicand()) + ")";
        throw new IllegalArgumentException(e.toString());
    }

    private static String inSum(Expr e, boolean latex) {
        boolean negative = e instanceof Expr.Negate
                || e instanceof Expr.Num n && n.value().numerator().signum() < 0;
        String text = latex ? latex(e) : plain(e);
        return negative || text.startsWith("-") ? bracketed(text, latex) : text;
    }

    private static String factors(List<Expr> factors, String sign, boolean latex) {
        return factors.stream()
                .map(f -> f instanceof Expr.Product ? bracketed(latex ? latex(f) : plain(f), latex) : atom(f, latex))
                .collect(Collectors.joining(sign));
    }

    private static String atom(Expr e, boolean latex) {
        String text = latex ? latex(e) : plain(e);
        boolean bare = e instanceof Expr.Var
                || e instanceof Expr.Const
                || e instanceof Expr.Num n && n.value().numerator().signum() >= 0
                || e instanceof Expr.Root && !latex;
        return bare ? text : bracketed(text, latex);
    }

    private static String bracketed(String text, boolean latex) {
        return latex ? "\\left(" + text + "\\right)" : "(" + text + ")";
    }
}
