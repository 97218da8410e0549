package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.List;

/** Reads sums, integrals and limits: named by their sign and limits, applied to the product behind them. */
final class BigOperators {

    private final Cursor cursor;
    private final Expressions expressions;

    BigOperators(Cursor cursor, Expressions expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    Expr read(String name) {
        cursor.deeper();
        int from = cursor.position();
        cursor.take();
        while ((cursor.peek().isSymbol("_") || cursor.peek().isSymbol("^"))
                && cursor.ahead(1).kind() != Kind.SEPARATOR) {
            cursor.take();
            cursor.move(cursor.tokens().over(cursor.position()));
        }
        String sign = cursor.tokens().text(from, cursor.position()).replace(" ", "");
        Expr operand = expressions.product();
        cursor.higher();
        return new Expr.Apply(sign, List.of(operand));
    }
}
