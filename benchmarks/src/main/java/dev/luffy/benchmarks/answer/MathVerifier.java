package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.Verdict.Status;
import dev.luffy.benchmarks.answer.expression.Comparison;
import dev.luffy.benchmarks.answer.expression.Comparison.Outcome;
import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.expression.Rules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Judges mathematical answers under a policy: finds the answer in the response, reads it and the gold answer with one
 * grammar, and compares what they mean. Immutable; its cost is bounded whatever the texts are.
 *
 * <p>The two texts are not treated alike: a gold answer may be a whole worked solution, and it is the gold answer that
 * decides which units, signs of percent and tolerances count.
 *
 * @since 0.1
 */
public final class MathVerifier implements Verifier {

    /**
     * Version of the judging itself, whatever the policy: raised with every change of the code that may change a verdict.
     * Results of two versions are not compared.
     */
    public static final int VERSION = 1;

    private final Policy policy;
    private final Rules solving;
    private final Extractor extractor;

    /** A verifier under a policy. */
    public MathVerifier(Policy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.solving = policy.with("relationsAsSets", "true").rules();
        this.extractor = new Extractor(policy.reading());
    }

    @Override
    public Verdict verify(Gold gold, Response response) {
        List<Answer> golds = new ArrayList<>();
        golds.add(gold(gold.text()));
        gold.alternatives().forEach(text -> golds.add(gold(text)));
        if (golds.stream().allMatch(answer -> answer.text().isBlank())) {
            return new Verdict(Status.GOLD_UNPARSED, "The gold answer is empty");
        }
        boolean digits = policy.reading().choices() && golds.get(0).integer() != null;
        Extraction found = extractor.extract(response.text(), digits);
        if (!found.found()) {
            return new Verdict(Status.NO_ANSWER, found.problem());
        }
        Answer given = new Answer(found.text());
        Verdict worst = null;
        for (Answer expected : golds) {
            Verdict verdict = verdict(expected, given, gold.tolerance());
            if (verdict.status() == Status.CORRECT) {
                return verdict;
            }
            worst = worst == null || rank(verdict) > rank(worst) ? verdict : worst;
        }
        return worst;
    }

    /**
     * Whether two answers of one problem, as {@link Verdict#answer()} gives them, are the same; for majority votes.
     * An equivalence only as far as the policy's tolerances are.
     */
    public boolean sameAnswer(String first, String second) {
        Answer one = new Answer(first);
        Answer other = new Answer(second);
        return verdict(one, other, "").status() == Status.CORRECT
                || verdict(other, one, "").status() == Status.CORRECT;
    }

    /**
     * Numbers the answers of one problem, as {@link Verdict#answer()} gives them: the same number for the same answer, by
     * {@link #sameAnswer} with the first of that number. For one thread and one problem; what it does is bounded, and an
     * answer beyond the bound gets a number of its own.
     */
    public ToIntFunction<String> groups() {
        return new AnswerGroups(this, policy.rules());
    }

    /** Whether one answer is the other, and how many steps of comparison that took. */
    record Likeness(boolean same, long steps) {}

    /** What {@link #verdict} says, without words, of answers that are read already. */
    Likeness likeness(Answer gold, Answer given) {
        if (!gold.reading().readable()) {
            return new Likeness(!gold.bare().isEmpty() && gold.bare().equals(given.bare()), 0);
        }
        if (!given.reading().readable()) {
            return new Likeness(false, 0);
        }
        Comparison.Result result = compare(gold.forms(), given.forms(), "");
        boolean alike = result.outcome() == Outcome.TOO_COSTLY
                && gold.text().strip().equals(given.text().strip());
        return new Likeness(result.outcome() == Outcome.SAME || alike, result.steps());
    }

    private Answer gold(String text) {
        return new Answer(Golds.answer(text, policy.reading().choices()));
    }

    /** Of several gold answers that are all missed, the finding that says most. */
    private static int rank(Verdict verdict) {
        return switch (verdict.status()) {
            case TOO_COSTLY -> 3;
            case INCORRECT -> 2;
            case NO_ANSWER -> 1;
            default -> 0;
        };
    }

