package dev.luffy.benchmarks.suite;

import dev.luffy.benchmarks.answer.Response;
import dev.luffy.benchmarks.answer.Verdict;
import dev.luffy.benchmarks.answer.Verifier;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.score.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Judges responses one by one, in the order of {@link Grading#keys}; none is kept.
 *
 * @since 0.1
 */
public final class Judging implements Consumer<Sample> {

    private final List<Problem> problems;
    private final Verifier verifier;
    private final Supplier<ToIntFunction<String>> groups;
    private final BiConsumer<Sample, Verdict> judged;
    private final List<Outcome> outcomes = new ArrayList<>();
    private StringBuilder marks = new StringBuilder();
    private Ballot ballot;
    private double temperature;

    Judging(
            List<Problem> problems,
            Verifier verifier,
            Supplier<ToIntFunction<String>> groups,
            BiConsumer<Sample, Verdict> judged) {
        this.problems = problems;
        this.verifier = verifier;
        this.groups = groups;
        this.judged = judged;
        this.ballot = new Ballot(groups.get());
    }

    /**
     * Judges the next response.
     *
     * @throws IllegalArgumentException if it is not the next
     */
    @Override
    public void accept(Sample sample) {
        boolean first = outcomes.isEmpty() && marks.isEmpty();
        if (sample.index() == 0 && !marks.isEmpty()) {
            close();
        }
        boolean next = outcomes.size() < problems.size()
                && problems.get(outcomes.size()).id().equals(sample.problem())
                && sample.index() == marks.length()
                && (first || sample.temperature() == temperature);
        if (!next) {
            throw new IllegalArgumentException("sample " + sample.index() + " of problem " + sample.problem()
                    + " at temperature " + sample.temperature() + " is not the next: hand over the responses of one"
                    + " temperature in the order of the benchmark's problems, each from sample 0");
        }
        temperature = sample.temperature();
        Problem problem = problems.get(outcomes.size());
        Verdict verdict = verifier.verify(SelfTest.gold(problem), new Response(sample.text()));
        String mark = mark(problem, verdict);
        marks.append(sample.finish() == Sample.Finish.LENGTH ? mark.toLowerCase(Locale.ROOT) : mark);
        ballot.add(verdict);
        judged.accept(sample, verdict);
    }

    /**
     * The outcomes of all problems, in their order.
     *
     * @throws IllegalArgumentException if a response is missing
     */
    public List<Outcome> outcomes() {
        if (!marks.isEmpty()) {
            close();
        }
        if (outcomes.size() < problems.size()) {
            throw new IllegalArgumentException("there is no response to problem "
                    + problems.get(outcomes.size()).id() + ": every problem needs the same number of samples");
        }
        return List.copyOf(outcomes);
    }

    private void close() {
        Problem problem = problems.get(outcomes.size());
        if (!outcomes.isEmpty() && outcomes.get(0).samples() != marks.length()) {
            throw new IllegalArgumentException("there are " + marks.length() + " responses to problem " + problem.id()
                    + " and " + outcomes.get(0).samples() + " to problem "
                    + outcomes.get(0).problem() + ": every problem needs the same number of samples");
        }
        outcomes.add(new Outcome(problem.id(), problem.family(), marks.toString(), ballot.votes()));
        marks = new StringBuilder();
        ballot = new Ballot(groups.get());
    }

    private static String mark(Problem problem, Verdict verdict) {
        return switch (verdict.status()) {
            case CORRECT -> "C";
            case INCORRECT -> "I";
            case NO_ANSWER -> "N";
            case TOO_COSTLY -> "X";
            case GOLD_UNPARSED ->
                throw new IllegalStateException("the gold answer of problem " + problem.id()
                        + " passed the self-test and is now unreadable: " + verdict.reason());
        };
    }
}
