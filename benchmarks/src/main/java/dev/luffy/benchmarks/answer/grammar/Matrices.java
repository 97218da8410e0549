package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads products with matrices, such as {@code \frac12 A} and {@code A B}, as the one matrix they are entry by entry. */
final class Matrices {

    /** Entries of a product have as many terms as this, at most. */
    private static final int MAX_SIZE = 10;

    private static final int MAX_FACTORS = 3;

    private final Tokens tokens;

    Matrices(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The matrix; null if the tokens are no product that ends with one. */
    Form read(int from, int to) {
        int at = from;
        while (at < to && !isMatrix(at)) {
            at = tokens.over(at);
        }
        if (at >= to || tokens.over(at) == to && at == from) {
            return null;
        }
        Form.Matrix product = null;
        int end = at;
        // Entries are written out, not computed: each further factor multiplies what there is to compare.
        for (int factors = 0; factors < MAX_FACTORS && end < to && isMatrix(end); factors++) {
            Form.Matrix next = new Environments(tokens, null).matrix(end + 1, tokens.partner(end));
            product = product == null ? next : times(product, next);
            end = tokens.over(end);
            end += end < to && tokens.at(end).isSymbol("*") ? 1 : 0;
        }
        if (end != to) {
            return null;
        }
        int scale = at > from && tokens.at(at - 1).isSymbol("*") ? at - 1 : at;
        if (scale == from) {
            return product;
        }
        boolean minus = scale == from + 1 && tokens.at(from).isSymbol("-");
        Expr factor = minus ? Expressions.number(-1) : Expressions.read(tokens, from, scale);
        List<List<Expr>> rows = new ArrayList<>();
        for (List<Expr> row : product.rows()) {
            rows.add(row.stream()
                    .map(entry -> (Expr) new Expr.Product(List.of(factor, entry)))
                    .toList());
        }
        return new Form.Matrix(rows);
    }

    /** Where what is transposed ends, if (a,b)^T or a matrix with a raised T stands there; else 0. */
    static int transposed(Tokens tokens, int from, int to) {
        boolean braced = tokens.at(to - 1).is(Kind.CLOSE, "}");
        Token mark = tokens.at(braced ? to - 2 : to - 1);
        int hat = braced ? tokens.partner(to - 1) - 1 : to - 2;
        boolean sign = mark.text().equals("T") || mark.isCommand("top");
        boolean bracket = hat > from && tokens.at(from).kind() == Kind.OPEN && tokens.partner(from) == hat - 1;
        return sign && bracket && tokens.at(hat).isSymbol("^") ? hat : 0;
    }

    /** Rows for columns; a tuple becomes a column. Null if the form is neither. */
    static Form transpose(Form form) {
        List<List<Expr>> rows = new ArrayList<>();
        if (form instanceof Form.Matrix matrix) {
            for (int j = 0; j < matrix.rows().get(0).size(); j++) {
                int column = j;
                rows.add(matrix.rows().stream().map(row -> row.get(column)).toList());
            }
            return new Form.Matrix(rows);
        }
        if (form instanceof Form.Group group && group.items().stream().allMatch(Form.Scalar.class::isInstance)) {
            group.items().forEach(item -> rows.add(List.of(((Form.Scalar) item).value())));
            return new Form.Matrix(rows);
        }
        return null;
    }

    private boolean isMatrix(int at) {
        Token token = tokens.at(at);
        return token.kind() == Kind.OPEN
                && (token.text().equals("env:pmatrix")
                        || token.text().equals("env:bmatrix")
                        || token.text().equals("env:matrix"));
    }

    private static Form.Matrix times(Form.Matrix left, Form.Matrix right) {
        int inner = right.rows().size();
        if (left.rows().get(0).size() != inner
                || inner > MAX_SIZE
                || left.rows().size() > MAX_SIZE
                || right.rows().get(0).size() > MAX_SIZE) {
            throw new Unreadable("is a product of matrices that do not fit");
        }
        List<List<Expr>> rows = new ArrayList<>();
        for (List<Expr> row : left.rows()) {
            List<Expr> entries = new ArrayList<>();
            for (int j = 0; j < right.rows().get(0).size(); j++) {
                List<Expr> terms = new ArrayList<>();
                for (int k = 0; k < inner; k++) {
                    terms.add(new Expr.Product(
                            List.of(row.get(k), right.rows().get(k).get(j))));
                }
                entries.add(terms.size() == 1 ? terms.get(0) : new Expr.Sum(terms));
            }
            rows.add(entries);
        }
        return new Form.Matrix(rows);
    }
}
