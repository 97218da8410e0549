package dev.luffy.benchmarks.answer.grammar;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many arguments of one character are still due: {@code \frac12} has two, {@code \frac{1}2} one after the brace. */
final class ShortArguments {

    private final Deque<Integer> outside = new ArrayDeque<>();
    private int expected;

    int expected() {
        return expected;
    }

    void after(String command) {
        if (Commands.FRACTIONS.contains(command) || Commands.BINOMIALS.contains(command)) {
            expected = 2;
        } else if (command.equals("sqrt")) {
            expected = 1;
        }
    }

    /** A token that is an argument by itself. */
    void used() {
        expected = Math.max(0, expected - 1);
    }

    void open() {
        outside.push(expected);
        expected = 0;
    }

    /** A brace closes: what it held was one argument. */
    void close() {
        if (!outside.isEmpty()) {
            expected = Math.max(0, outside.pop() - 1);
        }
    }

    /** The bracket of a root's index closes: it was no argument. */
    void closeIndex() {
        if (!outside.isEmpty() && outside.peek() > 0 && expected == 0) {
            expected = outside.pop();
        }
    }
}
