package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.expression.Rational;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a scalar by precedence: sums, products (written or implied), powers and what stands behind a value. Products and
 * quotients are read from left to right, so that {@code 1/2x} is (1/2)x.
 */
final class Expressions {

    /** A unit has no more tokens than this, so that looking for one stays cheap. */
    private static final int MAX_UNIT = 40;

    private final Cursor cursor;
    private final Atoms atoms;

    Expressions(Cursor cursor) {
        this.cursor = cursor;
        this.atoms = new Atoms(cursor, this);
    }

    /** The expression from one place to another, all of it. */
    static Expr read(Tokens tokens, int from, int to) {
        Cursor cursor = new Cursor(tokens, from, to, true);
        Expr read = new Expressions(cursor).sum();
        if (!cursor.atEnd()) {
            throw cursor.unexpected();
        }
        return read;
    }

    Expr sum() {
        cursor.deeper();
        List<Expr> terms = new ArrayList<>();
        Expr read = null;
        Token first = cursor.peek();
        if (first.isSymbol("±") || first.isSymbol("∓")) {
            cursor.take();
            read = new Expr.PlusMinus(number(0), product(), first.isSymbol("±"));
        } else if (cursor.takeSymbol("-")) {
            read = new Expr.Negate(product());
        } else {
            cursor.takeSymbol("+");
            read = product();
        }
        terms.add(read);
        for (; ; ) {
            if (cursor.takeSymbol("+")) {
                terms.add(cursor.takeSymbol("-") ? new Expr.Negate(product()) : product());
            } else if (cursor.takeSymbol("-")) {
                terms.add(new Expr.Negate(product()));
            } else if (cursor.peek().isSymbol("±") || cursor.peek().isSymbol("∓")) {
                boolean upper = cursor.take().text().equals("±");
                Expr left = sumOf(terms);
                terms.clear();
                terms.add(new Expr.PlusMinus(left, product(), upper));
            } else {
                cursor.higher();
                return sumOf(terms);
            }
        }
    }

    private static Expr sumOf(List<Expr> terms) {
        return terms.size() == 1 ? terms.get(0) : new Expr.Sum(terms);
    }

    static Expr productOf(List<Expr> factors) {
        return factors.size() == 1 ? factors.get(0) : new Expr.Product(factors);
    }

    static Expr number(long value) {
        return new Expr.Num(Rational.of(value), false, 0);
    }

    Expr product() {
        List<Expr> factors = new ArrayList<>();
        factors.add(signed());
        for (; ; ) {
            Token token = cursor.peek();
            if (token.isSymbol("*")) {
                cursor.take();
                factors.add(signed());
            } else if (token.isSymbol("/") || token.isSymbol("÷")) {
                cursor.take();
                Expr quotient = new Expr.Quotient(productOf(factors), signed());
                factors.clear();
                factors.add(quotient);
            } else if (token.isCommand("bmod") || token.isCommand("mod") || token.is(Kind.WORD, "mod")) {
                cursor.take();
                Expr modulo = new Expr.Call(Expr.Fn.MOD, List.of(productOf(factors), signed()));
                factors.clear();
                factors.add(modulo);
            } else if (multiplies(token)) {
                factors.add(power());
            } else {
                return productOf(factors);
            }
        }
    }

    /** Whether the token begins a further factor without a sign of multiplication. */
    private boolean multiplies(Token token) {
        if (!cursor.inner()
                && cursor.end() - cursor.position() <= MAX_UNIT
                && UnitReader.mayStart(token)
                && afterNumber()
                && UnitReader.read(cursor.tokens(), cursor.position(), cursor.end()) != null) {
            return false;
        }
        return switch (token.kind()) {
            // 4 4/9 2: two numbers side by side are no product, unless a power stands between.
            case NUMBER ->
                cursor.before().kind() != Kind.NUMBER
                        || cursor.tokens().at(cursor.position() - 2).isSymbol("^");
            case WORD, COMMAND -> true;
            case ROMAN -> true;
            case OPEN -> !token.text().equals("\\{") && !token.text().equals("⟨");
            case SYMBOL -> token.text().equals("√") || token.text().equals("|") && !cursor.inBars();
            default -> false;
        };
    }

