package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.expression.Expr.Const.Name;
import dev.luffy.benchmarks.answer.expression.Expr.Fn;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads letters with their subscripts, primes and accents, named constants, and f(x). */
final class Names {

    /** What a bracket behind these letters is given to; behind others it is a factor. */
    private static final Set<String> FUNCTIONS = Set.of("f", "g", "h", "F", "G", "H");

    private final Cursor cursor;
    private final Expressions expressions;

    Names(Cursor cursor, Expressions expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    Expr read() {
        Token token = cursor.peek();
        String name = name(token);
        boolean marked = cursor.peek().isSymbol("_") || cursor.peek().isSymbol("'");
        if (!marked) {
            Expr constant = constant(token, name);
            if (constant != null) {
                return constant;
            }
        }
        Expr squared = null;
        StringBuilder full = new StringBuilder(name);
        for (; ; ) {
            if (cursor.peek().isSymbol("_")) {
                cursor.take();
                full.append('_').append(script());
            } else if (cursor.takeSymbol("'")) {
                full.append('\'');
            } else if (cursor.peek().isSymbol("^") && primes(1) > 0) {
                full.append("'".repeat(takePrimes()));
            } else if (cursor.peek().isSymbol("^") && squared == null && lowersAfterExponent()) {
                // v^2_0 is (v_0)^2.
                cursor.take();
                squared = expressions.exponent();
            } else {
                break;
            }
        }
        String variable = full.toString();
        if ((variable.equals("C") || variable.equals("P")) && cursor.peek().isOpen("(") && pair()) {
            Fn function = variable.equals("C") ? Fn.BINOMIAL : Fn.PERMUTATIONS;
            return new Expr.Call(function, Atoms.arguments(cursor, expressions));
        }
        if (squared == null && FUNCTIONS.contains(name) && applied()) {
            return new Expr.Apply(variable, Atoms.arguments(cursor, expressions));
        }
        return squared == null ? new Expr.Var(variable) : new Expr.Power(new Expr.Var(variable), squared);
    }

    private String name(Token token) {
        if (token.kind() != Kind.COMMAND) {
            String word = cursor.take().text();
            if (word.codePointAt(0) > 127
                    || token.kind() == Kind.WORD
                            && word.length() > 3
                            && !Words.constant(word)
                            && !word.equals(word.toUpperCase(Locale.ROOT))) {
                cursor.move(cursor.position() - 1);
                throw new Unreadable("has the word \"" + (word.length() > 20 ? word.substring(0, 20) + "…" : word)
                        + "\" in a formula");
            }
            return word;
        }
        if (Commands.ACCENTS.contains(token.text())) {
            return accented(cursor.take().text());
        }
        if (token.text().equals("angle")
                || token.text().equals("triangle")
                || token.text().equals("Box")) {
            cursor.take();
            StringBuilder points = new StringBuilder(token.text());
            while (cursor.peek().kind() == Kind.WORD) {
                points.append(' ').append(cursor.take().text());
            }
            return points.toString();
        }
        if (token.text().equals("Delta")
                && cursor.ahead(1).kind() == Kind.WORD
                && cursor.ahead(1).text().length() == 1) {
            // The change of a quantity is one quantity.
            cursor.take();
            return "Delta " + cursor.take().text();
        }
        boolean known = Commands.LETTERS.contains(token.text()) || token.text().equals("pi");
        if (!known && !Commands.known(token.text()) && !cursor.ahead(1).isOpen("{")) {
            // A name of the data set's own; one that takes an argument could be anything.
            return '\\' + cursor.take().text();
        }
        if (!known) {
            throw cursor.unexpected();
        }
        return cursor.take().text().replaceFirst("^var(?=[a-z])", "");
    }

    /** \dot{x}: another letter than x. A bar over several letters is a length and says nothing. */
    private String accented(String accent) {
        int from = cursor.position();
        if (cursor.atEnd()) {
            throw cursor.unexpected();
        }
        int end = cursor.tokens().over(from);
        String inside = cursor.tokens().text(from, end);
        cursor.move(end);
        boolean length =
                (accent.equals("overline") || accent.equals("bar")) && inside.length() > 1 && inside.matches("[A-Z]+");
        return length ? inside : accent + " " + inside;
    }

    private Expr constant(Token token, String name) {
        return switch (name) {
            case "e" -> token.kind() == Kind.COMMAND ? null : Atoms.constant(Name.E);
            case "i", "imath" -> Atoms.constant(Name.I);
            case "pi" -> Atoms.constant(Name.PI);
            case "infty", "infinity", "inf", "oo" -> Atoms.constant(Name.INFINITY);
            default ->
                token.kind() == Kind.WORD && name.length() > 1 && name.length() <= 3 && !Words.constant(name)
                        ? letters(name)
                        : null;
        };
    }

    /** A short word that could have been a unit, but stands where none can. */
    private static Expr letters(String word) {
        List<Expr> factors = new ArrayList<>();
        for (char letter : word.toCharArray()) {
            factors.add(
                    letter == 'e'
                            ? Atoms.constant(Name.E)
                            : letter == 'i' ? Atoms.constant(Name.I) : new Expr.Var(String.valueOf(letter)));
        }
        return Expressions.productOf(factors);
    }

    /** What stands lowered, as a part of a name. */
    private String script() {
        if (cursor.atEnd()) {
            throw cursor.unexpected();
        }
        int from = cursor.position();
        int end = cursor.tokens().over(from);
        cursor.move(end);
        return cursor.tokens().text(from, end).replace(" ", "");
    }

    /** How many primes are raised here; 0 if something else is. */
    private int primes(int ahead) {
        int at = cursor.position() + ahead;
        if (cursor.tokens().at(at).isSymbol("'")) {
            return 1;
        }
        if (!cursor.tokens().at(at).isOpen("{")) {
            return 0;
        }
        int close = cursor.tokens().partner(at);
        for (int i = at + 1; i < close; i++) {
            if (!cursor.tokens().at(i).isSymbol("'")) {
                return 0;
            }
        }
        return close - at - 1;
    }

    private int takePrimes() {
        int primes = primes(1);
        cursor.take();
        cursor.move(cursor.tokens().over(cursor.position()));
        return primes;
    }

    private boolean lowersAfterExponent() {
        int at = cursor.position() + 1;
        return at < cursor.end()
                && cursor.tokens().at(cursor.tokens().over(at)).isSymbol("_")
                && cursor.tokens().over(at) < cursor.end();
    }

    /** Whether the bracket here holds two values. */
    private boolean pair() {
        int separators = 0;
        for (int i = cursor.position() + 1;
                i < cursor.tokens().partner(cursor.position());
                i = cursor.tokens().over(i)) {
            separators += cursor.tokens().at(i).kind() == Kind.SEPARATOR ? 1 : 0;
        }
        return separators == 1;
    }

    /** Whether a bracket with simple arguments follows: f(x), g(2, y), but not h(R+r). */
    private boolean applied() {
        if (!cursor.peek().isOpen("(")) {
            return false;
        }
        int close = cursor.tokens().partner(cursor.position());
        boolean value = false;
        for (int i = cursor.position() + 1; i < close; i++) {
            Token token = cursor.tokens().at(i);
            if (token.kind() == Kind.SEPARATOR || token.isSymbol("-") && !value) {
                value = false;
            } else if (value
                    || token.kind() != Kind.NUMBER && token.kind() != Kind.WORD && token.kind() != Kind.COMMAND) {
                return false;
            } else {
                value = true;
            }
        }
        return close > cursor.position() + 1;
    }

    /** 1A_{16}: digits and letters in one word, with a base; null if it is none. */
    Expr digitsAndLetters() {
        int i = cursor.position();
        StringBuilder digits = new StringBuilder();
        Tokens tokens = cursor.tokens();
        while (i < cursor.end()
                && (tokens.at(i).kind() == Kind.NUMBER || tokens.at(i).kind() == Kind.WORD)
                && (digits.isEmpty() || !tokens.at(i).spaced())) {
            digits.append(tokens.at(i++).text());
        }
        if (i < cursor.position() + 2 || i >= cursor.end() || !tokens.at(i).isSymbol("_")) {
            return null;
        }
        int open = i + 1;
        boolean braced = tokens.at(open).isOpen("{");
        Token base = tokens.at(braced ? open + 1 : open);
        if (base.kind() != Kind.NUMBER
                || braced && tokens.partner(open) != open + 2
                || base.text().length() != 2) {
            return null;
        }
        cursor.move(braced ? open + 3 : open + 1);
        return Numerals.based(digits.toString(), base);
    }

    /** _nC_r and ^nC_r, from the first script. */
    Expr combination() {
        Token mark = cursor.peek();
        if (!mark.isSymbol("_") && !mark.isSymbol("^")) {
            throw cursor.unexpected();
        }
        cursor.take();
        Expr above = expressions.exponent();
        Token letter = cursor.peek();
        boolean choose = letter.text().equals("C");
        if (!choose && !letter.text().equals("P") || !cursor.ahead(1).isSymbol("_")) {
            throw cursor.unexpected();
        }
        cursor.take();
        cursor.take();
        return new Expr.Call(choose ? Fn.BINOMIAL : Fn.PERMUTATIONS, List.of(above, expressions.exponent()));
    }
}
