package dev.luffy.benchmarks.answer.expression;

/**
 * Complex arithmetic and functions on {@link Complex rectangles}, principal values throughout. With {@code realOnly},
 * leaving the reals is {@link Undefined}.
 */
final class ComplexArithmetic {

    final BallArithmetic reals;
    final ElementaryFunctions functions;
    private final boolean realOnly;

    ComplexArithmetic(BallArithmetic reals, boolean realOnly) {
        this.reals = reals;
        this.functions = new ElementaryFunctions(reals);
        this.realOnly = realOnly;
    }

    /** @throws Undefined if only real numbers count */
    void leaveTheReals() {
        if (realOnly) throw Undefined.HERE;
    }

    Complex plus(Complex a, Complex b) {
        if (a.isReal() && b.isReal()) return Complex.of(reals.plus(a.re(), b.re()));
        return new Complex(reals.plus(a.re(), b.re()), reals.plus(a.im(), b.im()));
    }

    Complex minus(Complex a, Complex b) {
        return plus(a, b.negated());
    }

    Complex times(Complex a, Complex b) {
        if (a.isReal() && b.isReal()) return Complex.of(reals.times(a.re(), b.re()));
        return new Complex(
                reals.minus(reals.times(a.re(), b.re()), reals.times(a.im(), b.im())),
                reals.plus(reals.times(a.re(), b.im()), reals.times(a.im(), b.re())));
    }

    Complex over(Complex a, Complex b) {
        if (b.isReal()) {
            Ball re = reals.over(a.re(), b.re());
            return a.isReal() ? Complex.of(re) : new Complex(re, reals.over(a.im(), b.re()));
        }
        Ball square = reals.plus(reals.times(b.re(), b.re()), reals.times(b.im(), b.im()));
        Complex turned = times(a, b.conjugate());
        return new Complex(reals.over(turned.re(), square), reals.over(turned.im(), square));
    }

    Ball abs(Complex z) {
        if (z.isReal()) return z.re().abs();
        return reals.sqrt(reals.plus(reals.times(z.re(), z.re()), reals.times(z.im(), z.im())));
    }

    Complex sqrt(Complex z) {
        if (z.isReal()) {
            if (z.re().signum() >= 0 || !z.re().isAwayFromZero()) return Complex.of(reals.sqrt(z.re()));
            leaveTheReals();
            return new Complex(Ball.ZERO, reals.sqrt(z.re().negated()));
        }
        if (!z.isAwayFromZero()) return Complex.of(reals.sqrt(z.re().widened(z.im().radius())));
        // The part that does not cancel first, the other from 2·re·im.
        Ball sum = reals.plus(abs(z), z.re().abs());
        Ball large = reals.sqrt(sum.shifted(-1));
        Ball small = reals.over(z.im(), large.shifted(1));
        if (z.re().signum() >= 0) return new Complex(large, small);
        boolean below = z.im().signum() < 0 && z.im().isAwayFromZero();
        return new Complex(small.abs(), below ? large.negated() : large);
    }

    Complex exp(Complex z) {
        Ball size = functions.exp(z.re());
        if (z.isReal()) return Complex.of(size);
        Ball[] sc = functions.sinCos(z.im());
        return new Complex(reals.times(size, sc[1]), reals.times(size, sc[0]));
    }

    Complex log(Complex z) {
        if (z.isReal() && z.re().signum() > 0) return Complex.of(functions.ln(z.re()));
        if (!z.isAwayFromZero()) throw Undefined.HERE;
        leaveTheReals();
        return new Complex(functions.ln(abs(z)), functions.atan2(z.im(), z.re()));
    }

    /** z^n for a whole n. */
    Complex power(Complex z, long n) {
        if (z.isReal()) return Complex.of(reals.power(z.re(), n));
        if (n < 0) return over(Complex.ONE, power(z, -n));
        Complex power = Complex.ONE;
        for (int bit = Long.SIZE - Long.numberOfLeadingZeros(n) - 1; bit >= 0; bit--) {
            power = times(power, power);
            if ((n >> bit & 1) == 1) power = times(power, z);
        }
        return power;
    }

    /** Sine and cosine. */
    Complex[] sinCos(Complex z) {
        Ball[] sc = functions.sinCos(z.re());
        if (z.isReal()) return new Complex[] {Complex.of(sc[0]), Complex.of(sc[1])};
        Ball up = functions.exp(z.im());
        Ball down = reals.over(Ball.ONE, up);
        Ball cosh = reals.plus(up, down).shifted(-1);
        Ball sinh = reals.minus(up, down).shifted(-1);
        return new Complex[] {
            new Complex(reals.times(sc[0], cosh), reals.times(sc[1], sinh)),
            new Complex(reals.times(sc[1], cosh), reals.times(sc[0], sinh).negated())
        };
    }

    /** The inverse sine of a real number between −1 and 1, and by logarithms of any other. */
    Complex arcsin(Complex z) {
        Complex rest = sqrt(minus(Complex.ONE, times(z, z)));
        if (z.isReal() && rest.isReal()) return Complex.of(functions.atan2(z.re(), rest.re()));
        leaveTheReals();
        return log(plus(z.turned(), rest)).turned().negated();
    }

    Complex arctan(Complex z) {
        if (z.isReal()) return Complex.of(functions.atan(z.re()));
        leaveTheReals();
        Complex iz = z.turned();
        Complex twice = minus(log(plus(Complex.ONE, iz)), log(minus(Complex.ONE, iz)));
        return new Complex(twice.re().shifted(-1), twice.im().shifted(-1))
                .turned()
                .negated();
    }
}
