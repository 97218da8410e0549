package dev.luffy.benchmarks.answer.expression;

import java.math.BigInteger;

/** Which numbers a written decimal stands for. */
final class Decimals {

    /** Powers of ten beyond this are not computed. */
    private static final int MAX_PLACE = 5_000;

    private static final Rational HALF = new Rational(BigInteger.ONE, BigInteger.TWO);
    private static final Rational TEN = Rational.of(10);
    static final Rational THOUSANDTH = Rational.powerOfTen(-3);
    private static final Rational HUNDRED = Rational.of(100);

    private Decimals() {}

    /** Whether it has three significant digits or more, so that it may stand for what rounds to it. */
    static boolean isRounded(Expr.Num number) {
        if (!number.decimal() || Math.abs(number.place()) > MAX_PLACE) return false;
        return number.value().abs().compareTo(HUNDRED.times(Rational.powerOfTen(number.place()))) >= 0;
    }

    /** Whether it is a fraction written with two significant digits: too few to stand for whatever rounds to it. */
    static boolean isShort(Expr.Num number) {
        return number.decimal()
                && !isRounded(number)
                && !number.value().isInteger()
                && Math.abs(number.place()) <= MAX_PLACE
                && number.value().abs().compareTo(TEN.times(Rational.powerOfTen(number.place()))) >= 0;
    }

    /** How far a number may be from it and still round to it. */
    static Rational halfPlace(Expr.Num number) {
        return HALF.times(Rational.powerOfTen(number.place()));
    }

    /** {@link #halfPlace} as a power of two, rounded up. */
    static double halfPlaceLog2(Expr.Num number) {
        return number.place() * 3.3219280948873626 - 1 + 1e-9;
    }

    /** The decimal an expression is, or null: a number with a point, with a sign or without. */
    static Expr.Num whole(Expr expression) {
        if (expression instanceof Expr.Num n) return n.decimal() ? n : null;
        if (expression instanceof Expr.Negate m && m.operand() instanceof Expr.Num n && n.decimal())
            return new Expr.Num(n.value().negated(), true, n.place());
        return null;
    }

    /** A decimal number such as 1e-4 as a data set or a policy writes it, or null if it is none or out of range. */
    static Rational parse(String text) {
        try {
            java.math.BigDecimal value = new java.math.BigDecimal(text.strip());
            if (Math.abs((long) value.scale()) > MAX_PLACE || value.precision() > MAX_PLACE || value.signum() < 0)
                return null;
            return Rational.of(value.unscaledValue()).times(Rational.powerOfTen(-value.scale()));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
