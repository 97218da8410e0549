package dev.luffy.benchmarks.answer.expression;

import java.util.List;

/**
 * What an answer is as a whole: a number, a list, an interval … The grammar makes one of every text that it can read.
 *
 * @since 0.1
 */
public sealed interface Form {

    /** One value and what stands behind it. */
    record Scalar(Expr value, Unit unit) implements Form {}

    /**
     * What stands behind a value.
     *
     * @param kind what it is
     * @param text of a physical unit, a currency or a word, normalised ({@code cm^2}, {@code USD}, {@code units}); else empty
     */
    record Unit(Kind kind, String text) {
        public static final Unit NONE = new Unit(Kind.NONE, "");

        /** The kinds. */
        public enum Kind {
            NONE,
            PERCENT,
            DEGREE,
            CURRENCY,
            UNIT
        }
    }

    /** Words, normalised to lower case and single spaces. */
    record Text(String words) implements Form {}

    /** A choice of a multiple-choice question: its letter in upper case, and what was written behind it, or empty. */
    record Choice(char letter, String label) implements Form {}

    /** Several answers in some bracket. A round bracket is a tuple, no bracket a bare list, a curly one a set. */
    record Group(Bracket bracket, List<Form> items) implements Form {
        public Group {
            items = List.copyOf(items);
        }

        /** The brackets. */
        public enum Bracket {
            NONE,
            ROUND,
            SQUARE,
            CURLY,
            ANGLE
        }
    }

    /** An interval of real numbers; an end may be infinite. */
    record Interval(Expr low, boolean lowClosed, Expr high, boolean highClosed) implements Form {}

    /** Sets combined: A ∪ B, A ∩ B, A \ B. */
    record Combined(Operator operator, List<Form> sets) implements Form {
        public Combined {
            sets = List.copyOf(sets);
        }

        /** The operators. */
        public enum Operator {
            UNION,
            INTERSECTION,
            DIFFERENCE
        }
    }

    /** A set with a name: ∅, ℝ, ℤ, ℕ, ℚ, ℂ, as the letter. */
    record NamedSet(char name) implements Form {
        public static final NamedSet EMPTY = new NamedSet('∅');
    }

    /** A set by its property: {variable | condition}. */
    record Builder(Form variable, Form condition) implements Form {}

    /** A matrix or vector by rows, all of one length; a determinant is a scalar and stays {@link Expr.Opaque}. */
    record Matrix(List<List<Expr>> rows) implements Form {
        public Matrix {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** A chain of relations, {@code a < x ≤ b}: one operator fewer than terms. {@code x = 5} is one with two terms. */
    record Relation(List<Form> terms, List<Comparator> operators) implements Form {
        public Relation {
            terms = List.copyOf(terms);
            operators = List.copyOf(operators);
        }

        /** The operators. */
        public enum Comparator {
            EQUAL,
            NOT_EQUAL,
            LESS,
            LESS_OR_EQUAL,
            GREATER,
            GREATER_OR_EQUAL,
            IN,
            NOT_IN,
            SUBSET,
            CONGRUENT,
            APPROXIMATELY,
            PROPORTIONAL
        }
    }

    /** A function by cases: values and their conditions; the last condition may be null for "otherwise". */
    record Cases(List<Form> values, List<Form> conditions) implements Form {
        public Cases {
            values = List.copyOf(values);
            conditions = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(conditions));
        }
    }

    /** a : b : c. */
    record Ratio(List<Expr> parts) implements Form {
        public Ratio {
            parts = List.copyOf(parts);
        }
    }

    /** A time of day, minutes after midnight. */
    record Time(int minutes) implements Form {}
}
