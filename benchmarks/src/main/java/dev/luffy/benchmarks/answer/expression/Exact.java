package dev.luffy.benchmarks.answer.expression;

/** An exact complex number with rational parts. */
record Exact(Rational re, Rational im) {

    static final Exact ZERO = of(Rational.ZERO);
    static final Exact ONE = of(Rational.ONE);
    static final Exact I = new Exact(Rational.ZERO, Rational.ONE);

    static Exact of(Rational value) {
        return new Exact(value, Rational.ZERO);
    }

    boolean isReal() {
        return im.signum() == 0;
    }

    boolean isInteger() {
        return isReal() && re.isInteger();
    }

    /** Whether its denominators are powers of two, 1 included: such fractions are reduced at no cost. */
    boolean isDyadic() {
        return re.denominator().bitCount() == 1 && im.denominator().bitCount() == 1;
    }

    boolean isZero() {
        return re.signum() == 0 && im.signum() == 0;
    }

    int bits() {
        return re.bits() + im.bits();
    }

    Exact plus(Exact other) {
        return new Exact(re.plus(other.re), im.plus(other.im));
    }

    Exact minus(Exact other) {
        return plus(other.negated());
    }

    Exact negated() {
        return new Exact(re.negated(), im.negated());
    }

    Exact times(Exact other) {
        if (isReal() && other.isReal()) return of(re.times(other.re));
        return new Exact(
                re.times(other.re).minus(im.times(other.im)), re.times(other.im).plus(im.times(other.re)));
    }

    /** @throws ArithmeticException if the other is 0 */
    Exact over(Exact other) {
        if (isReal() && other.isReal()) return of(re.over(other.re));
        Rational square = other.re.times(other.re).plus(other.im.times(other.im));
        Exact turned = times(new Exact(other.re, other.im.negated()));
        return new Exact(turned.re.over(square), turned.im.over(square));
    }
}
