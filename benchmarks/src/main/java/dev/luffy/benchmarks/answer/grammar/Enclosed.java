package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.expression.Form.Group.Bracket;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands in one bracket, and sets with a name: tuples, intervals, sets, matrices, cases. */
final class Enclosed {

    private final Tokens tokens;
    private final Forms forms;

    Enclosed(Tokens tokens, Forms forms) {
        this.tokens = tokens;
        this.forms = forms;
    }

    /**
     * The form from one place to another.
     *
     * @param set whether a set is expected, so that (a,b) is an interval
     * @return null if it is neither one bracket nor a set's name
     */
    Form read(int from, int to, boolean set) {
        Token first = tokens.at(from);
        if (from + 1 == to && first.kind() == Kind.COMMAND) {
            return named(first.text());
        }
        if (from + 1 == to && first.kind() == Kind.TEXT) {
            return Proses.inside(first.text(), 1);
        }
        if (first.kind() != Kind.OPEN || tokens.partner(from) != to - 1) {
            return null;
        }
        int inside = from + 1;
        int end = to - 1;
        return switch (first.text()) {
            case "{" -> chooses(inside, end) ? null : forms.answer(inside, end);
            case "\\{" -> braces(inside, end);
            case "⟨" -> new Form.Group(Bracket.ANGLE, forms.items(inside, end));
            case "(", "[", "]" -> round(from, end, set);
            default ->
                first.text().startsWith("env:")
                        ? new Environments(tokens, forms).read(first.text().substring(4), inside, end)
                        : null;
        };
    }

    private boolean chooses(int from, int to) {
        for (int i = from; i < to; i = tokens.over(i)) {
            if (tokens.at(i).isSymbol("choose")) {
                return true;
            }
        }
        return false;
    }

    private static Form named(String command) {
        if (command.equals("emptyset") || command.equals("varnothing")) {
            return Form.NamedSet.EMPTY;
        }
        boolean letter = command.startsWith("mathbb:") && command.length() == 8;
        return letter ? new Form.NamedSet(command.charAt(7)) : null;
    }

    private Form braces(int from, int to) {
        if (from == to) {
            return Form.NamedSet.EMPTY;
        }
        for (int i = from; i < to; i = tokens.over(i)) {
            boolean bar = tokens.at(i).isSymbol("|") && property(i + 1, to) && !odd(from, i);
            boolean colon = tokens.at(i).isSymbol(":") && property(i + 1, to);
            if (i > from && (bar || colon)) {
                return new Form.Builder(forms.answer(from, i), forms.answer(i + 1, to));
            }
        }
        return new Form.Group(Bracket.CURLY, forms.items(from, to));
    }

    /** Whether an odd number of bars stands before: then the next one closes |x. */
    private boolean odd(int from, int to) {
        int bars = 0;
        for (int i = from; i < to; i = tokens.over(i)) {
            bars += tokens.at(i).isSymbol("|") ? 1 : 0;
        }
        return bars % 2 == 1;
    }

    private boolean property(int from, int to) {
        for (int i = from; i < to; i++) {
            if (tokens.at(i).kind() == Kind.RELATION || tokens.at(i).kind() == Kind.TEXT) {
                return true;
            }
        }
        return false;
    }

    private Form round(int open, int close, boolean set) {
        boolean round = tokens.at(open).isOpen("(") && tokens.at(close).is(Kind.CLOSE, ")");
        boolean lowClosed = tokens.at(open).isOpen("[");
        boolean highClosed = tokens.at(close).is(Kind.CLOSE, "]");
        if (open + 1 == close) {
            throw new Unreadable("is empty");
        }
        List<Form> items = forms.items(open + 1, close);
        boolean square = lowClosed && highClosed;
        if (items.size() == 2
                && items.get(0) instanceof Form.Scalar low
                && items.get(1) instanceof Form.Scalar high
                && (set || !round || infinite(low.value()) || infinite(high.value()))) {
            return new Form.Interval(low.value(), lowClosed, high.value(), highClosed);
        }
        Form matrix = square ? rows(items) : null;
        if (matrix != null) {
            return matrix;
        }
        if (items.size() == 1) {
            return items.get(0);
        }
        if (!round && !square) {
            throw new Unreadable("is an interval without two ends");
        }
        return new Form.Group(round ? Bracket.ROUND : Bracket.SQUARE, new ArrayList<>(items));
    }

    /** [[1, 2], [3, 4]] by rows; null if the items are no rows of one length. */
    private static Form rows(List<Form> items) {
        List<List<Expr>> rows = new ArrayList<>();
        for (Form item : items) {
            List<Expr> row = new ArrayList<>();
            if (item instanceof Form.Interval i && i.lowClosed() && i.highClosed()) {
                row.addAll(List.of(i.low(), i.high()));
            } else if (item instanceof Form.Group g && g.bracket() == Bracket.SQUARE) {
                for (Form entry : g.items()) {
                    if (!(entry instanceof Form.Scalar s)) {
                        return null;
                    }
                    row.add(s.value());
                }
            }
            if (row.isEmpty() || !rows.isEmpty() && rows.get(0).size() != row.size()) {
                return null;
            }
            rows.add(row);
        }
        return rows.size() < 2 ? null : new Form.Matrix(rows);
    }

    private static boolean infinite(Expr end) {
        Expr value = end instanceof Expr.Negate negate ? negate.operand() : end;
        return value instanceof Expr.Const constant && constant.name() == Expr.Const.Name.INFINITY;
    }
}
