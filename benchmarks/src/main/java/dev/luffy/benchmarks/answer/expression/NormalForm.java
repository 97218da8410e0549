package dev.luffy.benchmarks.answer.expression;

import dev.luffy.benchmarks.answer.expression.Form.Group.Bracket;
import java.util.ArrayList;
import java.util.List;

/** The outermost layer of an answer without differences of notation: ± written out, lists in lists joined, {5} as 5. */
final class NormalForm {

    private NormalForm() {}

    static Form of(Form form) {
        if (!(form instanceof Form.Group group)) {
            if (form instanceof Form.Relation relation) form = spread(relation);
            return PlusMinusExpansion.occursIn(form) ? list(PlusMinusExpansion.of(form)) : form;
        }
        return switch (group.bracket()) {
            case NONE, CURLY -> {
                List<Form> items = new ArrayList<>();
                for (Form item : group.items()) addTo(items, item);
                yield items.size() == 1 ? items.get(0) : new Form.Group(group.bracket(), items);
            }
            case ROUND -> {
                if (group.items().size() == 1) yield of(group.items().get(0));
                yield PlusMinusExpansion.occursIn(group) ? list(PlusMinusExpansion.of(group)) : group;
            }
            case SQUARE, ANGLE -> PlusMinusExpansion.occursIn(group) ? list(PlusMinusExpansion.of(group)) : group;
        };
    }

    private static void addTo(List<Form> items, Form item) {
        Form normal = of(item);
        if (normal instanceof Form.Group inner && inner.bracket() == Bracket.NONE) items.addAll(inner.items());
        else items.add(normal);
    }

    private static Form.Group list(List<Form> items) {
        return new Form.Group(Bracket.NONE, items);
    }

    /** {@code x = 1, 2} as {@code x = 1, x = 2}. */
    private static Form spread(Form.Relation relation) {
        if (relation.terms().size() != 2
                || relation.operators().get(0) != Form.Relation.Comparator.EQUAL
                || !(relation.terms().get(1) instanceof Form.Group values)
                || values.bracket() != Bracket.NONE
                || relation.terms().get(0) instanceof Form.Group) return relation;
        List<Form> each = new ArrayList<>();
        for (Form value : values.items())
            each.add(new Form.Relation(List.of(relation.terms().get(0), value), relation.operators()));
        return list(each);
    }
}
