package dev.luffy.benchmarks.answer.expression;

import dev.luffy.benchmarks.answer.expression.Form.Group.Bracket;
import java.util.List;

/** Whether two answers are the same, whatever kinds of answers they are. One of these serves one comparison. */
final class FormComparison {

    private static final int MAX_DEPTH = 60;

    private final Rules rules;
    private final Evaluations evaluations;
    private final ScalarComparison scalars;
    private final Relations relations;
    private final IntervalSets sets;
    private final Lists lists;
    private int depth;

    FormComparison(Rules rules, String tolerance, Cost cost) {
        this.rules = rules;
        this.evaluations = new Evaluations(cost);
        this.scalars = new ScalarComparison(evaluations, rules, tolerance);
        this.relations = new Relations(scalars, this::same, evaluations.cost);
        this.sets = new IntervalSets(scalars);
        this.lists = new Lists(rules, this::same, evaluations.cost);
    }

    /**
     * Whether they are.
     *
     * @throws Cost.TooCostly if that would cost too much to tell
     */
    boolean same(Form gold, Form response) {
        evaluations.cost.charge(20);
        if (Tree.same(gold, response)) return true;
        if (++depth > MAX_DEPTH) throw Cost.TooCostly.HERE;
        try {
            return differentlyWritten(gold, response);
        } finally {
            depth--;
        }
    }

    private boolean differentlyWritten(Form goldForm, Form responseForm) {
        Parameters.Pair families = Parameters.aligned(goldForm, responseForm);
        if (families != null) return same(families.gold(), families.response());
        if (Solved.is(goldForm) && Solved.isAsked(responseForm)) return false;
        if (lists.independentSigns(goldForm, responseForm)) return true;
        Form gold = NormalForm.of(goldForm);
        Form response = NormalForm.of(responseForm);
        if (gold instanceof Form.Scalar g && response instanceof Form.Scalar r && sameScalars(g, r)) return true;
        if (gold instanceof Form.Choice c) return Words.name(c, response);
        if (response instanceof Form.Choice c) return Words.name(c, gold);
        if (gold instanceof Form.Text || response instanceof Form.Text) {
            if (sameWords(gold, response)) return true;
            if (!(gold instanceof Form.Relation) && !(response instanceof Form.Relation)) return false;
        }
        if (sameSets(gold, response)) return true;
        if (isNamed(gold) || isNamed(response)) return sameNamed(gold, response);
        return sameKind(gold, response);
    }

    private static boolean isNamed(Form form) {
        return form instanceof Form.Relation || Label.all(form) != null;
    }

    private boolean sameKind(Form gold, Form response) {
        if (gold instanceof Form.Group || response instanceof Form.Group) return lists.same(gold, response);
        if (gold instanceof Form.Matrix || response instanceof Form.Matrix) return lists.same(gold, response);
        if (gold instanceof Form.Interval g && response instanceof Form.Interval r)
            return g.lowClosed() == r.lowClosed()
                    && g.highClosed() == r.highClosed()
                    && scalars.same(g.low(), r.low())
                    && scalars.same(g.high(), r.high());
        if (gold instanceof Form.Combined g && response instanceof Form.Combined r) return sameCombined(g, r);
        if (gold instanceof Form.Builder g && response instanceof Form.Builder r) return sameBuilders(g, r);
        if (gold instanceof Form.Cases g && response instanceof Form.Cases r) return sameCases(g, r);
        return sameRatios(gold, response) || Times.same(gold, response);
    }

    private boolean sameScalars(Form.Scalar gold, Form.Scalar response) {
        if (!Units.compatible(gold.unit(), response.unit(), rules.units())) return false;
        if (rules.baseMayBeLeftOut() && (digitsOf(gold, response) || digitsOf(response, gold))) return true;
        for (Units.Pair pair : Units.pairs(gold, response, rules))
            if (scalars.same(pair.gold(), pair.response())) return true;
        return false;
    }

    /** Whether the second is the digits of the first without its base. */
    private static boolean digitsOf(Form.Scalar based, Form.Scalar plain) {
        return based.value() instanceof Expr.Based b
                && plain.value() instanceof Expr.Num n
                && n.value().isInteger()
                && n.value().bits() < 20_000
                && n.value().numerator().toString().equals(b.digits());
    }

