package dev.luffy.benchmarks.answer.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether two answers are the same up to the names of their variables, one name for one name throughout. */
final class Renaming {

    /** Of names that differ: 24 ways to pair them. */
    private static final int MAX_NAMES = 4;

    private Renaming() {}

    static boolean makesSame(Form gold, Form response, Rules rules, String tolerance, Cost cost) {
        SortedSet<String> wanted = new TreeSet<>(new Symbols(gold).variables);
        SortedSet<String> given = new TreeSet<>(new Symbols(response).variables);
        if (wanted.size() != given.size() || wanted.size() > MAX_NAMES) return false;
        List<String> from = new ArrayList<>(given);
        return anyOrder(new ArrayList<>(wanted), 0, to -> {
            Map<String, Expr> names = new TreeMap<>();
            for (int i = 0; i < from.size(); i++) names.put(from.get(i), new Expr.Var(to.get(i)));
            Form renamed = Substitution.of(response, e -> e instanceof Expr.Var v ? names.get(v.name()) : null);
            return new FormComparison(rules, tolerance, cost).same(gold, renamed);
        });
    }

    private static boolean anyOrder(List<String> names, int from, java.util.function.Predicate<List<String>> test) {
        if (from == names.size()) return test.test(names);
        for (int i = from; i < names.size(); i++) {
            Collections.swap(names, from, i);
            if (anyOrder(names, from + 1, test)) return true;
            Collections.swap(names, from, i);
        }
        return false;
    }
}
