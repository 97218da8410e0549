package dev.luffy.benchmarks.answer.expression;

/** A complex number known to lie in a small rectangle. A real one has an imaginary part of exactly 0. */
record Complex(Ball re, Ball im) {

    static final Complex ZERO = of(Ball.ZERO);
    static final Complex ONE = of(Ball.ONE);

    static Complex of(Ball real) {
        return new Complex(real, Ball.ZERO);
    }

    boolean isReal() {
        return im.isExactZero();
    }

    boolean isAwayFromZero() {
        return re.isAwayFromZero() || im.isAwayFromZero();
    }

    /** Below 2 to this. */
    long magnitude() {
        return Math.max(re.magnitude(), im.magnitude());
    }

    /** The larger radius of the two. */
    double radius() {
        return Math.max(re.radius(), im.radius());
    }

    Complex negated() {
        return isReal() ? of(re.negated()) : new Complex(re.negated(), im.negated());
    }

    Complex conjugate() {
        return isReal() ? this : new Complex(re, im.negated());
    }

    /** Times i. */
    Complex turned() {
        return new Complex(im.negated(), re);
    }
}
