package dev.luffy.benchmarks.answer.expression;

import dev.luffy.benchmarks.answer.expression.Form.Relation.Comparator;
import java.util.ArrayList;
import java.util.List;

/** Sets of real numbers as sorted, disjoint intervals with constant ends: unions, intersections and differences of them. */
final class IntervalSets {

    private static final int MAX_PIECES = 200;
    private static final Expr INFINITY = new Expr.Const(Expr.Const.Name.INFINITY);
    private static final Expr MINUS_INFINITY = new Expr.Negate(INFINITY);

    /** One interval; a single number is closed with both ends the same. */
    record Piece(Expr low, boolean lowClosed, Expr high, boolean highClosed) {}

    private final ScalarComparison scalars;

    IntervalSets(ScalarComparison scalars) {
        this.scalars = scalars;
    }

    static List<Piece> everything() {
        return List.of(new Piece(MINUS_INFINITY, false, INFINITY, false));
    }

    /**
     * The set a form is, or null if it is none with constant ends.
     *
     * @param bracketsAreIntervals whether (a, b) is an interval here, not a pair
     */
    List<Piece> of(Form form, boolean bracketsAreIntervals) {
        if (form instanceof Form.Interval i)
            return interval(new Piece(i.low(), i.lowClosed(), i.high(), i.highClosed()));
        if (form instanceof Form.NamedSet n)
            return n.name() == 'ℝ' || n.name() == 'R' ? everything() : n.equals(Form.NamedSet.EMPTY) ? List.of() : null;
        if (form instanceof Form.Combined c) return combined(c);
        if (form instanceof Form.Builder b) {
            Form variable = b.variable();
            if (variable instanceof Form.Relation domain && domain.operators().get(0) == Comparator.IN) {
                List<Piece> base = of(domain.terms().get(domain.terms().size() - 1), true);
                List<Piece> condition = condition(b.condition());
                return base == null || condition == null ? null : intersection(base, condition);
            }
            return condition(b.condition());
        }
        if (!(form instanceof Form.Group group)) return null;
        if (group.bracket() == Form.Group.Bracket.CURLY) return points(group);
        if (!bracketsAreIntervals || group.items().size() != 2) return null;
        boolean round = group.bracket() == Form.Group.Bracket.ROUND;
        if (!round && group.bracket() != Form.Group.Bracket.SQUARE) return null;
        if (!(group.items().get(0) instanceof Form.Scalar low)
                || !(group.items().get(1) instanceof Form.Scalar high)) return null;
        return interval(new Piece(low.value(), !round, high.value(), !round));
    }

    /** What is written as an interval with nothing in it is none: (3, 2) and (0, 0) are points, and different ones. */
    private List<Piece> interval(Piece piece) {
        List<Piece> set = normalised(List.of(piece));
        return set == null || set.isEmpty() ? null : set;
    }

    private List<Piece> condition(Form form) {
        return new SolutionSets(this, scalars).of(form);
    }

    private List<Piece> points(Form.Group group) {
        List<Piece> points = new ArrayList<>();
        for (Form item : group.items()) {
            if (!(item instanceof Form.Scalar s)) return null;
            points.add(point(s.value()));
        }
        return normalised(points);
    }

    static Piece point(Expr value) {
        return new Piece(value, true, value, true);
    }

    private List<Piece> combined(Form.Combined combined) {
        List<Piece> result = null;
        for (Form form : combined.sets()) {
            List<Piece> next = of(form, true);
            if (next == null) return null;
            if (result == null) result = next;
            else
                result = switch (combined.operator()) {
                    case UNION -> union(result, next);
                    case INTERSECTION -> intersection(result, next);
                    case DIFFERENCE -> intersection(result, complement(next));
                };
            if (result == null) return null;
        }
        return result;
    }

    List<Piece> union(List<Piece> a, List<Piece> b) {
        List<Piece> all = new ArrayList<>(a);
        all.addAll(b);
        return normalised(all);
    }

