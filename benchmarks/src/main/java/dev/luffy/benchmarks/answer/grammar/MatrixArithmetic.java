package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import java.util.ArrayList;
import java.util.List;

/** Arithmetic of matrices of expressions, by rows: what it makes is written out, never computed. */
final class MatrixArithmetic {

    /** Entries of a product have as many terms as this, at most. */
    private static final int MAX_SIZE = 10;

    /** A determinant of four rows has 24 products. */
    private static final int MAX_DETERMINANT = 4;

    private MatrixArithmetic() {}

    static List<List<Expr>> times(Expr factor, List<List<Expr>> matrix) {
        List<List<Expr>> rows = new ArrayList<>();
        for (List<Expr> row : matrix) {
            rows.add(row.stream()
                    .map(entry -> (Expr) new Expr.Product(List.of(factor, entry)))
                    .toList());
        }
        return rows;
    }

    static List<List<Expr>> plus(List<List<Expr>> left, List<List<Expr>> right) {
        if (left.size() != right.size() || left.get(0).size() != right.get(0).size()) {
            throw new Unreadable("is a sum of matrices that do not fit");
        }
        List<List<Expr>> rows = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            List<Expr> row = new ArrayList<>();
            for (int j = 0; j < left.get(i).size(); j++) {
                row.add(new Expr.Sum(List.of(left.get(i).get(j), right.get(i).get(j))));
            }
            rows.add(row);
        }
        return rows;
    }

    static List<List<Expr>> times(List<List<Expr>> left, List<List<Expr>> right) {
        int inner = right.size();
        if (left.get(0).size() != inner
                || inner > MAX_SIZE
                || left.size() > MAX_SIZE
                || right.get(0).size() > MAX_SIZE) {
            throw new Unreadable("is a product of matrices that do not fit");
        }
        List<List<Expr>> rows = new ArrayList<>();
        for (List<Expr> row : left) {
            List<Expr> entries = new ArrayList<>();
            for (int j = 0; j < right.get(0).size(); j++) {
                List<Expr> terms = new ArrayList<>();
                for (int k = 0; k < inner; k++) {
                    terms.add(new Expr.Product(List.of(row.get(k), right.get(k).get(j))));
                }
                entries.add(terms.size() == 1 ? terms.get(0) : new Expr.Sum(terms));
            }
            rows.add(entries);
        }
        return rows;
    }

    static List<List<Expr>> transposed(List<List<Expr>> matrix) {
        List<List<Expr>> rows = new ArrayList<>();
        for (int j = 0; j < matrix.get(0).size(); j++) {
            int column = j;
            rows.add(matrix.stream().map(row -> row.get(column)).toList());
        }
        return rows;
    }

    /** By Laplace's expansion along the first row; null if the matrix is not square or too large. */
    static Expr determinant(List<List<Expr>> matrix) {
        int size = matrix.size();
        if (size != matrix.get(0).size() || size > MAX_DETERMINANT) {
            return null;
        }
        if (size == 1) {
            return matrix.get(0).get(0);
        }
        List<Expr> terms = new ArrayList<>();
        for (int j = 0; j < size; j++) {
            Expr term = new Expr.Product(List.of(matrix.get(0).get(j), determinant(without(matrix, 0, j))));
            terms.add(j % 2 == 0 ? term : new Expr.Negate(term));
        }
        return new Expr.Sum(terms);
    }

    /** By cofactors, for three rows at most; null if the matrix is not square or larger. */
    static List<List<Expr>> inverse(List<List<Expr>> matrix) {
        int size = matrix.size();
        if (size != matrix.get(0).size() || size < 2 || size > 3) {
            return null;
        }
        Expr whole = determinant(matrix);
        List<List<Expr>> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Expr> row = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                Expr cofactor = determinant(without(matrix, j, i));
                row.add(new Expr.Quotient((i + j) % 2 == 0 ? cofactor : new Expr.Negate(cofactor), whole));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<Expr>> without(List<List<Expr>> matrix, int row, int column) {
        List<List<Expr>> rows = new ArrayList<>();
        for (int i = 0; i < matrix.size(); i++) {
            if (i != row) {
                List<Expr> kept = new ArrayList<>(matrix.get(i));
                kept.remove(column);
                rows.add(kept);
            }
        }
        return rows;
    }
}
