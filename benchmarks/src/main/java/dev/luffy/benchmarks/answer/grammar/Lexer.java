package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts an answer into tokens, in one pass. */
final class Lexer {

    private static final Set<String> SEPARATING_WORDS = Set.of("and", "or", "et", "oder", "und");

    private final Source source;
    private final boolean dollarsDelimit;
    private final boolean latex;
    private final List<Token> tokens = new ArrayList<>();
    private final ShortArguments arguments = new ShortArguments();
    private boolean spaced;

    private Lexer(String text) {
        source = new Source(text);
        dollarsDelimit = Escapes.unescapedDollars(text) != 1;
        latex = text.indexOf('\\') >= 0 || text.indexOf('{') >= 0;
    }

    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(Escapes.single(text));
        while (!lexer.source.atEnd()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        char c = source.peek();
        if (Character.isWhitespace(c) || c == '~') {
            source.skip(1);
            spaced = true;
        } else if (c == '\\') {
            command();
        } else if (NumberScan.startsAt(source)) {
            number();
        } else if (isLetter(c)) {
            word();
        } else {
            mark(c);
        }
    }

    private void number() {
        boolean base = !tokens.isEmpty() && last().isSymbol("_");
        if (arguments.expected() > 0 && source.peek() != '.') {
            // \frac12 is one half: an argument without braces is one digit.
            add(Kind.NUMBER, source.take(1));
        } else {
            add(Kind.NUMBER, NumberScan.take(source, base || !tokens.isEmpty() && last().isSymbol("^")));
        }
    }

    private void word() {
        int end = source.position();
        while (end < source.length() && isLetter(source.at(end))) {
            end++;
        }
        String letters = source.text(end);
        boolean script = !tokens.isEmpty() && (last().isSymbol("^") || latex && last().isSymbol("_"));
        if (arguments.expected() > 0 || script && Functions.named(letters) == null && !Words.constant(letters)) {
            end = source.position() + 1;
        } else if (letters.length() > 2 && !spaced && !tokens.isEmpty() && last().endsValue()) {
            // 1orW(x)=-1
            String head = letters.startsWith("and") ? "and" : letters.startsWith("or") ? "or" : "";
            if (!head.isEmpty() && letters.length() - head.length() <= 1) {
                end = source.position() + head.length();
            }
        }
        String word = source.take(end - source.position());
        add(SEPARATING_WORDS.contains(word) ? Kind.SEPARATOR : Kind.WORD, word);
    }

    private void mark(char c) {
        source.skip(1);
        switch (c) {
            case '{' -> {
                if (source.startsWith(",}")) {
                    source.skip(2);
                    add(Kind.SEPARATOR, ",");
                } else if (source.startsWith(":}")) {
                    source.skip(2);
                    add(Kind.SYMBOL, ":");
                } else {
                    arguments.open();
                    add(Kind.OPEN, "{");
                }
            }
            case '}' -> {
                add(Kind.CLOSE, "}");
                arguments.close();
            }
            case '(', '[' -> {
                if (c == '[' && !tokens.isEmpty() && last().isCommand("sqrt")) {
                    arguments.open();
                }
                add(Kind.OPEN, String.valueOf(c));
            }
            case ')', ']' -> {
                add(Kind.CLOSE, String.valueOf(c));
                if (c == ']') {
                    arguments.closeIndex();
                }
            }
            case ',', ';' -> add(Kind.SEPARATOR, String.valueOf(c));
            case '$' -> {
                if (dollarsDelimit) {
                    spaced = true;
                } else {
                    add(Kind.SYMBOL, "$");
                }
            }
            case '€', '£', '¥' -> add(Kind.SYMBOL, String.valueOf(c));
            case '<', '>' -> add(Kind.RELATION, source.takeIf('=') ? c + "=" : String.valueOf(c));
            case '=' -> {
                source.takeIf('=');
                add(Kind.RELATION, "=");
            }
            case '!' -> {
                boolean factorial = !tokens.isEmpty() && last().endsValue() && !spaced;
                if (source.startsWith("=") && !(factorial && last().kind() != Kind.WORD)) {
                    source.skip(1);
                    add(Kind.RELATION, "!=");
                } else {
                    add(Kind.SYMBOL, "!");
                }
            }
            case '*' -> add(Kind.SYMBOL, source.takeIf('*') ? "^" : "*");
            case '^' -> raised();
            default -> add(Kind.SYMBOL, String.valueOf(c));
        }
    }

    /** The hat; the degree sign or primes where they are raised. */
    private void raised() {
        String marks = Raised.take(source, !tokens.isEmpty() && last().kind() == Kind.NUMBER);
        for (int i = 0; i < marks.length(); i++) {
            add(Kind.SYMBOL, marks.substring(i, i + 1));
        }
    }

