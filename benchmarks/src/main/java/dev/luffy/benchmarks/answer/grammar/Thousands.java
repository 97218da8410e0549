package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Joins 1,234,567 to one number where every comma of the answer outside of brackets can be such a mark. */
final class Thousands {

    private Thousands() {}

    static List<Token> joined(List<Token> tokens) {
        boolean any = false;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.kind() == Kind.OPEN && !token.text().equals("{") ? 1 : 0;
            depth -= token.kind() == Kind.CLOSE && !token.text().equals("}") ? 1 : 0;
            if (depth == 0 && token.is(Kind.SEPARATOR, ",")) {
                if (!marks(tokens, i)) {
                    return tokens;
                }
                any = true;
            }
        }
        return any ? join(tokens) : tokens;
    }

    /** Whether up to three digits stand before the comma and three behind it, without a space. */
    private static boolean marks(List<Token> tokens, int comma) {
        if (comma == 0 || comma + 1 >= tokens.size() || tokens.get(comma).spaced()) {
            return false;
        }
        Token before = tokens.get(comma - 1);
        Token after = tokens.get(comma + 1);
        boolean continues = comma >= 2 && tokens.get(comma - 2).is(Kind.SEPARATOR, ",") && !before.spaced();
        return before.kind() == Kind.NUMBER
                && after.kind() == Kind.NUMBER
                && !after.spaced()
                && (continues ? before.text().length() == 3 : before.text().length() <= 3)
                && !before.text().contains(".")
                && !before.text().equals("0")
                && after.text().matches("\\d{3}(\\.\\d*)?");
    }

    private static List<Token> join(List<Token> tokens) {
        List<Token> joined = new ArrayList<>(tokens.size());
        StringBuilder digits = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.kind() == Kind.OPEN && !token.text().equals("{") ? 1 : 0;
            depth -= token.kind() == Kind.CLOSE && !token.text().equals("}") ? 1 : 0;
            if (depth == 0 && token.is(Kind.SEPARATOR, ",")) {
                // Collected in a builder: joining pairwise would copy a long number once per comma.
                Token before = joined.remove(joined.size() - 1);
                digits.setLength(0);
                digits.append(before.text());
                while (i < tokens.size() && tokens.get(i).is(Kind.SEPARATOR, ",")) {
                    digits.append(tokens.get(i + 1).text());
                    i += 2;
                }
                i--;
                joined.add(new Token(Kind.NUMBER, digits.toString(), before.spaced()));
            } else {
                joined.add(token);
            }
        }
        return joined;
    }
}
