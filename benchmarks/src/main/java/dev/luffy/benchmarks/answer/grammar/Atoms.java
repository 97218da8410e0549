package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.expression.Expr.Const.Name;
import dev.luffy.benchmarks.answer.expression.Expr.Fn;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads the smallest values: numbers, letters, brackets, roots, fractions; calls are left to {@link Calls}. */
final class Atoms {

    private final Cursor cursor;
    private final Expressions expressions;
    private final Numerals numerals;
    private final Names names;
    private final Calls calls;
    private final BigOperators operators;

    Atoms(Cursor cursor, Expressions expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
        this.numerals = new Numerals(cursor);
        this.names = new Names(cursor, expressions);
        this.calls = new Calls(cursor, expressions);
        this.operators = new BigOperators(cursor, expressions);
    }

    Expr primary() {
        Token token = cursor.peek();
        if (cursor.atEnd()) {
            throw cursor.unexpected();
        }
        return switch (token.kind()) {
            case NUMBER -> number();
            case WORD -> word(token.text());
            case ROMAN -> roman(token.text());
            case COMMAND -> command(token.text());
            case OPEN -> bracket(token.text());
            case SYMBOL -> symbol(token.text());
            default -> throw cursor.unexpected();
        };
    }

    private Expr number() {
        Token next = cursor.ahead(1);
        // 10C3
        if (next.is(Kind.WORD, "C")
                && !next.spaced()
                && cursor.ahead(2).kind() == Kind.NUMBER
                && !cursor.ahead(2).spaced()) {
            Expr above = Numerals.decimal(cursor.take().text());
            cursor.take();
            return new Expr.Call(
                    Fn.BINOMIAL, List.of(above, Numerals.decimal(cursor.take().text())));
        }
        Expr based = names.digitsAndLetters();
        return based != null ? based : numerals.read();
    }

    private Expr word(String word) {
        if (word.equals("sqrt") || word.equals("root")) {
            cursor.take();
            return new Expr.Root(argument(), Expressions.number(2));
        }
        if (Functions.named(word) != null) {
            return calls.read(word);
        }
        if (word.equals("x")
                && cursor.before().kind() == Kind.NUMBER
                && cursor.before().text().equals("10")
                && cursor.ahead(1).kind() == Kind.NUMBER) {
            throw cursor.unexpected();
        }
        return names.read();
    }

    private Expr roman(String name) {
        if (name.contains(" ") || name.contains("\\")) {
            throw cursor.unexpected();
        }
        return names.read();
    }

    private Expr command(String name) {
        if (Commands.FRACTIONS.contains(name)) {
            return fraction();
        }
        if (Commands.BINOMIALS.contains(name)) {
            cursor.take();
            Expr above = argument();
            return new Expr.Call(Fn.BINOMIAL, List.of(above, argument()));
        }
        if (name.equals("sqrt")) {
            cursor.take();
            Expr index = cursor.peek().isOpen("[") ? cursor.inside(expressions::sum) : Expressions.number(2);
            return new Expr.Root(argument(), index);
        }
        if (Functions.named(name) != null) {
            return calls.read(name);
        }
        if (Commands.BIG.contains(name)) {
            return operators.read(name);
        }
        Expr determinant = name.equals("det") ? Matrices.determinant(cursor.tokens(), cursor.position() + 1) : null;
        if (determinant != null) {
            cursor.move(cursor.tokens().over(cursor.position() + 1));
            return determinant;
        }
        if (Commands.DOTS.contains(name)) {
            cursor.take();
            return new Expr.Opaque("…");
        }
        return names.read();
    }

    /** What a command takes: braces, or one value. */
    private Expr argument() {
        if (cursor.peek().isOpen("{") || cursor.peek().isOpen("(")) {
            return cursor.inside(expressions::sum);
        }
        cursor.deeper();
        Expr value = primary();
        cursor.higher();
        return value;
    }

    private Expr fraction() {
        int from = cursor.position();
        cursor.take();
        int over = cursor.position();
        int under = cursor.atEnd() ? over : cursor.tokens().over(over);
        if (derivative(over, under)) {
            int end = cursor.tokens().over(under);
            cursor.move(end);
            return new Expr.Opaque(cursor.tokens().text(from, end));
        }
        Expr numerator = fractionPart();
        return new Expr.Quotient(numerator, fractionPart());
    }

