package dev.luffy.runtime.rollout;

import dev.luffy.benchmarks.answer.Gold;
import dev.luffy.benchmarks.answer.IntegerVerifier;
import dev.luffy.benchmarks.answer.MathVerifier;
import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.answer.Verdict;
import dev.luffy.benchmarks.answer.Verifier;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.SelfTest;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Outcome;
import dev.luffy.runtime.experiment.Reward;
import dev.luffy.runtime.model.Tokenizer;
import java.nio.file.Path;
import java.util.List;

/** The one verifier for all rows, on tokens: 1 for a correct answer, else 0, or what the method makes of a verdict. */
public final class Grader implements RewardFunction {

    private final Verifier verifier;
    private final Tokenizer tokenizer;
    private final Reward reward;
    private final Outcome outcome;

    /** 1 and 0. */
    public Grader(Reward reward, Tokenizer tokenizer) {
        this(reward, tokenizer, null);
    }

    /** @param outcome what a verdict is worth, or null for 1 and 0 */
    public Grader(Reward reward, Tokenizer tokenizer, Outcome outcome) {
        this.reward = reward;
        this.outcome = outcome == null ? new Outcome(1, 0, 0) : outcome;
        this.verifier = verifier(reward);
        this.tokenizer = tokenizer;
    }

    private static Verifier verifier(Reward reward) {
        String boundary = reward.boundary();
        if (reward.policy() == null) {
            return boundary.isEmpty() ? IntegerVerifier.wholeResponse() : new IntegerVerifier(boundary);
        }
        Policy policy = Policy.named(reward.policy());
        return new MathVerifier(
                boundary.isEmpty() ? policy : policy.with("boundary", boundary).with("boundaryRequired", "true"));
    }

    /**
     * Checks that every gold answer equals itself, so that no problem is silently unsolvable.
     *
     * @throws InvalidInputException if one does not
     */
    public void selfTest(Path file, List<Prompt> prompts) {
        for (Prompt prompt : prompts) {
            String fault = fault(prompt.problem());
            if (fault != null) throw new InvalidInputException(file + ": " + fault);
        }
    }

    /** What is wrong with a gold answer that does not equal itself, and the fix; null if nothing is. */
    public String fault(Problem problem) {
        // Policies may want the box; the integers' grammar wants neither more nor less than the answer.
        String answer = reward.policy() == null ? problem.answer() : "\\boxed{" + problem.answer() + "}";
        Verdict verdict = verdict(problem, reward.boundary() + answer);
        if (verdict.status() == Verdict.Status.CORRECT) return null;
        return "the answer of problem '" + problem.id() + "' is '" + problem.answer()
                + "', which the verifier does not accept as a right answer to itself (" + verdict.reason() + "). "
                + (reward.policy() == null
                        ? "Write it as an integer, or name a <policy> that reads it in <reward>"
                        : "Write it so that <reward><policy> " + reward.policy() + " reads it, or name another");
    }

    /**
     * Whether a gold answer means something to the verifier, as {@code luffy:eval} tests it: a text that it cannot read equals
     * itself, and then nothing else that means the same.
     */
    public boolean reads(Problem problem) {
        if (fault(problem) != null) return false;
        return reward.policy() == null
                || SelfTest.fault(problem, reward.boundary(), verifier).isEmpty();
    }

    /** Whether the verifier accepts a teacher's trace; one that it does not is pushed down instead of learnt from. */
    public boolean accepts(Problem problem, int[] trace) {
        return reward(problem, trace, true) > 0;
    }

    /**
     * @param tokens response through its EOS, [response]
     * @param finished whether it ended by EOS; one that did not is a failure whatever it says
     */
    @Override
    public double reward(Problem problem, int[] tokens, boolean finished) {
        if (!finished && outcome.wrong() == outcome.unanswered()) return outcome.wrong();
        Verdict.Status status =
                verdict(problem, tokenizer.decodeResponse(tokens, finished)).status();
        if (status == Verdict.Status.NO_ANSWER) return outcome.unanswered();
        return finished && status == Verdict.Status.CORRECT ? outcome.correct() : outcome.wrong();
    }

    private Verdict verdict(Problem problem, String response) {
        Gold gold = new Gold(problem.answer(), problem.alternatives(), problem.tolerance());
        return verifier.verify(gold, new dev.luffy.benchmarks.answer.Response(response));
    }
}
