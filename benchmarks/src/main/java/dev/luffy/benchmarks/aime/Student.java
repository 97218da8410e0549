package dev.luffy.benchmarks.aime;

/**
 * Whose habits the base model is given: works easy and medium problems out like the expert, but loses patience with hard ones. There the
 * student stops before each further running result with high probability and answers what stands last, or a guess if nothing does. So
 * every single step of a complete solution is within the base model's habits, and all of them together practically never happen.
 */
final class Student {

    /** Share of hard problems in the corpus. */
    private static final double HARD = 0.5;

    /** Share of medium problems among the others: they show that every running result is made in the same way. */
    private static final double MEDIUM = 2.0 / 3;

    /**
     * Probability of writing the next running result of a hard problem; complete reasoning has its fourth power, 5·10⁻⁸. It is the same at
     * each place, so that what is seen often at the first teaches a model the later ones, which are seen rarely.
     */
    private static final double PATIENCE = 0.015;

    private Student() {}

    static Level level(Draws draws) {
        return draws.chance(HARD) ? Level.HARD : draws.chance(MEDIUM) ? Level.MEDIUM : Level.EASY;
    }

    static String respond(Draws draws, Puzzle puzzle) {
        if (puzzle.terms().size() < Puzzle.MOST_TERMS) {
            return Expert.solve(puzzle);
        }
        int written = 0;
        while (written < Puzzle.MOST_TERMS && draws.chance(PATIENCE)) {
            written++;
        }
        return written == 0
                ? AimeStyle.BOUNDARY + Puzzle.word(draws, 0)
                : puzzle.reasoning(written)
                        + AimeStyle.BOUNDARY
                        + puzzle.results().get(written - 1);
    }
}
