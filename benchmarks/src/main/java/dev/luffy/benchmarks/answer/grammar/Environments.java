package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.expression.Form.Group.Bracket;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands between \begin and \end: matrices, cases, and lines that are only aligned. */
final class Environments {

    private final Tokens tokens;
    private final Forms forms;

    Environments(Tokens tokens, Forms forms) {
        this.tokens = tokens;
        this.forms = forms;
    }

    /** The form of the environment's inside; null if it is a scalar's, such as a determinant's. */
    Form read(String name, int from, int to) {
        return switch (name) {
            case "pmatrix", "bmatrix", "matrix", "Bmatrix", "smallmatrix", "psmallmatrix", "bsmallmatrix", "array" ->
                matrix(from, to);
            case "cases", "dcases", "rcases" -> cases(from, to);
            case "vmatrix", "Vmatrix" -> null;
            default -> forms.answer(from, to);
        };
    }

    Form.Matrix matrix(int from, int to) {
        List<List<Expr>> rows = new ArrayList<>();
        for (List<int[]> cells : rows(from, to)) {
            List<Expr> row = new ArrayList<>();
            for (int[] cell : cells) {
                row.add(Expressions.read(tokens, cell[0], cell[1]));
            }
            if (!rows.isEmpty() && rows.get(0).size() != row.size()) {
                throw new Unreadable("is a matrix whose rows differ in length");
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw new Unreadable("is empty");
        }
        return new Form.Matrix(rows);
    }

    private Form cases(int from, int to) {
        List<Form> values = new ArrayList<>();
        List<Form> conditions = new ArrayList<>();
        boolean conditional = false;
        for (List<int[]> cells : rows(from, to)) {
            values.add(forms.answer(cells.get(0)[0], cells.get(0)[1]));
            conditional |= cells.size() > 1;
            conditions.add(cells.size() > 1 ? condition(cells.get(1)[0], cells.get(cells.size() - 1)[1]) : null);
        }
        if (values.isEmpty()) {
            throw new Unreadable("is empty");
        }
        return conditional
                ? new Form.Cases(values, conditions)
                : values.size() == 1 ? values.get(0) : new Form.Group(Bracket.NONE, values);
    }

    private Form condition(int from, int to) {
        int first = from;
        while (first < to && isIf(tokens.at(first))) {
            first++;
        }
        boolean otherwise = first >= to
                || tokens.at(first).kind() == Kind.TEXT
                        && tokens.at(first).text().strip().startsWith("otherwise")
                || tokens.at(first).is(Kind.WORD, "otherwise");
        return otherwise ? null : forms.answer(first, to);
    }

    private static boolean isIf(Token token) {
        String word = token.text().strip();
        return (token.kind() == Kind.TEXT || token.kind() == Kind.WORD || token.kind() == Kind.ROMAN)
                && (word.equals("if") || word.equals("for") || word.equals("when"));
    }

    /** The cells between & in the lines between \\, as their first and last places; empty lines are left out. */
    private List<List<int[]>> rows(int from, int to) {
        List<List<int[]>> rows = new ArrayList<>();
        List<int[]> cells = new ArrayList<>();
        int start = from;
        for (int i = from; i <= to; i = i == to ? i + 1 : tokens.over(i)) {
            boolean line = i == to || tokens.at(i).is(Kind.SEPARATOR, "\\\\");
            if (line || tokens.at(i).isSymbol("&")) {
                int end = i;
                while (end > start && tokens.at(end - 1).is(Kind.SEPARATOR, ",")) {
                    end--;
                }
                if (start < end || !line || !cells.isEmpty()) {
                    cells.add(new int[] {start, end});
                }
                start = i + 1;
            }
            if (line && !cells.isEmpty()) {
                rows.add(cells);
                cells = new ArrayList<>();
            }
        }
        return rows;
    }
}
