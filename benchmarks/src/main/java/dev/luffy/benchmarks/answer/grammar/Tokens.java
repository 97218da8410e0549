package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tokens of an answer, with the partner of every bracket. */
final class Tokens {

    private static final Token END = new Token(Kind.SEPARATOR, "", false);

    private final Token[] tokens;
    private final int[] partner;

    private Tokens(Token[] tokens, int[] partner) {
        this.tokens = tokens;
        this.partner = partner;
    }

    /** @throws Unreadable if the brackets do not match or are nested too deep */
    static Tokens of(List<Token> list) {
        Token[] tokens = list.toArray(Token[]::new);
        int[] partner = new int[tokens.length];
        Arrays.fill(partner, -1);
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < tokens.length; i++) {
            Kind kind = sideOf(tokens, i, open);
            if (kind == null) {
                continue;
            }
            if (kind != tokens[i].kind()) {
                tokens[i] = new Token(kind, tokens[i].text(), tokens[i].spaced());
            }
            if (kind == Kind.OPEN) {
                if (open.size() >= Grammar.MAX_DEPTH) {
                    throw new Unreadable("is nested more than " + Grammar.MAX_DEPTH + " deep");
                }
                open.add(i);
            } else {
                if (open.isEmpty() || !match(tokens[open.get(open.size() - 1)].text(), tokens[i].text())) {
                    throw new Unreadable("has brackets that do not match");
                }
                int from = open.remove(open.size() - 1);
                partner[from] = i;
                partner[i] = from;
            }
        }
        if (!open.isEmpty()) {
            throw new Unreadable("has a bracket that is never closed");
        }
        return new Tokens(tokens, partner);
    }

    int size() {
        return tokens.length;
    }

    Token at(int index) {
        return index >= 0 && index < tokens.length ? tokens[index] : END;
    }

    /** Where the bracket at that place closes or opens. */
    int partner(int index) {
        return partner[index];
    }

    /** The next place at the same depth: behind the bracket that opens here, or one further. */
    int over(int index) {
        return tokens[index].kind() == Kind.OPEN ? partner[index] + 1 : index + 1;
    }

    /** The tokens' texts between two places, as a name for what is not read. */
    String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            Token token = tokens[i];
            boolean word = token.kind() == Kind.COMMAND && token.text().length() > 1;
            if (!token.text().equals("{") && !token.text().equals("}")) {
                text.append(word && !text.isEmpty() ? " " : "")
                        .append(token.text())
                        .append(word ? " " : "");
            }
        }
        return text.toString().strip();
    }

    /** Which side a bracket is on; null if the token is none. Only ]a,b[ and [a,b[ need more than its form. */
    private static Kind sideOf(Token[] tokens, int i, List<Integer> open) {
        Token token = tokens[i];
        if (token.kind() != Kind.OPEN && token.kind() != Kind.CLOSE) {
            return null;
        }
        boolean valueBefore = i > 0 && tokens[i - 1].endsValue();
        if (token.is(Kind.CLOSE, "]") && !valueBefore && i + 1 < tokens.length) {
            return Kind.OPEN;
        }
        if (token.isOpen("[") && valueBefore && !open.isEmpty()) {
            int from = open.get(open.size() - 1);
            boolean square = "[](".contains(tokens[from].text());
            boolean list = false;
            for (int j = from; square && j < i; j++) {
                list |= tokens[j].is(Kind.SEPARATOR, ",") || tokens[j].is(Kind.SEPARATOR, ";");
            }
            boolean ends = i + 1 == tokens.length
                    || tokens[i + 1].kind() == Kind.SEPARATOR
                    || tokens[i + 1].kind() == Kind.SYMBOL && "∪∩∖.$".contains(tokens[i + 1].text());
            return list && ends ? Kind.CLOSE : Kind.OPEN;
        }
        return token.kind();
    }

    private static boolean match(String open, String close) {
        return switch (open) {
            case "(", "[", "]" -> ")][".contains(close);
            case "{" -> close.equals("}");
            case "\\{" -> close.equals("\\}");
            case "⌊" -> close.equals("⌋");
            case "⌈" -> close.equals("⌉");
            case "⟨" -> close.equals("⟩");
            case "|" -> close.equals("|");
            default -> open.equals(close);
        };
    }
}
