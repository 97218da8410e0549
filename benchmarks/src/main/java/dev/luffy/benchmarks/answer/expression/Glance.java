package dev.luffy.benchmarks.answer.expression;

import dev.luffy.benchmarks.answer.expression.Samples.Region;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One number that stands for an answer, taken once: answers whose numbers are apart are different, and no comparison is
 * needed to say so. Most answers that differ are told apart by it; it never says that two are the same.
 *
 * @since 0.1
 */
public final class Glance {

    /** A hundredth of what a comparison may cost. */
    private static final long BUDGET = Cost.BUDGET / 100;

    private static final int PRECISION = 128;

    /** A decimal of three digits is within half a hundredth of what it stands for. */
    private static final double ROUNDING = 0.02;

    private static final Glance NOTHING = new Glance(Double.NaN, Double.NaN, 0, 0);

    private final double re;
    private final double im;
    private final double relative;
    private final double absolute;

    private Glance(double re, double im, double relative, double absolute) {
        this.re = re;
        this.im = im;
        this.relative = relative;
        this.absolute = absolute;
    }

    /** A glance at an answer by its meanings, under the rules that it will be compared by. */
    public static Glance of(List<Form> forms, Rules rules) {
        // With a unit or a second meaning it may equal what its value does not.
        if (forms.size() != 1
                || !(forms.get(0) instanceof Form.Scalar scalar)
                || !scalar.unit().equals(Form.Unit.NONE)
                || !Tree.fits(scalar)
                || !Shape.isWhole(scalar)) return NOTHING;
        Expr value = scalar.value();
        Symbols symbols = new Symbols(value);
        boolean uncertain = symbols.unknownParts
                || symbols.plusMinus
                || symbols.infinity
                || symbols.complexNumbers
                || symbols.decimals && Decimals.whole(value) == null
                || symbols.wholeNumbers && !symbols.variables.isEmpty();
        if (uncertain || hasBase(value) && rules.baseMayBeLeftOut()) return NOTHING;
        try {
            return of(at(symbols).of(value), rules);
        } catch (Undefined | Cost.TooCostly | StackOverflowError e) {
            return NOTHING;
        }
    }

    /** Whether the answers are different for certain. */
    public boolean differsFrom(Glance other) {
        double size = Math.max(Math.hypot(re, im), Math.hypot(other.re, other.im));
        // False if either is no number.
        return Math.hypot(re - other.re, im - other.im) > size * relative + absolute;
    }

    /** Every variable has the same value, so that answers that differ in their variables' names are not told apart. */
    private static BallEvaluation at(Symbols symbols) {
        Map<String, Exact> point = new TreeMap<>();
        for (String name : symbols.variables) {
            point.put(name, Samples.point(List.of(name), Region.POSITIVE, 0).get(name));
        }
        return new BallEvaluation(point, PRECISION, !symbols.imaginaryUnit, false, new Cost(BUDGET));
    }

    private static Glance of(Complex value, Rules rules) {
        Rational tolerance = Decimals.parse(rules.tolerance());
        double allowed = tolerance == null
                ? 0
                : 1.01
                        * tolerance.numerator().doubleValue()
                        / tolerance.denominator().doubleValue();
        double re = number(value.re());
        double im = number(value.im());
        if (!Double.isFinite(re) || !Double.isFinite(im) || !Double.isFinite(allowed)) return NOTHING;
        return switch (rules.decimals()) {
            case ABSOLUTE -> new Glance(re, im, ROUNDING, allowed);
            case RELATIVE -> new Glance(re, im, Math.max(ROUNDING, allowed), 0);
            case EXACT, SHOWN_PRECISION -> new Glance(re, im, ROUNDING, 0);
        };
    }

    /** NaN unless more than its first digits are known. */
    private static double number(Ball ball) {
        boolean known = ball.isExactZero() || ball.isAwayFromZero() && ball.magnitude() - 20 > ball.radius();
        double middle = ball.toDouble();
        return known && (middle != 0 || ball.signum() == 0) ? middle : Double.NaN;
    }

    private static boolean hasBase(Object node) {
        return node instanceof Expr.Based || Tree.children(node).stream().anyMatch(Glance::hasBase);
    }
}
