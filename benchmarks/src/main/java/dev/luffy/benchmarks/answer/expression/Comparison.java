package dev.luffy.benchmarks.answer.expression;

/**
 * Decides whether two answers mean the same. It never throws, whatever the answers are, and what it does is bounded by
 * counted steps, not by a clock: the same answers give the same result on every machine.
 *
 * @since 0.1
 */
public final class Comparison {

    private Comparison() {}

    /**
     * What came out.
     *
     * @param reason one short sentence for a person
     * @param steps what finding out took, of about 5 ns each
     */
    public record Result(Outcome outcome, String reason, long steps) {}

    /** The outcomes. */
    public enum Outcome {
        SAME,
        DIFFERENT,
        /** Deciding would cost more than an answer is worth, as with 9^(9^9) + 1. */
        TOO_COSTLY
    }

    /**
     * Whether {@code response} means what {@code gold} means.
     *
     * @param tolerance by how much a number may differ from this gold, such as {@code 1e-1}, in place of what the rules
     *     say; empty for the rules'
     */
    public static Result compare(Form gold, Form response, Rules rules, String tolerance) {
        if (!Tree.fits(gold) || !Tree.fits(response))
            return new Result(Outcome.TOO_COSTLY, "an answer is nested too deeply or too long to be compared", 0);
        if (Tree.same(gold, response)) return new Result(Outcome.SAME, "both are written alike", 0);
        if (!Shape.isWhole(gold) || !Shape.isWhole(response))
            return new Result(Outcome.DIFFERENT, "an answer lacks parts, and the other is not written like it", 0);
        Cost cost = new Cost(Cost.BUDGET);
        try {
            if (new FormComparison(rules, tolerance, cost).same(gold, response))
                return result(Outcome.SAME, Reasons.same(gold, response), cost);
            if (rules.renamedVariables() && Renaming.makesSame(gold, response, rules, tolerance, cost))
                return result(Outcome.SAME, "the same with other names for the variables", cost);
            return result(Outcome.DIFFERENT, Reasons.different(gold, response, rules), cost);
        } catch (Cost.TooCostly | StackOverflowError e) {
            String reason = "comparing " + Wording.of(gold) + " with " + Wording.of(response) + " costs too much";
            return result(Outcome.TOO_COSTLY, reason, cost);
        }
    }

    private static Result result(Outcome outcome, String reason, Cost cost) {
        return new Result(outcome, reason, cost.spent());
    }
}
