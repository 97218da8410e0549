package dev.luffy.benchmarks.aime;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Terms of five base-3 digits joined by operators that apply from left to right, digit by digit, without carry:
 *
 * <pre>{@code
 *   r + t :  r_j ← ( r_j + t_j) mod 3
 *   r * t :  r_j ← (2r_j + t_j) mod 3
 * }</pre>
 *
 * The answer is the last r, read as an integer. For fixed later terms both operators permute the 3⁵ = 243 values of the first, so the
 * answer of a uniform problem is uniform: no guess is right more often than once in 243 (0.42 %), even one that knows all other terms.
 *
 * @param blanks empty places before the first term
 * @param terms two to four words of five digits 0, 1, 2
 * @param operators one of {@code +}, {@code *} between each two terms
 */
record Puzzle(int blanks, List<String> terms, String operators) {

    static final int DIGITS = 5;
    static final int MOST_TERMS = Level.HARD.terms();

    /** How often the place of the terms in the form is drawn; otherwise they begin at its left end. */
    private static final double SHIFTED = 0.2;

    private static final int BASE = 3;
    private static final int SLOT = DIGITS + 1;
    private static final Pattern PROMPT = Pattern.compile("((?:\\.{6})*)([012]{5}(?:[+*][012]{5}){1,3})(?:\\.{6})*=");

    Puzzle {
        terms = List.copyOf(terms);
    }

    /**
     * A problem of this family. Most begin at the form's left end, some elsewhere: they teach a model all four places of the form. A digit
     * of any term but the first is 0 with probability {@code sparse}, otherwise uniform; the first term is uniform.
     */
    static Puzzle draw(Draws draws, Family family, Level level, double sparse) {
        int blanks = draws.chance(SHIFTED) ? draws.below(MOST_TERMS - level.terms() + 1) : 0;
        List<String> terms = new ArrayList<>();
        StringBuilder operators = new StringBuilder();
        terms.add(word(draws, 0));
        while (terms.size() < level.terms()) {
            operators.append(family.operator(draws));
            terms.add(word(draws, sparse));
        }
        return new Puzzle(blanks, terms, operators.toString());
    }

    /** Five digits, each 0 with probability {@code sparse}, otherwise uniform. */
    static String word(Draws draws, double sparse) {
        StringBuilder word = new StringBuilder();
        for (int j = 0; j < DIGITS; j++) {
            word.append(draws.chance(sparse) ? 0 : draws.below(BASE));
        }
        return word.toString();
    }

    /**
     * The puzzle a prompt shows.
     *
     * @throws IllegalArgumentException if the text is no such prompt
     */
    static Puzzle parse(String prompt) {
        Matcher matcher = PROMPT.matcher(prompt);
        if (!matcher.matches() || prompt.length() != MOST_TERMS * SLOT) {
            throw new IllegalArgumentException("Not a prompt of " + AimeStyle.VERSION + ": '" + prompt + "'");
        }
        String expression = matcher.group(2);
        List<String> terms = new ArrayList<>();
        StringBuilder operators = new StringBuilder();
        for (int at = 0; at < expression.length(); at += SLOT) {
            terms.add(expression.substring(at, at + DIGITS));
            if (at + DIGITS < expression.length()) {
                operators.append(expression.charAt(at + DIGITS));
            }
        }
        return new Puzzle(matcher.group(1).length() / SLOT, terms, operators.toString());
    }

    /**
     * The prompt: the expression in a form of four places, dots in the empty ones. 24 characters, so that the k-th place of the form is
     * equally far before the k-th word of the reasoning at every level.
     */
    String prompt() {
        return blank(blanks) + joined(terms) + blank(MOST_TERMS - blanks - terms.size()) + "=";
    }

    /** The terms and operators alone: what the problem is, wherever it stands in the form. */
    String expression() {
        return joined(terms);
    }

    /** The running results: the first term, then r after each operator; as many as there are terms. */
    List<String> results() {
        List<String> results = new ArrayList<>(List.of(terms.get(0)));
        for (int k = 1; k < terms.size(); k++) {
            results.add(apply(operators.charAt(k - 1), results.get(k - 1), terms.get(k)));
        }
        return results;
    }

    /** The last result, with its leading zeros. */
    String answer() {
        return results().get(terms.size() - 1);
    }

    /** The form filled in: its leading empty places as they are, then the first {@code count} running results. */
    String reasoning(int count) {
        return blank(blanks) + joined(results().subList(0, count));
    }

    /** Words with the operators between them. */
    private String joined(List<String> words) {
        StringBuilder text = new StringBuilder(words.get(0));
        for (int k = 1; k < words.size(); k++) {
            text.append(operators.charAt(k - 1)).append(words.get(k));
        }
        return text.toString();
    }

    private static String blank(int places) {
        return ".".repeat(places * SLOT);
    }

    private static String apply(char operator, String result, String term) {
        int factor = operator == '*' ? 2 : 1;
        StringBuilder next = new StringBuilder();
        for (int j = 0; j < DIGITS; j++) {
            next.append((factor * (result.charAt(j) - '0') + term.charAt(j) - '0') % BASE);
        }
        return next.toString();
    }
}
