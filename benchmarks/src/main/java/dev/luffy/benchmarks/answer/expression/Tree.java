package dev.luffy.benchmarks.answer.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Answers as plain trees of labelled nodes, walked without recursion, so that no depth can overflow the stack. */
final class Tree {

    /** More nodes than any text of 4,000 characters gives. */
    static final int MAX_NODES = 20_000;

    /** Deeper than 200 brackets in one another, each of which costs a few nodes. */
    static final int MAX_DEPTH = 1_000;

    /** Marks a missing part, such as the condition of "otherwise". */
    private static final Object NOTHING = "nothing";

    private Tree() {}

    /** Whether the tree is small and flat enough for everything else in this room. */
    static boolean fits(Object root) {
        Deque<Object> level = new ArrayDeque<>(List.of(root));
        int nodes = 1;
        for (int depth = 0; !level.isEmpty(); depth++) {
            if (depth > MAX_DEPTH) return false;
            Deque<Object> next = new ArrayDeque<>();
            for (Object node : level) {
                next.addAll(children(node));
                if (nodes + next.size() > MAX_NODES) return false;
            }
            nodes += next.size();
            level = next;
        }
        return true;
    }

    /** Whether two trees are node for node the same. Both must {@link #fits fit}. */
    static boolean same(Object first, Object second) {
        Deque<Object> left = new ArrayDeque<>(List.of(first));
        Deque<Object> right = new ArrayDeque<>(List.of(second));
        while (!left.isEmpty()) {
            Object a = left.pop();
            Object b = right.pop();
            if (a == b) continue;
            if (!a.getClass().equals(b.getClass()) || !label(a).equals(label(b))) return false;
            List<Object> as = children(a);
            List<Object> bs = children(b);
            if (as.size() != bs.size()) return false;
            as.forEach(left::push);
            bs.forEach(right::push);
        }
        return true;
    }

    /** What a node says besides its children. */
    private static Object label(Object node) {
        if (node instanceof Expr.PlusMinus p) return p.upper();
        if (node instanceof Expr.Call c) return c.function();
        if (node instanceof Expr.Apply a) return a.name();
        if (node instanceof Form.Scalar s) return s.unit();
        if (node instanceof Form.Group g) return g.bracket();
        if (node instanceof Form.Interval i) return List.of(i.lowClosed(), i.highClosed());
        if (node instanceof Form.Combined c) return c.operator();
        if (node instanceof Form.Relation r) return r.operators();
        if (node instanceof Form.Matrix m) return m.rows().size();
        if (children(node).isEmpty()) return node;
        return "";
    }

    /** The parts of a node, in order. */
    static List<Object> children(Object node) {
        if (node instanceof Expr.Sum s) return List.copyOf(s.terms());
        if (node instanceof Expr.Product p) return List.copyOf(p.factors());
        if (node instanceof Expr.Negate n) return List.of(n.operand());
        if (node instanceof Expr.Quotient q) return List.of(q.numerator(), q.denominator());
        if (node instanceof Expr.Power p) return List.of(p.base(), p.exponent());
        if (node instanceof Expr.Root r) return List.of(r.radicand(), r.index());
        if (node instanceof Expr.Factorial f) return List.of(f.operand());
        if (node instanceof Expr.PlusMinus p) return List.of(p.left(), p.right());
        if (node instanceof Expr.Call c) return List.copyOf(c.arguments());
        if (node instanceof Expr.Apply a) return List.copyOf(a.arguments());
        if (node instanceof Form.Scalar s) return List.of(s.value());
        if (node instanceof Form.Group g) return List.copyOf(g.items());
        if (node instanceof Form.Interval i) return List.of(i.low(), i.high());
        if (node instanceof Form.Combined c) return List.copyOf(c.sets());
        if (node instanceof Form.Builder b) return List.of(b.variable(), b.condition());
        if (node instanceof Form.Matrix m)
            return m.rows().stream().<Object>flatMap(List::stream).toList();
        if (node instanceof Form.Relation r) return List.copyOf(r.terms());
        if (node instanceof Form.Cases c) {
            List<Object> all = new ArrayList<>(c.values());
            for (Form condition : c.conditions()) all.add(condition == null ? NOTHING : condition);
            return all;
        }
        if (node instanceof Form.Ratio r) return List.copyOf(r.parts());
        return Arrays.asList();
    }
}