    private static boolean sameWords(Form gold, Form response) {
        String first = Words.of(gold);
        String second = Words.of(response);
        if (first != null && second != null) return Words.same(first, second);
        return first != null && isEmptySet(response) && Words.sayNothing(first)
                || second != null && isEmptySet(gold) && Words.sayNothing(second);
    }

    private static boolean isEmptySet(Form form) {
        return form.equals(Form.NamedSet.EMPTY)
                || form instanceof Form.Group g
                        && g.bracket() == Bracket.CURLY
                        && g.items().isEmpty();
    }

    /** Sets of numbers, also by conditions on them where the rules let these answer a set. */
    private boolean sameSets(Form gold, Form response) {
        boolean oneIsSet = isSet(gold) || isSet(response) || isCondition(gold) || isCondition(response);
        if (!oneIsSet) return false;
        boolean bothRelations = isCondition(gold) && isCondition(response);
        if (bothRelations && !new Symbols(gold).variables.equals(new Symbols(response).variables)) return false;
        // 0 < f(x) < 1 bounds a value, and 0 < x < 1 a variable.
        if (bothRelations && (SolutionSets.isRange(gold) || SolutionSets.isRange(response))) return false;
        List<IntervalSets.Piece> first = setOf(gold, response);
        if (first == null) return false;
        List<IntervalSets.Piece> second = setOf(response, gold);
        return second != null && sets.same(first, second);
    }

    private List<IntervalSets.Piece> setOf(Form form, Form other) {
        if (isCondition(form)) {
            if (!rules.relationsAsSets() && !isCondition(other) && !(other instanceof Form.Builder)) return null;
            return new SolutionSets(sets, scalars).of(form);
        }
        if (form instanceof Form.Group list && list.bracket() == Bracket.NONE && other instanceof Form.Combined) {
            // Intervals in a list are their union; pairs in a list are points.
            if (!list.items().stream().allMatch(item -> item instanceof Form.Interval)) return null;
            return sets.of(new Form.Combined(Form.Combined.Operator.UNION, list.items()), true);
        }
        return sets.of(form, isSet(other) || isCondition(other));
    }

    private static boolean isSet(Form form) {
        return form instanceof Form.Interval
                || form instanceof Form.Combined
                || form instanceof Form.NamedSet
                || form instanceof Form.Builder;
    }

    private static boolean isCondition(Form form) {
        if (form instanceof Form.Relation r)
            return r.operators().stream().anyMatch(o -> o != Form.Relation.Comparator.EQUAL);
        return form instanceof Form.Group g
                && g.bracket() == Bracket.NONE
                && !g.items().isEmpty()
                && g.items().stream().allMatch(FormComparison::isCondition);
    }

    /** At least one is a relation or a list of named values. */
    private boolean sameNamed(Form gold, Form response) {
        if (gold instanceof Form.Relation g && response instanceof Form.Relation r) {
            Label first = Label.of(g);
            Label second = Label.of(r);
            if (first != null && second != null && first.mayMean(second) && same(first.value(), second.value()))
                return true;
            if (relations.same(g, r)) return true;
        }
        if (lists.sameLabelled(gold, response)) return true;
        if (gold instanceof Form.Relation g && !(response instanceof Form.Relation)) return answers(g, response, true);
        if (response instanceof Form.Relation r && !(gold instanceof Form.Relation)) return answers(r, gold, false);
        return Label.all(gold) == null && Label.all(response) == null && lists.same(gold, response);
    }

    /** Whether the value of a relation is that of a form without a name. */
    private boolean answers(Form.Relation relation, Form plain, boolean relationIsGold) {
        Label label = Label.of(relation);
        Form value = label != null ? label.value() : relationIsGold ? computed(relation) : total(relation);
        if (value == null)
            return plain instanceof Form.Group list
                    && list.bracket() == Bracket.NONE
                    && list.items().stream().allMatch(item -> item instanceof Form.Relation)
                    && relations.same(
                            List.of(relation),
                            list.items().stream().map(Form.Relation.class::cast).toList());
        return relationIsGold ? same(value, plain) : same(plain, value);
    }

