package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.expression.Rational;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random expressions, rewritten by identities or changed, and their values in plain double arithmetic. */
final class RandomAnswers {

    private static final String[] NAMES = {"x", "y"};

    private final Random random;

    RandomAnswers(Random random) {
        this.random = random;
    }

    static Expr num(long value) {
        return new Expr.Num(Rational.of(value), false, 0);
    }

    Expr expression(int depth, boolean variables) {
        if (depth == 0) {
            if (variables && random.nextInt(5) < 2) return new Expr.Var(NAMES[random.nextInt(2)]);
            return random.nextInt(12) == 0 ? new Expr.Const(Expr.Const.Name.PI) : num(1 + random.nextInt(12));
        }
        Expr a = expression(depth - 1, variables);
        Expr b = expression(random.nextInt(depth), variables);
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Expr.Sum(List.of(a, b));
            case 2 -> new Expr.Sum(List.of(a, new Expr.Negate(b)));
            case 3, 4 -> new Expr.Product(List.of(a, b));
            case 5 -> new Expr.Quotient(a, b);
            case 6 -> new Expr.Power(a, num(2 + random.nextInt(2)));
            default -> new Expr.Root(num(2 + random.nextInt(30)), num(2));
        };
    }

    /** The naive twin: the value in doubles. */
    static double value(Expr e, double x, double y) {
        if (e instanceof Expr.Num n)
            return n.value().numerator().doubleValue() / n.value().denominator().doubleValue();
        if (e instanceof Expr.Const) return Math.PI;
        if (e instanceof Expr.Var v) return v.name().equals("x") ? x : y;
        if (e instanceof Expr.Sum s)
            return s.terms().stream().mapToDouble(t -> value(t, x, y)).sum();
        if (e instanceof Expr.Product p)
            return p.factors().stream().mapToDouble(t -> value(t, x, y)).reduce(1, (a, b) -> a * b);
        if (e instanceof Expr.Negate n) return -value(n.operand(), x, y);
        if (e instanceof Expr.Quotient q) return value(q.numerator(), x, y) / value(q.denominator(), x, y);
        if (e instanceof Expr.Power p) return Math.pow(value(p.base(), x, y), value(p.exponent(), x, y));
        if (e instanceof Expr.Root r) return Math.pow(value(r.radicand(), x, y), 1 / value(r.index(), x, y));
        throw new IllegalArgumentException(e.toString());
    }

    /** Whether it has a value of moderate size, and stays so far from dividing by zero. */
    static boolean isTame(Expr e) {
        for (double[] p : POINTS) {
            double value = value(e, p[0], p[1]);
            if (!(Math.abs(value) < 1e6 && Math.abs(value) > 1e-4)) return false;
        }
        return parts(e).stream().allMatch(part -> !(part instanceof Expr.Quotient q) || isTame(q.denominator()));
    }

    private static final double[][] POINTS = {{1.3, 0.7}, {0.45, 2.9}, {2.2, 1.9}};

    /** Whether the two differ clearly somewhere. */
    static boolean differ(Expr a, Expr b) {
        for (double[] p : POINTS) {
            double first = value(a, p[0], p[1]);
            double second = value(b, p[0], p[1]);
            if (Math.abs(first - second) > 1e-3 * Math.max(Math.abs(first), Math.abs(second))) return true;
        }
        return false;
    }

    static List<Expr> parts(Expr e) {
        if (e instanceof Expr.Sum s) return s.terms();
        if (e instanceof Expr.Product p) return p.factors();
        if (e instanceof Expr.Negate n) return List.of(n.operand());
        if (e instanceof Expr.Quotient q) return List.of(q.numerator(), q.denominator());
        if (e instanceof Expr.Power p) return List.of(p.base(), p.exponent());
        if (e instanceof Expr.Root r) return List.of(r.radicand(), r.index());
        return List.of();
    }

    private static Expr with(Expr e, List<Expr> parts) {
        if (e instanceof Expr.Sum) return new Expr.Sum(parts);
        if (e instanceof Expr.Product) return new Expr.Product(parts);
        if (e instanceof Expr.Negate) return new Expr.Negate(parts.get(0));
        if (e instanceof Expr.Quotient) return new Expr.Quotient(parts.get(0), parts.get(1));
        if (e instanceof Expr.Power) return new Expr.Power(parts.get(0), parts.get(1));
        if (e instanceof Expr.Root) return new Expr.Root(parts.get(0), parts.get(1));
        return e;
    }

    /** The same value, written differently here or there. */
    Expr rewritten(Expr e) {
        List<Expr> parts = new ArrayList<>();
        for (int i = 0; i < parts(e).size(); i++) {
            Expr part = parts(e).get(i);
            boolean index = e instanceof Expr.Root && i == 1 || e instanceof Expr.Power && i == 1;
            parts.add(index ? part : rewritten(part));
        }
        if (e instanceof Expr.Sum || e instanceof Expr.Product) Collections.shuffle(parts, random);
        Expr same = with(e, parts);
        if (random.nextInt(3) > 0) return same;
        return switch (random.nextInt(9)) {
            case 0 -> new Expr.Sum(List.of(num(0), same));
            case 1 -> new Expr.Product(List.of(same, num(1)));
            case 2 -> new Expr.Negate(new Expr.Negate(same));
            case 3 -> new Expr.Quotient(new Expr.Product(List.of(num(3), same)), num(3));
            case 4 ->
                same instanceof Expr.Root r ? new Expr.Power(r.radicand(), new Expr.Quotient(num(1), num(2))) : same;
            case 5 ->
                same instanceof Expr.Quotient q
                        ? new Expr.Product(List.of(new Expr.Quotient(num(1), q.denominator()), q.numerator()))
                        : same;
            case 6 ->
                same instanceof Expr.Product p && p.factors().get(0) instanceof Expr.Sum s
                        ? expanded(s, p.factors().subList(1, p.factors().size()))
                        : same;
            case 7 ->
                same instanceof Expr.Num n
                        ? new Expr.Sum(List.of(new Expr.Num(n.value(), false, 0), num(5), num(-5)))
                        : same;
            default ->
                same instanceof Expr.Power p && p.exponent().equals(num(2))
                        ? new Expr.Product(List.of(p.base(), p.base()))
                        : same;
        };
    }

    private static Expr expanded(Expr.Sum sum, List<Expr> others) {
        List<Expr> terms = new ArrayList<>();
        for (Expr term : sum.terms()) {
            List<Expr> factors = new ArrayList<>(others);
            factors.add(term);
            terms.add(new Expr.Product(factors));
        }
        return new Expr.Sum(terms);
    }

    /** One number in it changed by 1, or 1 added to it. */
    Expr changed(Expr e) {
        if (e instanceof Expr.Num n)
            return new Expr.Num(Rational.of(n.value().numerator().add(java.math.BigInteger.ONE)), false, 0);
        List<Expr> parts = new ArrayList<>(parts(e));
        if (parts.isEmpty() || random.nextInt(4) == 0) return new Expr.Sum(List.of(e, num(1)));
        int at = e instanceof Expr.Root ? 0 : random.nextInt(parts.size());
        parts.set(at, changed(parts.get(at)));
        return with(e, parts);
    }
}