    private Expr fractionPart() {
        if (cursor.peek().isOpen("{")) {
            return cursor.inside(expressions::sum);
        }
        cursor.deeper();
        Expr value = cursor.takeSymbol("-") ? new Expr.Negate(primary()) : primary();
        cursor.higher();
        return value;
    }

    /** dx/dt is one name, not x/t. */
    private boolean derivative(int over, int under) {
        Tokens tokens = cursor.tokens();
        if (under >= cursor.end()
                || !tokens.at(over).isOpen("{")
                || !tokens.at(under).isOpen("{")) {
            return false;
        }
        Token first = tokens.at(over + 1);
        Token second = tokens.at(under + 1);
        boolean same = first.kind() == second.kind() && first.text().equals(second.text());
        return same
                && (first.text().equals("d") && first.kind() != Kind.COMMAND || first.isCommand("partial"))
                && tokens.partner(under) > under + 2;
    }

    private Expr bracket(String open) {
        switch (open) {
            case "⌊", "⌈" -> {
                Fn function = open.equals("⌊") ? Fn.FLOOR : Fn.CEIL;
                return new Expr.Call(function, List.of(cursor.inside(expressions::sum)));
            }
            case "|" -> {
                return new Expr.Call(Fn.ABS, List.of(cursor.inside(expressions::sum)));
            }
            case "{", "(", "[" -> {
                return group();
            }
            default -> {
                if (open.startsWith("env:")) {
                    Expr determinant = open.equals("env:vmatrix")
                            ? Matrices.determinant(cursor.tokens(), cursor.position())
                            : null;
                    if (determinant != null) {
                        cursor.move(cursor.tokens().over(cursor.position()));
                        return determinant;
                    }
                    int end = cursor.tokens().over(cursor.position());
                    String text = cursor.tokens().text(cursor.position(), end);
                    cursor.move(end);
                    return new Expr.Opaque(text);
                }
                throw cursor.unexpected();
            }
        }
    }

    /** A value in brackets, or {n \choose k}, which only has braces. */
    private Expr group() {
        int from = cursor.position();
        int close = cursor.tokens().partner(from);
        if (close == from + 1 && cursor.peek().isOpen("{")) {
            // {}_nC_r
            cursor.move(close + 1);
            return names.combination();
        }
        for (int i = from + 1; i < close; i = cursor.tokens().over(i)) {
            if (cursor.tokens().at(i).isSymbol("choose")) {
                int middle = i;
                Expr above = cursor.part(from + 1, middle, middle + 1, expressions::sum);
                Expr below = cursor.part(middle + 1, close, close + 1, expressions::sum);
                return new Expr.Call(Fn.BINOMIAL, List.of(above, below));
            }
        }
        return cursor.inside(expressions::sum);
    }

    private Expr symbol(String symbol) {
        switch (symbol) {
            case "|" -> {
                cursor.take();
                return new Expr.Call(Fn.ABS, List.of(cursor.barred(expressions::sum)));
            }
            case "√" -> {
                cursor.take();
                return new Expr.Root(argument(), Expressions.number(2));
            }
            case "_", "^" -> {
                return names.combination();
            }
            default -> throw cursor.unexpected();
        }
    }

    static Expr constant(Name name) {
        return new Expr.Const(name);
    }

    /** The values between separators in a bracket that opens here. */
    static List<Expr> arguments(Cursor cursor, Expressions expressions) {
        int open = cursor.position();
        int close = cursor.tokens().partner(open);
        List<Expr> arguments = new ArrayList<>();
        int from = open + 1;
        for (int i = open + 1;
                i <= close;
                i = i == close ? i + 1 : cursor.tokens().over(i)) {
            if (i == close
                    || cursor.tokens().at(i).is(Kind.SEPARATOR, ",")
                    || cursor.tokens().at(i).is(Kind.SEPARATOR, ";")) {
                arguments.add(cursor.part(from, i, i + 1, expressions::sum));
                from = i + 1;
            }
        }
        return arguments;
    }
}
