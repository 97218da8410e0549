package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.expression.Expr.Fn;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads functions and how far their argument goes: {@code \sin 2x \cos y} is sin(2x) · cos(y). */
final class Calls {

    private final Cursor cursor;
    private final Expressions expressions;

    Calls(Cursor cursor, Expressions expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    Expr read(String name) {
        cursor.deeper();
        cursor.take();
        Fn function = Functions.named(name);
        Expr base = name.equals("lg") ? Expressions.number(10) : null;
        Expr exponent = null;
        for (; ; ) {
            if (function == Fn.LOG && base == null && cursor.peek().isSymbol("_")) {
                cursor.take();
                base = expressions.exponent();
            } else if ((function == Fn.MAX || function == Fn.MIN)
                    && cursor.peek().isSymbol("_")) {
                throw new Unreadable("has a " + name + " over a condition");
            } else if (exponent == null && cursor.peek().isSymbol("^")) {
                cursor.take();
                exponent = expressions.exponent();
            } else {
                break;
            }
        }
        Fn inverse = exponent != null && isMinusOne(exponent) ? Functions.inverse(function) : null;
        Expr call = call(inverse == null ? function : inverse, base);
        cursor.higher();
        return exponent == null || inverse != null ? call : new Expr.Power(call, exponent);
    }

    private Expr call(Fn function, Expr base) {
        List<Expr> arguments = new ArrayList<>();
        boolean set = Functions.needsBrackets(function) && cursor.peek().isOpen("\\{");
        if (set
                || cursor.peek().kind() == Kind.OPEN
                        && "([{".contains(cursor.peek().text())) {
            arguments.addAll(Atoms.arguments(cursor, expressions));
        } else if (Functions.needsBrackets(function)) {
            throw cursor.unexpected();
        } else {
            arguments.add(bare());
        }
        boolean several = switch (function) {
            case GCD, LCM, MIN, MAX, BINOMIAL, LOG -> true;
            default -> false;
        };
        if (arguments.size() > 1 && !several || function == Fn.BINOMIAL && arguments.size() != 2) {
            throw new Unreadable("has a function of too many values");
        }
        if (base != null) {
            arguments.add(base);
        }
        return new Expr.Call(function, arguments);
    }

    /** An argument without brackets: a product of numbers and letters, up to a sign, a bracket or the next function. */
    private Expr bare() {
        if (cursor.takeSymbol("-")) {
            cursor.deeper();
            Expr operand = bare();
            cursor.higher();
            return new Expr.Negate(operand);
        }
        List<Expr> factors = new ArrayList<>();
        factors.add(cursor.within(expressions::power));
        boolean letters = cursor.before().kind() != Kind.NUMBER;
        while (continues(cursor.peek(), letters)) {
            letters |= cursor.peek().kind() != Kind.NUMBER;
            factors.add(cursor.within(expressions::power));
        }
        return Expressions.productOf(factors);
    }

    private boolean continues(Token token, boolean letters) {
        return switch (token.kind()) {
            case WORD ->
                Functions.named(token.text()) == null
                        && !token.text().equals("mod")
                        && !(token.text().equals("e") && cursor.ahead(1).isSymbol("^"))
                        && (cursor.inner()
                                || UnitReader.read(cursor.tokens(), cursor.position(), cursor.end()) == null);
            case COMMAND ->
                Functions.named(token.text()) == null
                        && (Commands.LETTERS.contains(token.text())
                                || token.text().equals("pi")
                                || !letters);
            case OPEN -> !letters && "([{".contains(token.text());
            default -> false;
        };
    }

    private static boolean isMinusOne(Expr exponent) {
        return exponent.equals(new Expr.Negate(Expressions.number(1)));
    }
}
