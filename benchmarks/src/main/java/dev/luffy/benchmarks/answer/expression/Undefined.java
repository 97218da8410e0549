package dev.luffy.benchmarks.answer.expression;

/** An expression has no value here: a division by zero, a root that is not real where only real ones count. */
final class Undefined extends RuntimeException {

    private static final long serialVersionUID = 1;

    static final Undefined HERE = new Undefined("no value");

    /** It may have a value, but not one that this kind of arithmetic can hold. */
    static final Undefined NOT_IN_THIS_ARITHMETIC = new Undefined("no value in this arithmetic");

    private Undefined(String message) {
        super(message, null, false, false);
    }
}
