package dev.luffy.benchmarks.answer.expression;

import java.util.List;

/** Ratios, and times of day that were read as ratios. */
final class Times {

    private static final Expr ONE = new Expr.Num(Rational.ONE, false, 0);

    private Times() {}

    /** The parts of a ratio; a number is a ratio to 1; null for anything else. */
    static List<Expr> parts(Form form) {
        if (form instanceof Form.Ratio r) return r.parts();
        if (!(form instanceof Form.Scalar s) || !s.unit().equals(Form.Unit.NONE)) return null;
        return s.value() instanceof Expr.Quotient q ? List.of(q.numerator(), q.denominator()) : List.of(s.value(), ONE);
    }

    /** Whether both are the same time of day, hours and minutes. */
    static boolean same(Form gold, Form response) {
        Integer first = minutes(gold);
        return first != null && first.equals(minutes(response));
    }

    private static Integer minutes(Form form) {
        if (form instanceof Form.Time t) return t.minutes();
        if (!(form instanceof Form.Ratio r) || r.parts().size() != 2) return null;
        if (!(r.parts().get(0) instanceof Expr.Num h) || !(r.parts().get(1) instanceof Expr.Num m)) return null;
        if (!h.value().isInteger() || !m.value().isInteger()) return null;
        if (h.value().bits() > 10 || m.value().bits() > 10) return null;
        return h.value().numerator().intValueExact() * 60
                + m.value().numerator().intValueExact();
    }
}
