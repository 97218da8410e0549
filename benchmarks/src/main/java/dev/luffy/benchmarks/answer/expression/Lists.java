package dev.luffy.benchmarks.answer.expression;

import dev.luffy.benchmarks.answer.expression.Form.Group.Bracket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** Answers of several parts: lists, sets, tuples, vectors and matrices. A part is never left over on either side. */
final class Lists {

    private final Rules rules;
    private final BiPredicate<Form, Form> forms;
    private final Cost cost;

    /** @param forms whether two forms are the same */
    Lists(Rules rules, BiPredicate<Form, Form> forms, Cost cost) {
        this.rules = rules;
        this.forms = forms;
        this.cost = cost;
    }

    boolean same(Form gold, Form response) {
        if (gold instanceof Form.Matrix g && response instanceof Form.Matrix r && sameMatrices(g, r)) return true;
        Form.Group first = group(gold);
        Form.Group second = group(response);
        if (first == null || second == null) return interval(gold, response) || interval(response, gold);
        if (first.items().size() != second.items().size()) return false;
        Bracket left = first.bracket();
        Bracket right = second.bracket();
        boolean leftSet = left == Bracket.NONE || left == Bracket.CURLY;
        boolean rightSet = right == Bracket.NONE || right == Bracket.CURLY;
        if (leftSet && rightSet)
            return rules.orderedLists()
                    ? ordered(first.items(), second.items())
                    : unordered(first.items(), second.items());
        if (leftSet || rightSet) {
            // A bare list may be a tuple without its brackets; then its order counts.
            if (left == Bracket.NONE || right == Bracket.NONE) {
                if (ordered(first.items(), second.items())) return true;
            }
            return rules.tuplesAreSets() && !rules.orderedLists() && unordered(first.items(), second.items());
        }
        boolean pair = first.items().size() == 2;
        // [a, b] and (a, b) may be intervals, which differ.
        if (pair && left != right && (left == Bracket.SQUARE || right == Bracket.SQUARE)) return false;
        return ordered(first.items(), second.items());
    }

    /** An interval and two numbers in the same brackets. */
    private boolean interval(Form one, Form other) {
        Form.Group pair = group(other);
        if (!(one instanceof Form.Interval interval) || pair == null) return false;
        if (other instanceof Form.Matrix) {
            // [a, b] next to a vector of two numbers is a list.
            return interval.lowClosed()
                    && interval.highClosed()
                    && ordered(pair.items(), List.of(scalar(interval.low()), scalar(interval.high())));
        }
        if (pair.items().size() != 2 || interval.lowClosed() != interval.highClosed()) return false;
        if (pair.bracket() != (interval.lowClosed() ? Bracket.SQUARE : Bracket.ROUND)) return false;
        return forms.test(scalar(interval.low()), pair.items().get(0))
                && forms.test(scalar(interval.high()), pair.items().get(1));
    }

    private static Form scalar(Expr value) {
        return new Form.Scalar(value, Form.Unit.NONE);
    }

    /** A group as it is, a vector as a tuple, rows in square brackets as they are; null for anything else. */
    private static Form.Group group(Form form) {
        if (form instanceof Form.Group g) return g;
        if (!(form instanceof Form.Matrix m) || m.rows().isEmpty()) return null;
        List<Form> items = new ArrayList<>();
        boolean vector = m.rows().size() == 1 || m.rows().get(0).size() == 1;
        for (List<Expr> row : m.rows()) {
            List<Form> parts = new ArrayList<>();
            for (Expr e : row) parts.add(scalar(e));
            if (vector) items.addAll(parts);
            else items.add(new Form.Group(Bracket.ANGLE, parts));
        }
        return new Form.Group(Bracket.ANGLE, items);
    }

    private boolean sameMatrices(Form.Matrix gold, Form.Matrix response) {
        if (gold.rows().size() != response.rows().size()) return false;
        for (int i = 0; i < gold.rows().size(); i++) {
            List<Expr> first = gold.rows().get(i);
            List<Expr> second = response.rows().get(i);
            if (first.size() != second.size()) return false;
            for (int j = 0; j < first.size(); j++)
                if (!forms.test(scalar(first.get(j)), scalar(second.get(j)))) return false;
        }
        return true;
    }

    boolean ordered(List<Form> gold, List<Form> response) {
        if (gold.size() != response.size()) return false;
        for (int i = 0; i < gold.size(); i++) {
            if (gold.get(i) == null || response.get(i) == null) {
                if (gold.get(i) != response.get(i)) return false;
            } else if (!forms.test(gold.get(i), response.get(i))) return false;
        }
        return true;
    }

    private boolean unordered(List<Form> gold, List<Form> response) {
        return gold.size() == response.size()
                && Matching.unmatched(gold.size(), (i, j) -> forms.test(gold.get(i), response.get(j)), cost) < 0;
    }

