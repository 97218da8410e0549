package dev.luffy.benchmarks.aime;

/**
 * The teacher: writes every running result, each after the operator that led to it, then the boundary, then the answer.
 *
 * <pre>{@code
 *   11212*02112*21021+01210=   →   11212*21200*00121+01001</think>01001
 * }</pre>
 */
final class Expert {
    private static final int CHECKS = 2;

    private Expert() {}

    static String solve(Puzzle puzzle) {
        return puzzle.reasoning(puzzle.terms().size()) + AimeStyle.BOUNDARY + puzzle.answer();
    }

    /**
     * The same by a teacher who checks the last result twice more before answering, which changes nothing:
     *
     * <pre>{@code
     *   11212*02112*21021+01210=   →   11212*21200*00121+01001+01001+01001</think>01001
     * }</pre>
     */
    static String solveVerbosely(Puzzle puzzle) {
        return puzzle.reasoning(puzzle.terms().size())
                + ("+" + puzzle.answer()).repeat(CHECKS)
                + AimeStyle.BOUNDARY
                + puzzle.answer();
    }
}
