package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr.Fn;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The names of functions, as commands and as plain words. */
final class Functions {

    private static final Map<String, Fn> NAMES = new HashMap<>();

    static {
        put(Fn.SIN, "sin");
        put(Fn.COS, "cos");
        put(Fn.TAN, "tan tg");
        put(Fn.COT, "cot ctg");
        put(Fn.SEC, "sec");
        put(Fn.CSC, "csc cosec");
        put(Fn.ARCSIN, "arcsin asin");
        put(Fn.ARCCOS, "arccos acos");
        put(Fn.ARCTAN, "arctan atan arctg");
        put(Fn.ARCCOT, "arccot acot arcctg");
        put(Fn.SINH, "sinh");
        put(Fn.COSH, "cosh");
        put(Fn.TANH, "tanh");
        put(Fn.EXP, "exp");
        put(Fn.LOG, "log ln lg");
        put(Fn.ABS, "abs");
        put(Fn.FLOOR, "floor");
        put(Fn.CEIL, "ceil ceiling");
        put(Fn.BINOMIAL, "binomial");
        put(Fn.GCD, "gcd");
        put(Fn.LCM, "lcm");
        put(Fn.MIN, "min");
        put(Fn.MAX, "max");
        put(Fn.RE, "Re");
        put(Fn.IM, "Im");
    }

    private Functions() {}

    private static void put(Fn function, String names) {
        for (String name : names.split(" ")) {
            NAMES.put(name, function);
        }
    }

    static Set<String> commands() {
        return NAMES.keySet();
    }

    /** The function of that name, or null. */
    static Fn named(String name) {
        return NAMES.get(name);
    }

    /** What {@code f^{-1}} is, or null. */
    static Fn inverse(Fn function) {
        return switch (function) {
            case SIN -> Fn.ARCSIN;
            case COS -> Fn.ARCCOS;
            case TAN -> Fn.ARCTAN;
            case COT -> Fn.ARCCOT;
            default -> null;
        };
    }

    /** Whether its arguments stand in brackets, always. */
    static boolean needsBrackets(Fn function) {
        return switch (function) {
            case ABS, FLOOR, CEIL, BINOMIAL, GCD, LCM, MIN, MAX -> true;
            default -> false;
        };
    }
}