    private void command() {
        source.skip(1);
        if (source.atEnd()) {
            return;
        }
        char c = source.peek();
        if (!isLetter(c)) {
            source.skip(1);
            escaped(c);
            return;
        }
        String name = source.takeLetters();
        if (!Commands.known(name)) {
            String prefix = Commands.knownPrefix(name);
            source.back(name.length() - prefix.length());
            name = prefix;
        }
        source.takeIf('*');
        if (Commands.SPACES.contains(name)) {
            spaced = true;
            if (name.endsWith("space")) {
                source.braced();
            }
        } else if (Commands.SIZES.contains(name)) {
            delimiter(name);
        } else if (Commands.TEXTS.contains(name)) {
            text(name);
        } else if (Commands.ROMANS.contains(name)) {
            roman();
        } else if (name.equals("begin") || name.equals("end")) {
            environment(name.equals("begin"));
        } else if (!Commands.TRANSPARENT.contains(name)) {
            named(name);
        }
    }

    private void named(String name) {
        String symbol = Commands.SYMBOLS.get(name);
        if (symbol != null && !(symbol.length() == 1 && "[]".contains(symbol))) {
            add(Kind.SYMBOL, symbol);
        } else if (Commands.RELATIONS.containsKey(name)) {
            add(Kind.RELATION, Commands.RELATIONS.get(name));
        } else if (Commands.OPENING.containsKey(name)) {
            add(Kind.OPEN, Commands.OPENING.get(name));
        } else if (Commands.CLOSING.containsKey(name)) {
            add(Kind.CLOSE, Commands.CLOSING.get(name));
        } else if (name.equals("mathbb")) {
            String letter = source.argument();
            add(Kind.COMMAND, "mathbb:" + letter.strip());
        } else if (name.length() == 1 && "RZNQC".contains(name)) {
            add(Kind.COMMAND, "mathbb:" + name);
        } else if (name.equals("not")) {
            spaced = true;
        } else if (name.equals("land") || name.equals("lor") || name.equals("wedge") || name.equals("vee")) {
            add(Kind.SEPARATOR, "and");
        } else if (name.equals("pounds") || name.equals("euro") || name.equals("yen")) {
            add(Kind.SYMBOL, name.equals("pounds") ? "£" : name.equals("euro") ? "€" : "¥");
        } else {
            add(Kind.COMMAND, name.equals("rightarrow") ? "to" : name);
            arguments.after(name);
        }
    }

    private void escaped(char c) {
        switch (c) {
            case '{' -> add(Kind.OPEN, "\\{");
            case '}' -> add(Kind.CLOSE, "\\}");
            case '%' -> add(Kind.SYMBOL, "%");
            case '$' -> add(Kind.SYMBOL, "$");
            case '|' -> add(Kind.SYMBOL, "|");
            case '\\' -> add(Kind.SEPARATOR, "\\\\");
            case '!' -> {
                // A negative space inside a number is no space: 10,\!080.
            }
            default -> spaced = true;
        }
    }

    /** What follows \left or \right: its side is certain, so ]a,b[ and |x| need no guessing. */
    private void delimiter(String size) {
        source.skipSpaces();
        if (source.takeIf('.')) {
            return;
        }
        boolean left = size.equals("left") || size.endsWith("l");
        boolean right = size.equals("right") || size.endsWith("r");
        if (!left && !right) {
            return;
        }
        String bar = source.takeFirstOf("|", "\\|", "\\vert", "\\Vert", "\\lvert", "\\rvert");
        String square = bar.isEmpty() ? source.takeFirstOf(left ? "]" : "[") : "";
        if (!bar.isEmpty()) {
            add(left ? Kind.OPEN : Kind.CLOSE, "|");
        } else if (!square.isEmpty()) {
            add(left ? Kind.OPEN : Kind.CLOSE, square);
        }
    }

    private void text(String name) {
        String inside = source.argument();
        String words = inside.strip().replace("~", " ");
        String lower = words.toLowerCase(java.util.Locale.ROOT).replace(",", "").strip();
        if (words.isEmpty()) {
            spaced = true;
        } else if (words.matches("[,;]") || SEPARATING_WORDS.contains(lower)) {
            add(Kind.SEPARATOR, words.matches("[,;]") ? words : "and");
        } else {
            add(Kind.TEXT, words);
        }
    }

    private void roman() {
        String inside = source.argument();
        String name = inside.replace('~', ' ').strip();
        if (name.isEmpty()) {
            spaced = true;
        } else if (name.length() == 1 && isLetter(name.charAt(0)) && inside.length() == 1) {
            add(Kind.WORD, name);
            tokens.set(tokens.size() - 1, new Token(Kind.ROMAN, name, last().spaced()));
        } else if (Functions.named(name) != null) {
            add(Kind.COMMAND, name);
        } else {
            add(Kind.ROMAN, name);
        }
    }

    private void environment(boolean begins) {
        String name = source.argument().strip().replace("*", "");
        if (begins && name.equals("array")) {
            source.braced();
        }
        add(begins ? Kind.OPEN : Kind.CLOSE, "env:" + name);
    }

    private void add(Kind kind, String text) {
        tokens.add(new Token(kind, text, spaced));
        spaced = false;
        if (kind != Kind.OPEN && kind != Kind.CLOSE && kind != Kind.SYMBOL) {
            arguments.used();
        }
    }

    private Token last() {
        return tokens.get(tokens.size() - 1);
    }

    static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 192 && Character.isLetter(c);
    }
}
