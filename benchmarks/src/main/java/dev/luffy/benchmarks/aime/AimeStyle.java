package dev.luffy.benchmarks.aime;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.problem.Sha256;
import dev.luffy.benchmarks.problem.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * The built-in AIME-style benchmark: short computations with an integer answer that is easy to reach step by step and hopeless to guess. The
 * problems are original; only the form, an integer answer that no reader can guess, is that of the AIME.
 *
 * <p>{@code 11212*02112*21021+01210=} asks for {@code 01001}: the terms are words of five base-3 digits; {@code +} adds and {@code *}
 * doubles and adds, digit by digit without carry, from left to right. Fewer terms stand somewhere in the same form, with dots
 * in its empty places: {@code ......20101+10010......=}. Families: {@code sum} (only +), {@code doubling} (only *),
 * {@code mixed}. Levels: {@code easy}, {@code medium} and {@code hard} have two, three and four terms. Prompts have 24 characters,
 * expert traces at most 29 tokens. A constant or random guess is right once in 243, 0.42 %.
 *
 * <p>Item i is a pure function of (version, split, level, seed, i). A keyed hash of the expression says which split it belongs to, so no
 * problem is in two splits, whatever the seeds. Within a list a prompt can occur twice (at {@code easy}, with some 10⁵ prompts, it does).
 */
public final class AimeStyle {

    /** Names these problems: the same version gives the same problems for ever. */
    public static final String VERSION = "aime-style-1";

    /** Separates reasoning from answer in every response. */
    public static final String BOUNDARY = "</think>";

    private static final long KEY = Mix.of(VERSION);
    private static final int CORPUS = Split.values().length;

    private AimeStyle() {}

    /** The names of the levels, from the easiest to the hardest. */
    public static List<String> levels() {
        return Arrays.stream(Level.values()).map(Level::label).toList();
    }

    /** The first {@code count} problems of this split and level with seed 0. */
    public static List<Problem> problems(Split split, String level, int count) {
        return problems(split, level, count, 0);
    }

    /**
     * The first {@code count} problems of this split, level and seed.
     *
     * @throws IllegalArgumentException if the level is unknown or the count negative
     */
    public static List<Problem> problems(Split split, String level, int count, long seed) {
        Level named = Level.named(level);
        return list(count, i -> problem(split, named, seed, i));
    }

    /**
     * The teacher's response: complete reasoning, boundary, right answer.
     *
     * @throws IllegalArgumentException if the problem's prompt is not one of this benchmark
     */
    public static Trace expertTrace(Problem problem) {
        return new Trace(problem.id(), Expert.solve(Puzzle.parse(problem.prompt())));
    }

    /**
     * The response of a teacher who is as right and needs up to 41 tokens: the last result is written twice more before the answer. What
     * of a teacher's habits a student takes over, and what it leaves, shows with this one.
     *
     * @throws IllegalArgumentException if the problem's prompt is not one of this benchmark
     */
    public static Trace verboseTrace(Problem problem) {
        return new Trace(problem.id(), Expert.solveVerbosely(Puzzle.parse(problem.prompt())));
    }

    /**
     * The corpus from which the base model is made by supervised training, from prompts of {@link Split#TRAIN} only. Easy and medium problems
     * are worked out; some of their later digits are zero, the more so the higher a number drawn per problem, which lets a small model learn
     * to copy before it learns to compute. Hard problems are given up after few running results, nearly always before the first.
     *
     * @throws IllegalArgumentException if the count is negative
     */
    public static Corpus pretraining(int count, long seed) {
        List<Worked> items = list(count, i -> worked(seed, i));
        return new Corpus(
                items.stream().map(Worked::problem).toList(),
                items.stream().map(Worked::trace).toList());
    }

    /** SHA-256, in lower-case hexadecimal, of the canonical JSON Lines of a fixed slice of the problems, the expert's traces and the corpus. */
    public static String digest() {
        Sha256 sha = new Sha256();
        for (Split split : Split.values()) {
            for (String level : levels()) {
                for (Problem problem : problems(split, level, 64)) {
                    sha.line(JsonLines.line(problem));
                    sha.line(JsonLines.line(expertTrace(problem)));
                }
            }
        }
        Corpus corpus = pretraining(256, 0);
        corpus.problems().forEach(problem -> sha.line(JsonLines.line(problem)));
        corpus.traces().forEach(trace -> sha.line(JsonLines.line(trace)));
        return sha.hex();
    }

    private record Worked(Problem problem, Trace trace) {}

    private static Problem problem(Split split, Level level, long seed, long i) {
        Draws draws = new Draws(Mix.of(KEY, split.ordinal(), level.ordinal(), seed, i));
        while (true) {
            Family family = Family.draw(draws);
            Puzzle puzzle = Puzzle.draw(draws, family, level, 0);
            if (splitOf(puzzle) == split) {
                return problem(
                        String.join("/", split.label(), level.label(), Long.toString(seed), Long.toString(i)),
                        puzzle,
                        family,
                        level);
            }
        }
    }

    private static Worked worked(long seed, long i) {
        Draws draws = new Draws(Mix.of(KEY, CORPUS, seed, i));
        while (true) {
            Level level = Student.level(draws);
            Family family = Family.draw(draws);
            Puzzle puzzle = Puzzle.draw(draws, family, level, draws.unit());
            if (splitOf(puzzle) == Split.TRAIN) {
                Problem problem = problem("pretraining/" + seed + "/" + i, puzzle, family, level);
                return new Worked(problem, new Trace(problem.id(), Student.respond(draws, puzzle)));
            }
        }
    }

    private static Problem problem(String id, Puzzle puzzle, Family family, Level level) {
        return new Problem(VERSION + "/" + id, puzzle.prompt(), puzzle.answer(), family.label(), level.label());
    }

    /** The split to which a problem belongs. The expression decides, so that its place in the form cannot carry it into another split. */
    static Split splitOf(Puzzle puzzle) {
        return Split.of(Mix.of(KEY, Mix.of(puzzle.expression())));
    }

    private static <T> List<T> list(int count, LongFunction<T> item) {
        if (count < 0) {
            throw new IllegalArgumentException("The number of problems is negative: " + count);
        }
        return LongStream.range(0, count).mapToObj(item).toList();
    }
}