    List<Piece> intersection(List<Piece> a, List<Piece> b) {
        if (a == null || b == null) return null;
        if (a.size() + b.size() > MAX_PIECES) throw Cost.TooCostly.HERE;
        List<Piece> common = new ArrayList<>();
        for (Piece p : a) {
            for (Piece q : b) {
                // Ends of both were compared with others before, so that they have an order.
                int low = compare(p.low(), q.low());
                int high = compare(p.high(), q.high());
                common.add(new Piece(
                        low >= 0 ? p.low() : q.low(),
                        low > 0 ? p.lowClosed() : low < 0 ? q.lowClosed() : p.lowClosed() && q.lowClosed(),
                        high <= 0 ? p.high() : q.high(),
                        high < 0 ? p.highClosed() : high > 0 ? q.highClosed() : p.highClosed() && q.highClosed()));
            }
        }
        return normalised(common);
    }

    List<Piece> complement(List<Piece> set) {
        if (set == null) return null;
        List<Piece> gaps = new ArrayList<>();
        Expr from = MINUS_INFINITY;
        boolean closed = false;
        for (Piece p : set) {
            gaps.add(new Piece(from, closed, p.low(), !p.lowClosed()));
            from = p.high();
            closed = !p.highClosed();
        }
        gaps.add(new Piece(from, closed, INFINITY, false));
        return normalised(gaps);
    }

    private int compare(Expr a, Expr b) {
        Integer order = scalars.order(a, b);
        // Undecided order means that the set has no normal form; unwinding it here keeps the callers simple.
        if (order == null) throw Undefined.HERE;
        return order;
    }

    /** Sorted, without empty pieces, overlapping and touching ones joined; null if the ends have no order. */
    private List<Piece> normalised(List<Piece> pieces) {
        if (pieces.size() > MAX_PIECES) throw Cost.TooCostly.HERE;
        try {
            List<Piece> sorted = new ArrayList<>();
            for (Piece piece : pieces) {
                boolean lowClosed = piece.lowClosed() && ScalarComparison.infinity(piece.low()) == 0;
                boolean highClosed = piece.highClosed() && ScalarComparison.infinity(piece.high()) == 0;
                int width = compare(piece.low(), piece.high());
                if (width > 0 || width == 0 && !(lowClosed && highClosed)) continue;
                int at = sorted.size();
                while (at > 0 && startsBefore(piece.low(), lowClosed, sorted.get(at - 1))) at--;
                sorted.add(at, new Piece(piece.low(), lowClosed, piece.high(), highClosed));
            }
            return joined(sorted);
        } catch (Undefined e) {
            return null;
        }
    }

    private boolean startsBefore(Expr low, boolean closed, Piece other) {
        int order = compare(low, other.low());
        return order < 0 || order == 0 && closed && !other.lowClosed();
    }

    private List<Piece> joined(List<Piece> sorted) {
        List<Piece> joined = new ArrayList<>();
        for (Piece next : sorted) {
            Piece last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            int gap = last == null ? 1 : compare(next.low(), last.high());
            if (gap > 0 || gap == 0 && !next.lowClosed() && !last.highClosed()) {
                joined.add(next);
                continue;
            }
            int ends = compare(next.high(), last.high());
            boolean closed = ends > 0
                    ? next.highClosed()
                    : ends < 0 ? last.highClosed() : next.highClosed() || last.highClosed();
            joined.set(
                    joined.size() - 1,
                    new Piece(last.low(), last.lowClosed(), ends > 0 ? next.high() : last.high(), closed));
        }
        return joined;
    }

    /** Whether two sets are the same, decimals in their ends standing for what the rules say. */
    boolean same(List<Piece> gold, List<Piece> response) {
        if (gold.size() != response.size()) return false;
        for (int i = 0; i < gold.size(); i++) {
            Piece a = gold.get(i);
            Piece b = response.get(i);
            if (a.lowClosed() != b.lowClosed() || a.highClosed() != b.highClosed()) return false;
            if (!scalars.same(a.low(), b.low()) || !scalars.same(a.high(), b.high())) return false;
        }
        return true;
    }
}