    private Verdict verdict(Answer gold, Answer given, String tolerance) {
        String shown = IntegerReading.shown(given.text());
        if (gold.integer() != null && given.integer() != null && tolerance.isEmpty()) {
            return gold.integer().equals(given.integer()) ? correct(given) : incorrect(gold, given, "");
        }
        if (!gold.reading().readable()) {
            // What cannot be read can still be the same text.
            return !gold.bare().isEmpty() && gold.bare().equals(given.bare())
                    ? correct(given)
                    : new Verdict(
                            Status.GOLD_UNPARSED,
                            "The gold answer " + IntegerReading.shown(gold.text()) + " "
                                    + gold.reading().problem(),
                            given.text());
        }
        if (!given.reading().readable()) {
            return new Verdict(
                    Status.NO_ANSWER,
                    "The answer " + shown + " " + given.reading().problem(),
                    given.text());
        }
        Comparison.Result result = compare(gold.forms(), given.forms(), tolerance);
        return switch (result.outcome()) {
            case SAME -> correct(given);
            case DIFFERENT -> incorrect(gold, given, result.reason());
            case TOO_COSTLY ->
                gold.text().strip().equals(given.text().strip())
                        ? correct(given)
                        : new Verdict(
                                Status.TOO_COSTLY,
                                "The answer " + shown + " is too costly to judge: " + result.reason(),
                                given.text());
        };
    }

    /** By the likeliest meanings; a second meaning of one text may only meet the first of the other. */
    private Comparison.Result compare(List<Form> gold, List<Form> answers, String tolerance) {
        List<Form> given = new ArrayList<>(answers);
        distinct(answers.get(0)).ifPresent(given::add);
        Comparison.Result first = null;
        long steps = 0;
        for (int i = 0; i < gold.size(); i++) {
            for (int j = 0; j < given.size(); j++) {
                if (i > 0 && j > 0 || i + j > 0 && isPairAndInterval(gold.get(i), given.get(j))) {
                    continue;
                }
                Comparison.Result result =
                        Comparison.compare(gold.get(i), given.get(j), rules(gold.get(i), given.get(j)), tolerance);
                steps += result.steps();
                if (result.outcome() == Outcome.SAME) {
                    return new Comparison.Result(Outcome.SAME, result.reason(), steps);
                }
                first = first == null ? result : first;
            }
        }
        return new Comparison.Result(first.outcome(), first.reason(), steps);
    }

    /** (3,2) and (0,0) would be the same empty interval, were they not both pairs first of all. */
    private static boolean isPairAndInterval(Form one, Form other) {
        return one instanceof Form.Interval && other instanceof Form.Group
                || one instanceof Form.Group && other instanceof Form.Interval;
    }

    /** A list that names an item twice, with each item once: solutions are a set, and writing one again is no new one. */
    private static Optional<Form> distinct(Form form) {
        if (!(form instanceof Form.Group group)
                || group.bracket() != Form.Group.Bracket.NONE && group.bracket() != Form.Group.Bracket.CURLY) {
            return Optional.empty();
        }
        List<Form> once = List.copyOf(new LinkedHashSet<>(group.items()));
        return once.size() == group.items().size() || once.size() < 2
                ? Optional.empty()
                : Optional.of(new Form.Group(group.bracket(), once));
    }

    /** An interval may answer a gold inequality under every policy: nothing in the question could be echoed for it. */
    private Rules rules(Form gold, Form given) {
        boolean conditions = gold instanceof Form.Relation
                || gold instanceof Form.Group list
                        && list.bracket() == Form.Group.Bracket.NONE
                        && list.items().stream().allMatch(Form.Relation.class::isInstance);
        boolean solved = conditions
                && (given instanceof Form.Interval || given instanceof Form.Combined || given instanceof Form.NamedSet);
        return solved ? solving : policy.rules();
    }

    private static Verdict correct(Answer given) {
        return new Verdict(
                Status.CORRECT,
                "The answer " + IntegerReading.shown(given.text()) + " is the gold answer",
                given.text());
    }

    private static Verdict incorrect(Answer gold, Answer given, String why) {
        return new Verdict(
                Status.INCORRECT,
                "The answer " + IntegerReading.shown(given.text()) + " differs from the gold answer "
                        + IntegerReading.shown(gold.text()) + (why.isEmpty() ? "" : ": " + why),
                given.text());
    }
}