    /** Whether what has been read holds no letter: behind 3x, cm is a product of c and m. */
    private boolean afterNumber() {
        for (int i = cursor.start(); i < cursor.position(); i++) {
            Token token = cursor.tokens().at(i);
            if (token.kind() == Kind.WORD
                    && token.text().length() == 1
                    && !token.text().equals("e")
                    && cursor.peek().kind() == Kind.WORD) {
                return false;
            }
        }
        return cursor.position() > cursor.start();
    }

    private Expr signed() {
        if (cursor.peek().isSymbol("-")) {
            cursor.deeper();
            cursor.take();
            Expr operand = signed();
            cursor.higher();
            return new Expr.Negate(operand);
        }
        if (cursor.peek().isSymbol("+")) {
            cursor.deeper();
            cursor.take();
            Expr operand = signed();
            cursor.higher();
            return operand;
        }
        return power();
    }

    /** A value with its factorials, exponents and signs. */
    Expr power() {
        Expr value = atoms.primary();
        for (; ; ) {
            Token token = cursor.peek();
            if (token.isSymbol("!")) {
                cursor.take();
                if (cursor.peek().isSymbol("!")) {
                    throw new Unreadable("has a double factorial");
                }
                value = new Expr.Factorial(value);
            } else if (token.isSymbol("^") && ordinal() > 0) {
                cursor.move(ordinal());
            } else if (token.isSymbol("^")) {
                cursor.take();
                value = new Expr.Power(value, exponent());
            } else if (token.isSymbol("%") && !endsAnswer()) {
                cursor.take();
                value = new Expr.Quotient(value, number(100));
            } else if (token.isSymbol("°") && !endsAnswer()) {
                cursor.take();
                value = new Expr.Product(
                        List.of(value, new Expr.Quotient(new Expr.Const(Expr.Const.Name.PI), number(180))));
            } else {
                return value;
            }
        }
    }

    /** Behind the raised "th" of 12^{th}; 0 if something else is raised. */
    private int ordinal() {
        boolean braced = cursor.ahead(1).isOpen("{");
        Token ending = cursor.ahead(braced ? 2 : 1);
        boolean words = ending.kind() == Kind.TEXT || ending.kind() == Kind.ROMAN || ending.kind() == Kind.WORD;
        boolean closed = !braced || cursor.ahead(3).is(Kind.CLOSE, "}");
        return words && closed && List.of("th", "st", "nd", "rd").contains(ending.text())
                ? cursor.position() + (braced ? 4 : 2)
                : 0;
    }

    /** Whether a sign here stands behind the whole answer and is its unit. */
    private boolean endsAnswer() {
        return !cursor.inner() && UnitReader.read(cursor.tokens(), cursor.position(), cursor.end()) != null;
    }

    /** What stands raised: in braces, or one value with its sign. */
    Expr exponent() {
        cursor.deeper();
        Expr read;
        if (cursor.peek().isOpen("{")) {
            read = cursor.inside(this::sum);
        } else if (cursor.takeSymbol("-")) {
            read = new Expr.Negate(exponent());
        } else if (cursor.takeSymbol("+")) {
            read = exponent();
        } else {
            // A bare number ends here: in v^2_0 the index is v's, and in x^2 1/2 no mixed number begins.
            read = cursor.peek().kind() == Kind.NUMBER
                    ? Numerals.decimal(cursor.take().text())
                    : atoms.primary();
            if (cursor.takeSymbol("^")) {
                read = new Expr.Power(read, exponent());
            }
        }
        cursor.higher();
        return read;
    }
}
