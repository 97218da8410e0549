package dev.luffy.benchmarks.answer.expression;

import java.math.BigInteger;

/** Functions of whole numbers whose results grow fast, each bounded before it is computed. */
final class IntegerFunctions {

    /** The largest argument of a factorial, and the most factors of a binomial coefficient. */
    static final int MAX_FACTORS = 4095;

    private IntegerFunctions() {}

    /** n! */
    static BigInteger factorial(BigInteger n, Cost cost) {
        if (n.signum() < 0) throw Undefined.HERE;
        return falling(n, n, cost);
    }

    /** n·(n−1)·…, k factors. */
    static BigInteger permutations(BigInteger n, BigInteger k, Cost cost) {
        if (n.signum() < 0 || k.signum() < 0) throw Undefined.HERE;
        if (k.compareTo(n) > 0) return BigInteger.ZERO;
        return falling(n, k, cost);
    }

    /** n over k; also for negative n. */
    static BigInteger binomial(BigInteger n, BigInteger k, Cost cost) {
        if (k.signum() < 0) return BigInteger.ZERO;
        if (n.signum() >= 0) {
            if (k.compareTo(n) > 0) return BigInteger.ZERO;
            k = k.min(n.subtract(k));
        }
        BigInteger factors = falling(n, k, cost);
        cost.division(factors.bitLength());
        return factors.divide(factorial(k, cost));
    }

    private static BigInteger falling(BigInteger n, BigInteger k, Cost cost) {
        if (k.bitLength() > 12) throw Cost.TooCostly.HERE;
        int count = k.intValueExact();
        if (count > MAX_FACTORS || (long) count * n.bitLength() > Cost.MAX_BITS) throw Cost.TooCostly.HERE;
        BigInteger product = BigInteger.ONE;
        for (int i = 0; i < count; i++) {
            cost.multiplication(product.bitLength(), n.bitLength() + 32L);
            product = product.multiply(n.subtract(BigInteger.valueOf(i)));
        }
        return product;
    }

    /**
     * The whole root of that index of a number that is not negative.
     *
     * @throws Undefined if it is not whole
     */
    static BigInteger exactRoot(BigInteger value, int index, Cost cost) {
        BigInteger root = index == 2 ? squareRoot(value) : newton(value, index, cost);
        if (!root.pow(index).equals(value)) throw Undefined.NOT_IN_THIS_ARITHMETIC;
        return root;
    }

    /** The whole part of the square root: Newton's step on a root of half the digits, which costs one division of all. */
    static BigInteger squareRoot(BigInteger value) {
        if (value.bitLength() <= 100) return value.sqrt();
        int shift = value.bitLength() / 4;
        BigInteger start =
                squareRoot(value.shiftRight(2 * shift)).add(BigInteger.ONE).shiftLeft(shift);
        BigInteger root = start.add(value.divide(start)).shiftRight(1);
        // From above, and close: at most a few steps down.
        while (root.multiply(root).compareTo(value) > 0) root = root.subtract(BigInteger.ONE);
        return root;
    }

    private static BigInteger newton(BigInteger value, int index, Cost cost) {
        if (value.bitLength() <= index) return value.signum() == 0 ? BigInteger.ZERO : BigInteger.ONE;
        BigInteger n = BigInteger.valueOf(index);
        BigInteger root = BigInteger.ONE.shiftLeft((value.bitLength() + index - 1) / index);
        while (true) {
            cost.division(value.bitLength());
            BigInteger next = root.multiply(BigInteger.valueOf(index - 1L))
                    .add(value.divide(root.pow(index - 1)))
                    .divide(n);
            if (next.compareTo(root) >= 0) return root;
            root = next;
        }
    }
}