    /** The value of m + n = 204, which is asked of problems whose answer is m/n; else of a computation. */
    private Form total(Form.Relation relation) {
        boolean total = relation.terms().size() == 2
                && relation.operators().get(0) == Form.Relation.Comparator.EQUAL
                && relation.terms().get(0) instanceof Form.Scalar s
                && s.value() instanceof Expr.Sum sum
                && sum.terms().stream().allMatch(Expr.Var.class::isInstance)
                && sum.terms().stream().distinct().count() == sum.terms().size();
        return total ? relation.terms().get(1) : computed(relation);
    }

    /** The end of a computation without variables, 1 + 1 = 2; else null. */
    private Form computed(Form.Relation relation) {
        Form last = relation.terms().get(relation.terms().size() - 1);
        for (int i = 0; i < relation.operators().size(); i++) {
            if (relation.operators().get(i) != Form.Relation.Comparator.EQUAL
                    && relation.operators().get(i) != Form.Relation.Comparator.APPROXIMATELY) return null;
            Form term = relation.terms().get(i);
            boolean constant = term instanceof Form.Scalar s && new Symbols(s).isConstant();
            if (!constant || !same(last, term)) return null;
        }
        return last;
    }

    private boolean sameCombined(Form.Combined gold, Form.Combined response) {
        int size = gold.sets().size();
        if (gold.operator() != response.operator() || size != response.sets().size()) return false;
        boolean ordered = gold.operator() == Form.Combined.Operator.DIFFERENCE;
        if (ordered && !same(gold.sets().get(0), response.sets().get(0))) return false;
        int from = ordered ? 1 : 0;
        return Matching.unmatched(
                        size - from,
                        (i, j) ->
                                same(gold.sets().get(from + i), response.sets().get(from + j)),
                        evaluations.cost)
                < 0;
    }

    private boolean sameBuilders(Form.Builder gold, Form.Builder response) {
        if (gold.variable() instanceof Form.Scalar g
                && response.variable() instanceof Form.Scalar r
                && g.value() instanceof Expr.Var bound
                && r.value() instanceof Expr.Var other
                && !new Symbols(response.condition()).variables.contains(bound.name())) {
            Form renamed = Substitution.of(response.condition(), e -> e.equals(other) ? bound : null);
            return same(gold.condition(), renamed);
        }
        return same(gold.variable(), response.variable()) && same(gold.condition(), response.condition());
    }

    private boolean sameCases(Form.Cases gold, Form.Cases response) {
        int size = gold.values().size();
        if (size != response.values().size()
                || gold.conditions().size() != response.conditions().size()) return false;
        boolean ordered = gold.conditions().size() != size;
        if (ordered)
            return lists.ordered(gold.values(), response.values())
                    && lists.ordered(gold.conditions(), response.conditions());
        return Matching.unmatched(
                        size,
                        (i, j) -> sameConditions(
                                        gold.conditions().get(i),
                                        response.conditions().get(j))
                                && same(gold.values().get(i), response.values().get(j)),
                        evaluations.cost)
                < 0;
    }

    /** "Otherwise" is whatever condition is left. */
    private boolean sameConditions(Form gold, Form response) {
        return gold == null || response == null || same(gold, response);
    }

    /** a : b and c : d if ad = bc; 3 : 2 is also 3/2. */
    private boolean sameRatios(Form gold, Form response) {
        List<Expr> first = Times.parts(gold);
        List<Expr> second = Times.parts(response);
        if (first == null || second == null) return false;
        if (!(gold instanceof Form.Ratio) && !(response instanceof Form.Ratio)) return false;
        if (first.size() != second.size()) return false;
        for (int i = 1; i < first.size(); i++) {
            Expr left = new Expr.Product(List.of(first.get(0), second.get(i)));
            Expr right = new Expr.Product(List.of(second.get(0), first.get(i)));
            if (!scalars.same(left, right)) return false;
        }
        return true;
    }
}
