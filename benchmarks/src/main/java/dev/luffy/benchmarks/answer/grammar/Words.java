package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells words from products of letters: {@code odd} from {@code xy}. */
final class Words {

    private static final Set<String> CONSTANTS =
            Commands.set("pi infinity infty inf oo alpha beta gamma delta epsilon theta lambda mu nu rho sigma tau phi "
                    + "omega psi chi sqrt root mod cdot times Delta Omega Theta zeta eta kappa xi");
    private static final Set<String> SHORT = Commands.set(
            "no is of to in on at by or if it he we be as so up do go an the yes not and are all any one two "
                    + "six ten odd for has can but its out red");

    private static final Set<String> MONTHS =
            Commands.set("january february march april may june july august september october " + "november december");

    private Words() {}

    /** Whether a plain word names a value or an operator. */
    static boolean constant(String word) {
        return CONSTANTS.contains(word);
    }

    /**
     * The words, if the tokens are nothing else: one long word, or several of which one is no product of letters.
     *
     * @return lower case and single spaces; null if it is mathematics
     */
    static String prose(List<Token> tokens) {
        boolean prose = false;
        int words = 0;
        StringBuilder text = new StringBuilder();
        for (Token token : tokens) {
            switch (token.kind()) {
                case WORD -> {
                    prose |= isProse(token.text());
                    words++;
                }
                case TEXT -> {
                    prose = true;
                    words++;
                }
                case ROMAN -> {
                    prose |= token.text().length() > 1;
                    words++;
                }
                case NUMBER -> {
                    // June 20
                    if (words != 1
                            || tokens.size() > 2
                            || !MONTHS.contains(text.toString().toLowerCase(Locale.ROOT))) {
                        return null;
                    }
                }
                case SEPARATOR -> {
                    if (token.text().equals(",")
                            || token.text().equals(";")
                            || token.text().equals("\\\\")) {
                        return null;
                    }
                }
                case SYMBOL -> {
                    if (!".'-:?!*".contains(token.text()) || token.isSymbol("'") && words == 1 && tokens.size() < 4) {
                        return null;
                    }
                    if (token.isSymbol("-") && (token.spaced() || words == 0)) {
                        return null;
                    }
                }
                default -> {
                    return null;
                }
            }
            boolean attached = text.isEmpty() || !token.spaced() && token.kind() == Kind.SYMBOL;
            text.append(attached ? "" : " ").append(token.text());
        }
        return words > 0 && prose ? normalised(text.toString()) : null;
    }

    private static boolean isProse(String word) {
        if (Functions.named(word) != null || constant(word)) {
            return false;
        }
        boolean shout = word.equals(word.toUpperCase(Locale.ROOT));
        return word.length() >= 4 && !shout
                || SHORT.contains(word.toLowerCase(Locale.ROOT))
                || word.codePointAt(0) > 0x250;
    }

    /** Lower case, single spaces, no punctuation at the ends, no article at the start. */
    static String normalised(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).split("[\\s~\\\\{}$*\"]+");
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            String bare = words[i].replaceAll("^[.,;:!?'(]+|[.,;:!?')]+$", "");
            boolean follows = i + 1 < words.length && !words[i + 1].equals("and") && !words[i + 1].equals("or");
            boolean article = out.isEmpty() && follows && (bare.equals("a") || bare.equals("an") || bare.equals("the"));
            if (!bare.isEmpty() && !article) {
                out.append(out.isEmpty() ? "" : " ").append(bare);
            }
        }
        return out.toString();
    }

    /**
     * Whether two plain words stand side by side, one of which is no product of letters: a sentence with mathematics in
     * it, whose letters must not be read as factors.
     */
    static boolean sentence(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            Token first = tokens.get(i - 1);
            Token second = tokens.get(i);
            if (first.kind() == Kind.WORD
                    && second.kind() == Kind.WORD
                    && second.spaced()
                    && first.text().length() > 1
                    && second.text().length() > 1
                    && (isProse(first.text()) && !Units.known(first.text())
                            || isProse(second.text()) && !Units.known(second.text()))
                    && !Units.known(first.text())) {
                return true;
            }
        }
        return false;
    }

    /** Words cut into what they are made of: {@code xy} into two letters, {@code xsin} and {@code sinx} at the function. */
    static List<Token> letters(List<Token> tokens) {
        List<Token> out = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.WORD && token.text().length() > 1) {
                cut(token, i > 0 && tokens.get(i - 1).isSymbol("_"), out);
            } else {
                out.add(token);
            }
        }
        return out;
    }

    private static void cut(Token token, boolean lowered, List<Token> out) {
        String word = token.text();
        if (lowered
                || word.codePointAt(0) > 127
                || Functions.named(word) != null
                || constant(word)
                || Units.known(word)) {
            out.add(token);
            return;
        }
        for (int rest = 1; rest <= 2 && rest + 2 <= word.length(); rest++) {
            int cut = word.length() - rest;
            String head = word.substring(0, cut);
            String tail = word.substring(rest);
            if (cut >= 2
                    && (Functions.named(head) != null || constant(head))
                    && !Functions.commands().contains(word)) {
                out.add(new Token(Kind.WORD, head, token.spaced()));
                cut(new Token(Kind.WORD, word.substring(cut), false), false, out);
                return;
            }
            if (tail.length() >= 3 && (Functions.named(tail) != null || tail.equals("sqrt"))) {
                cut(new Token(Kind.WORD, word.substring(0, rest), token.spaced()), false, out);
                out.add(new Token(Kind.WORD, tail, false));
                return;
            }
        }
        if (word.length() > 3) {
            out.add(token);
            return;
        }
        for (int i = 0; i < word.length(); i++) {
            out.add(new Token(Kind.WORD, word.substring(i, i + 1), i == 0 && token.spaced()));
        }
    }
}
