package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.expression.Glance;
import dev.luffy.benchmarks.answer.expression.Rules;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Numbers answers so that the same ones get the same number: each is read once and compared with the first of every group
 * that it may belong to. All comparisons together are bounded; an answer that comes after the bound is its own group unless
 * a glance or its integer says otherwise.
 */
final class AnswerGroups implements ToIntFunction<String> {

    /** Steps of comparison for all answers together, about a second. */
    static final long BUDGET = 100_000_000;

    /** What a comparison costs besides its steps: looking at both, and saying why they differ. */
    static final long FIXED = 10_000;

    /** The first answer of a group. */
    private record First(Answer answer, Glance glance) {}

    private final MathVerifier verifier;
    private final Rules rules;
    private final List<First> groups = new ArrayList<>();
    private final Map<BigInteger, Integer> integers = new HashMap<>();
    private long left = BUDGET;
    private long comparisons;

    AnswerGroups(MathVerifier verifier, Rules rules) {
        this.verifier = verifier;
        this.rules = rules;
    }

    @Override
    public int applyAsInt(String text) {
        Answer answer = new Answer(text);
        if (answer.integer() == null) {
            return group(answer);
        }
        Integer known = integers.get(answer.integer());
        if (known == null) {
            known = group(answer);
            integers.put(answer.integer(), known);
        }
        return known;
    }

    /** How often two answers were compared, one way. */
    long comparisons() {
        return comparisons;
    }

    private int group(Answer answer) {
        Glance glance = Glance.of(answer.forms(), rules);
        for (int i = 0; i < groups.size() && left > 0; i++) {
            First first = groups.get(i);
            boolean integers = answer.integer() != null && first.answer.integer() != null;
            if (!integers && !first.glance.differsFrom(glance) && same(first.answer, answer)) {
                return i;
            }
        }
        groups.add(new First(answer, glance));
        return groups.size() - 1;
    }

    private boolean same(Answer one, Answer other) {
        return likeIn(one, other) || likeIn(other, one);
    }

    private boolean likeIn(Answer gold, Answer given) {
        MathVerifier.Likeness likeness = verifier.likeness(gold, given);
        comparisons++;
        left -= FIXED + likeness.steps();
        return likeness.same();
    }
}
