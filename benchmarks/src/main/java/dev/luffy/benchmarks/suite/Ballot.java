package dev.luffy.benchmarks.suite;

import dev.luffy.benchmarks.answer.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Which responses to one problem give the same answer. Right answers are all one, whatever form or tolerance made them
 * right; wrong ones are told apart by what they mean, each distinct text once.
 */
final class Ballot {

    private static final int NO_ANSWER = -1;

    private final ToIntFunction<String> groups;
    private final List<Integer> votes = new ArrayList<>();
    private final Map<String, Integer> byText = new HashMap<>();
    private final Map<Integer, Integer> byGroup = new HashMap<>();
    private int right = NO_ANSWER;
    private int answers;

    /** @param groups gives the same number to wrong answers that are the same */
    Ballot(ToIntFunction<String> groups) {
        this.groups = groups;
    }

    void add(Verdict verdict) {
        if (verdict.status() == Verdict.Status.CORRECT) {
            right = right == NO_ANSWER ? answers++ : right;
            votes.add(right);
        } else if (verdict.status() == Verdict.Status.NO_ANSWER
                || verdict.answer().isEmpty()) {
            votes.add(NO_ANSWER);
        } else {
            votes.add(byText.computeIfAbsent(verdict.answer(), this::wrong));
        }
    }

    List<Integer> votes() {
        return List.copyOf(votes);
    }

    private int wrong(String answer) {
        return byGroup.computeIfAbsent(groups.applyAsInt(answer), group -> answers++);
    }
}
