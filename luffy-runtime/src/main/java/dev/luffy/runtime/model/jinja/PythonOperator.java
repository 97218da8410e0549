package dev.luffy.runtime.model.jinja;

import com.hubspot.jinjava.el.ext.AdditionOperator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import jinjava.de.odysseus.el.misc.NumberOperations;
import jinjava.de.odysseus.el.misc.TypeConverter;
import jinjava.de.odysseus.el.tree.impl.ast.AstBinary;

/** Operators that convert nothing: Jinjava's would have {@code '' == false}, and add an undefined value as "null". */
final class PythonOperator extends AstBinary.SimpleOperator {

    private static final PythonOperator EQUAL = new PythonOperator(PythonOperator::same);
    private static final PythonOperator UNEQUAL = new PythonOperator((a, b) -> !same(a, b));
    private static final PythonOperator PLUS = new PythonOperator(PythonOperator::sum);

    private final BinaryOperator<Object> function;

    private PythonOperator(BinaryOperator<Object> function) {
        this.function = function;
    }

    /** Python's operator in place of Jinjava's, or the same where they agree. */
    static AstBinary.Operator of(AstBinary.Operator operator) {
        if (operator == AstBinary.EQ) return EQUAL;
        if (operator == AstBinary.NE) return UNEQUAL;
        return operator == AdditionOperator.OP ? PLUS : operator;
    }

    @Override
    protected Object apply(TypeConverter converter, Object left, Object right) {
        return function.apply(left, right);
    }

    private static boolean same(Object left, Object right) {
        if (left instanceof Number a && right instanceof Number b) return a.doubleValue() == b.doubleValue();
        return Objects.equals(left, right);
    }

    private static Object sum(Object left, Object right) {
        if (left instanceof String a && right instanceof String b) return a + b;
        if (left instanceof Number a && right instanceof Number b)
            return NumberOperations.add(TypeConverter.DEFAULT, a, b);
        if (left instanceof Collection<?> a && right instanceof Collection<?> b) {
            List<Object> both = new ArrayList<>(a);
            both.addAll(b);
            return both;
        }
        throw new TemplateFunctions.Raised("cannot add " + kind(right) + " to " + kind(left));
    }

    private static String kind(Object value) {
        if (value == null) return "an undefined value";
        return value instanceof String text ? "the text '" + text + "'" : "the value " + value;
    }
}
