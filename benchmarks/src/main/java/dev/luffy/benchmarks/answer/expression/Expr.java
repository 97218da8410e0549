package dev.luffy.benchmarks.answer.expression;

import java.util.List;

/**
 * A scalar expression as it was written: nothing is evaluated, reordered or simplified, so that building one costs no
 * more than reading its text.
 *
 * @since 0.1
 */
public sealed interface Expr {

    /**
     * A number in digits.
     *
     * @param value exactly what the digits say
     * @param decimal whether it was written with a decimal point or a power of ten, so that its last digit may be rounded
     * @param place the power of ten of the last written digit if {@code decimal}: −2 for 3.14, 34 for 7.1·10³⁵; else 0
     */
    record Num(Rational value, boolean decimal, int place) implements Expr {}

    /** An integer in another base, such as 204₅; {@code digits} as written, 0–9 and a–z, with a leading minus if any. */
    record Based(String digits, int base) implements Expr {}

    /** A named number. */
    record Const(Name name) implements Expr {
        /** The names. */
        public enum Name {
            E,
            PI,
            /** The imaginary unit. */
            I,
            INFINITY
        }
    }

    /** A letter, with its subscript or primes if any: {@code x}, {@code x_1}, {@code theta}, {@code y'}. Case counts. */
    record Var(String name) implements Expr {}

    /** Two or more terms. */
    record Sum(List<Expr> terms) implements Expr {
        public Sum {
            terms = List.copyOf(terms);
        }
    }

    /** Two or more factors. */
    record Product(List<Expr> factors) implements Expr {
        public Product {
            factors = List.copyOf(factors);
        }
    }

    /** −x. */
    record Negate(Expr operand) implements Expr {}

    /** numerator / denominator. */
    record Quotient(Expr numerator, Expr denominator) implements Expr {}

    /** base ^ exponent. */
    record Power(Expr base, Expr exponent) implements Expr {}

    /** The real root of that index where there is one, else the principal one; √x has index 2. */
    record Root(Expr radicand, Expr index) implements Expr {}

    /** x! */
    record Factorial(Expr operand) implements Expr {}

    /** left ± right, or left ∓ right if {@code upper} is false; ±x alone has left 0. All signs of one answer go together. */
    record PlusMinus(Expr left, Expr right, boolean upper) implements Expr {}

    /** A known function of one or more arguments; LOG is (x) for the natural one or (x, base). */
    record Call(Fn function, List<Expr> arguments) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** A function that only has a name, such as f(x) or f^{-1}(x). */
    record Apply(String name, List<Expr> arguments) implements Expr {
        public Apply {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A part that reads as mathematics but that we do not compute, such as an integral or a sum with limits; equal only
     * to the same text.
     *
     * @param text normalised source
     */
    record Opaque(String text) implements Expr {}

    /** Known functions. */
    enum Fn {
        SIN,
        COS,
        TAN,
        COT,
        SEC,
        CSC,
        ARCSIN,
        ARCCOS,
        ARCTAN,
        ARCCOT,
        SINH,
        COSH,
        TANH,
        EXP,
        LOG,
        ABS,
        FLOOR,
        CEIL,
        BINOMIAL,
        PERMUTATIONS,
        GCD,
        LCM,
        MIN,
        MAX,
        MOD,
        RE,
        IM,
        CONJUGATE
    }
}