    /** Whether (±1, ±2) is meant as four pairs, and they are all there. */
    boolean independentSigns(Form gold, Form response) {
        return independent(gold, response, true) || independent(response, gold, false);
    }

    private boolean independent(Form tuple, Form list, boolean tupleIsGold) {
        if (!(tuple instanceof Form.Group t) || t.bracket() != Bracket.ROUND) return false;
        if (!(list instanceof Form.Group l) || l.items().size() < 4) return false;
        if (l.bracket() != Bracket.NONE && l.bracket() != Bracket.CURLY) return false;
        if (t.items().stream().filter(PlusMinusExpansion::occursIn).count() < 2) return false;
        List<Form> all = PlusMinusExpansion.independently(t);
        return tupleIsGold ? unordered(all, l.items()) : unordered(l.items(), all);
    }

    /**
     * Whether named values are the same: both named, name by name in any order; one named, in order, or in any order if
     * all names are the same, as x₁ and x₂ are.
     */
    boolean sameLabelled(Form gold, Form response) {
        List<Label> first = Label.all(gold);
        List<Label> second = Label.all(response);
        List<List<Label>> golds = first == null ? null : Label.solutions(first);
        List<List<Label>> responses = second == null ? null : Label.solutions(second);
        if (golds != null && responses != null) return sameSolutions(golds, responses);
        if (golds != null && second == null) return isTuples(response) && forms.test(tuples(golds), response);
        if (responses != null && first == null) return isTuples(gold) && forms.test(gold, tuples(responses));
        if (first != null && second != null)
            return first.size() == second.size()
                    && Matching.unmatched(first.size(), (i, j) -> sameLabel(first.get(i), second.get(j)), cost) < 0;
        if (first != null) return values(first, response, true);
        return second != null && values(second, gold, false);
    }

    private boolean sameSolutions(List<List<Label>> gold, List<List<Label>> response) {
        return gold.size() == response.size()
                && Matching.unmatched(
                                gold.size(),
                                (i, j) -> {
                                    List<Label> left = gold.get(i);
                                    List<Label> right = response.get(j);
                                    return left.size() == right.size()
                                            && Matching.unmatched(
                                                            left.size(),
                                                            (k, l) -> sameLabel(left.get(k), right.get(l)),
                                                            cost)
                                                    < 0;
                                },
                                cost)
                        < 0;
    }

    /** Whether the form is a list or set of tuples. */
    private static boolean isTuples(Form form) {
        return form instanceof Form.Group g
                && (g.bracket() == Bracket.NONE || g.bracket() == Bracket.CURLY)
                && g.items().stream().allMatch(item -> item instanceof Form.Group t && t.bracket() == Bracket.ROUND);
    }

    private static Form tuples(List<List<Label>> solutions) {
        return new Form.Group(Bracket.NONE, solutions.stream().map(Label::tuple).toList());
    }

    private boolean sameLabel(Label gold, Label response) {
        boolean names = forms.test(gold.name(), response.name())
                || gold.mayMean(response) && !bothPlain(gold, response) && !named(gold, response);
        return names && forms.test(gold.value(), response.value());
    }

    /** In a list, x = 1 and y = 1 are different statements. */
    private static boolean bothPlain(Label gold, Label response) {
        return isVariable(gold.name()) && isVariable(response.name());
    }

    /** And so are maximum = 1 and minimum = 1. */
    private static boolean named(Label gold, Label response) {
        return gold.name() instanceof Form.Text || response.name() instanceof Form.Text;
    }

    private static boolean isVariable(Form form) {
        return form instanceof Form.Scalar s && s.value() instanceof Expr.Var;
    }

    private boolean values(List<Label> labels, Form plain, boolean labelsAreGold) {
        if (labels.size() < 2
                || !(plain instanceof Form.Group group)
                || group.items().size() != labels.size()) return false;
        if (Label.all(plain) != null) return false;
        List<Form> values = new ArrayList<>();
        Set<String> stems = new HashSet<>();
        for (Label label : labels) {
            values.add(label.value());
            stems.add(Label.stem(label.name()));
        }
        List<Form> gold = labelsAreGold ? values : group.items();
        List<Form> response = labelsAreGold ? group.items() : values;
        // x = 2, x = 3 are two values of one thing, and no pair.
        boolean list = group.bracket() == Bracket.NONE || group.bracket() == Bracket.CURLY;
        if ((list || Label.allDiffer(labels)) && ordered(gold, response)) return true;
        boolean set = group.bracket() == Bracket.CURLY || group.bracket() == Bracket.NONE && stems.size() == 1;
        return set && !rules.orderedLists() && unordered(gold, response);
    }
}
