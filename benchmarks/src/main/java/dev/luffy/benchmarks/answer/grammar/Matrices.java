package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads sums and products of matrices, such as {@code \frac12 A + B C^T}, as the one matrix they are entry by entry. */
final class Matrices {

    private static final int MAX_FACTORS = 4;

    /** Of larger matrices only two are multiplied. */
    private static final int SMALL = 4;

    private final Tokens tokens;

    Matrices(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The matrix; null if the tokens are no sum of products with one matrix or more in each. */
    Form read(int from, int to) {
        boolean alone = isMatrix(tokens, from) && tokens.over(from) == to;
        if (alone || nested(tokens, from, to) || tokens.at(from).isCommand("det")) {
            return null;
        }
        List<List<Expr>> sum = null;
        int start = from;
        boolean minus = false;
        for (int i = from; i <= to; i = i == to ? i + 1 : tokens.over(i)) {
            boolean sign = i < to && (tokens.at(i).isSymbol("+") || tokens.at(i).isSymbol("-"));
            if (i < to && !sign || sign && i > from && tokens.at(i - 1).isSymbol("*")) {
                continue;
            }
            if (i > start) {
                List<List<Expr>> term = term(start, i);
                if (term == null) {
                    return null;
                }
                term = minus ? MatrixArithmetic.times(Expressions.number(-1), term) : term;
                sum = sum == null ? term : MatrixArithmetic.plus(sum, term);
            } else if (i > from) {
                return null;
            }
            minus = sign && tokens.at(i).isSymbol("-");
            start = i + 1;
        }
        return sum == null ? null : new Form.Matrix(sum);
    }

    /** One product: numbers before, matrices, numbers behind or below; null if there is no matrix. */
    private List<List<Expr>> term(int from, int to) {
        int at = from;
        while (at < to && !isMatrix(tokens, at)) {
            at = tokens.over(at);
        }
        if (at >= to) {
            return null;
        }
        List<List<Expr>> product = null;
        int end = at;
        int factors = 0;
        while (end < to && isMatrix(tokens, end)) {
            List<List<Expr>> next = matrixAt(tokens, end);
            end = tokens.over(end);
            factors++;
            // Entries are written out, not computed: each further factor multiplies what there is to compare.
            int most = Math.max(next.size(), next.get(0).size()) > SMALL ? 2 : MAX_FACTORS;
            if (end + 1 < to && tokens.at(end).isSymbol("^")) {
                String exponent = tokens.text(end + 1, tokens.over(end + 1)).replaceAll("[{} ]", "");
                factors += exponent.equals("2") ? 1 : exponent.equals("3") || exponent.equals("-1") ? 2 : 0;
                next = factors > most ? null : raised(next, exponent);
                end = tokens.over(end + 1);
            }
            if (next == null || factors > most) {
                return null;
            }
            product = product == null ? next : MatrixArithmetic.times(product, next);
            end += end + 1 < to && tokens.at(end).isSymbol("*") ? 1 : 0;
        }
        if (end < to) {
            boolean over = tokens.at(end).isSymbol("/");
            Expr behind = Expressions.read(tokens, over ? end + 1 : end, to);
            product = MatrixArithmetic.times(over ? new Expr.Quotient(Expressions.number(1), behind) : behind, product);
        }
        int scale = at > from && tokens.at(at - 1).isSymbol("*") ? at - 1 : at;
        return scale == from ? product : MatrixArithmetic.times(Expressions.read(tokens, from, scale), product);
    }

    /** A matrix with a raised T or a small whole number; null if something else is raised. */
    private static List<List<Expr>> raised(List<List<Expr>> matrix, String exponent) {
        return switch (exponent) {
            case "T", "\\top" -> MatrixArithmetic.transposed(matrix);
            case "-1" -> MatrixArithmetic.inverse(matrix);
            case "2", "3" -> {
                List<List<Expr>> square = MatrixArithmetic.times(matrix, matrix);
                yield exponent.equals("2") ? square : MatrixArithmetic.times(square, matrix);
            }
            default -> null;
        };
    }

    /** The determinant that stands here, as a sum of products; null if it is none or too large to be written out. */
    static Expr determinant(Tokens tokens, int at) {
        boolean bars = tokens.at(at).isOpen("env:vmatrix");
        if (!bars && !isMatrix(tokens, at) || nested(tokens, at, tokens.over(at))) {
            return null;
        }
        return MatrixArithmetic.determinant(
                bars
                        ? new Environments(tokens, null)
                                .matrix(at + 1, tokens.partner(at))
                                .rows()
                        : matrixAt(tokens, at));
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

    /** Whether an environment stands within another: written out, determinants of determinants would have no bound. */
    private static boolean nested(Tokens tokens, int from, int to) {
        int depth = 0;
        for (int i = from; i < to; i++) {
            Token token = tokens.at(i);
            if (token.text().startsWith("env:")) {
                depth += token.kind() == Kind.OPEN ? 1 : -1;
                if (depth > 1) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isMatrix(Tokens tokens, int at) {
        Token token = tokens.at(at);
        if (token.kind() != Kind.OPEN) {
            return false;
        }
        if (token.text().equals("(") || token.text().equals("[")) {
            // \left(\begin{array} … \end{array}\right)
            return tokens.at(at + 1).kind() == Kind.OPEN
                    && tokens.partner(at + 1) == tokens.partner(at) - 1
                    && (tokens.at(at + 1).isOpen("env:array")
                            || tokens.at(at + 1).isOpen("env:matrix"));
        }
        return token.text().equals("env:pmatrix")
                || token.text().equals("env:bmatrix")
                || token.text().equals("env:matrix");
    }

    private static List<List<Expr>> matrixAt(Tokens tokens, int at) {
        int open = tokens.at(at).text().startsWith("env:") ? at : at + 1;
        return new Environments(tokens, null)
                .matrix(open + 1, tokens.partner(open))
                .rows();
    }
}
