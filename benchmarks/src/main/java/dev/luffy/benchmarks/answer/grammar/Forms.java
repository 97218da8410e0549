package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.expression.Form.Combined.Operator;
import dev.luffy.benchmarks.answer.expression.Form.Group.Bracket;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads what an answer is as a whole: lists of relations of sets and scalars, from the outside inwards. */
final class Forms {

    private final Tokens tokens;
    private final Relations relations;
    private final Enclosed enclosed;
    private int depth;

    Forms(Tokens tokens) {
        this.tokens = tokens;
        this.relations = new Relations(tokens, this);
        this.enclosed = new Enclosed(tokens, this);
    }

    /** A list without brackets, or its only item. */
    Form answer(int from, int to) {
        List<Form> items = items(from, to);
        return items.size() == 1 ? items.get(0) : new Form.Group(Bracket.NONE, items);
    }

    /** What stands between the separators; there is at least one. */
    List<Form> items(int from, int to) {
        if (++depth > Grammar.MAX_DEPTH) {
            throw new Unreadable("is nested more than " + Grammar.MAX_DEPTH + " deep");
        }
        List<Form> items = new ArrayList<>();
        int start = from;
        for (int i = from; i <= to; i = i == to ? i + 1 : tokens.over(i)) {
            if (i == to || tokens.at(i).kind() == Kind.SEPARATOR) {
                int first = start;
                int last = i;
                while (first < last && isPadding(tokens.at(first))) {
                    first++;
                }
                while (last > first && isPadding(tokens.at(last - 1))) {
                    last--;
                }
                int domain = domain(first, last);
                if (first < last) {
                    items.add(relations.read(first, domain));
                }
                if (domain < last) {
                    items.add(relations.read(domain + 1, last - 1));
                }
                start = i + 1;
            }
        }
        depth--;
        if (items.isEmpty()) {
            throw new Unreadable("is empty");
        }
        return items;
    }

    /** Where a bracket at the end says where a letter comes from, as in kπ (k ∈ ℤ); else the end. */
    private int domain(int from, int to) {
        int open = to > from && tokens.at(to - 1).kind() == Kind.CLOSE ? tokens.partner(to - 1) : -1;
        if (open <= from || !tokens.at(open).isOpen("(")) {
            return to;
        }
        return open + 2 < to && tokens.at(open + 2).is(Kind.RELATION, "∈") ? open : to;
    }

    private static boolean isPadding(Token token) {
        return token.kind() == Kind.SYMBOL && ".&?".contains(token.text()) || token.isSymbol("\\");
    }

    /** One side of a relation: a set, something in brackets, or a scalar. */
    Form term(int from, int to) {
        if (from >= to) {
            throw new Unreadable("ends where a value is expected");
        }
        for (Operator operator : Operator.values()) {
            Form combined = combined(from, to, operator);
            if (combined != null) {
                return combined;
            }
        }
        Form whole = enclosed.read(from, to, false);
        if (whole != null) {
            return whole;
        }
        int base = Matrices.transposed(tokens, from, to);
        if (base > 0) {
            Form transposed = Matrices.transpose(term(from, base));
            if (transposed != null) {
                return transposed;
            }
        }
        Form matrix = new Matrices(tokens).read(from, to);
        if (matrix != null) {
            return matrix;
        }
        Form ratio = ratio(from, to);
        return ratio != null ? ratio : scalar(from, to);
    }

    /** Sets between operators; union binds loosest, as it is the first that is looked for. Null if there is none. */
    private Form combined(int from, int to, Operator operator) {
        String sign = operator == Operator.UNION ? "∪" : operator == Operator.INTERSECTION ? "∩" : "∖";
        List<Form> sets = new ArrayList<>();
        int start = from;
        for (int i = from; i < to; i = tokens.over(i)) {
            if (tokens.at(i).isSymbol(sign)) {
                sets.add(set(start, i));
                start = i + 1;
            }
        }
        if (sets.isEmpty()) {
            return null;
        }
        sets.add(set(start, to));
        return new Form.Combined(operator, sets);
    }

    private Form set(int from, int to) {
        if (from >= to) {
            throw new Unreadable("ends where a set is expected");
        }
        for (Operator operator : Operator.values()) {
            Form combined = combined(from, to, operator);
            if (combined != null) {
                return combined;
            }
        }
        if (from + 1 == to
                && tokens.at(from).kind() == Kind.WORD
                && "RZNQC".contains(tokens.at(from).text())) {
            return new Form.NamedSet(tokens.at(from).text().charAt(0));
        }
        Form whole = enclosed.read(from, to, true);
        return whole != null ? whole : scalar(from, to);
    }

    /** a : b : c; null if there is no colon. */
    private Form ratio(int from, int to) {
        List<Expr> parts = new ArrayList<>();
        int start = from;
        for (int i = from; i < to; i = tokens.over(i)) {
            if (tokens.at(i).isSymbol(":")) {
                parts.add(Expressions.read(tokens, start, i));
                start = i + 1;
            }
        }
        if (parts.isEmpty()) {
            return null;
        }
        parts.add(Expressions.read(tokens, start, to));
        return new Form.Ratio(parts);
    }

    /** One value with a currency before or a unit behind it. */
    Form scalar(int from, int to) {
        int start = from;
        Form.Unit unit = Form.Unit.NONE;
        boolean negative = false;
        if (tokens.at(start).isSymbol("-") && currency(start + 1) != null) {
            negative = true;
            start++;
        }
        if (currency(start) != null && start + 1 < to) {
            unit = currency(start);
            start++;
        }
        Cursor cursor = new Cursor(tokens, start, to, false);
        Expr value = new Expressions(cursor).sum();
        long multiple = Multiples.of(cursor.peek().text());
        Form.Unit behindMultiple = null;
        if (multiple > 0) {
            value = new Expr.Product(List.of(value, Expressions.number(multiple)));
            String rest = Multiples.rest(cursor.take().text());
            behindMultiple = rest.isEmpty() ? null : Units.named(rest);
        }
        if (behindMultiple != null && cursor.atEnd()) {
            unit = behindMultiple;
        } else if (!cursor.atEnd()) {
            Form.Unit behind = UnitReader.read(tokens, cursor.position(), to);
            if (behind == null) {
                throw cursor.unexpected();
            }
            unit = behind.kind() == Form.Unit.Kind.NONE ? unit : behind;
        }
        return new Form.Scalar(negative ? new Expr.Negate(value) : value, unit);
    }

    private Form.Unit currency(int at) {
        Token token = tokens.at(at);
        return token.kind() == Kind.SYMBOL ? Units.currency(token.text()) : null;
    }
}
