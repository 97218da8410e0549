package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.function.Supplier;

/** A place in the tokens of an answer and the end of the part that is being read. */
final class Cursor {

    private final Tokens tokens;
    private final int start;
    private int position;
    private int end;
    private int depth;

    /** How many bars |x are open: inside of one, the next bar closes it. */
    private int bars;

    /** Whether what is read stands in a bracket, a fraction or a function, where no unit can end the answer. */
    private boolean inner;

    Cursor(Tokens tokens, int from, int to, boolean inner) {
        this.tokens = tokens;
        this.start = from;
        this.position = from;
        this.end = to;
        this.inner = inner;
    }

    Tokens tokens() {
        return tokens;
    }

    int start() {
        return start;
    }

    int position() {
        return position;
    }

    int end() {
        return end;
    }

    boolean inner() {
        return inner;
    }

    boolean atEnd() {
        return position >= end;
    }

    /** The token here; an empty separator at the end. */
    Token peek() {
        return ahead(0);
    }

    Token ahead(int by) {
        return position + by < end ? tokens.at(position + by) : tokens.at(-1);
    }

    Token before() {
        return tokens.at(position - 1);
    }

    Token take() {
        return tokens.at(position++);
    }

    void move(int to) {
        position = to;
    }

    boolean takeSymbol(String symbol) {
        if (peek().isSymbol(symbol)) {
            position++;
            return true;
        }
        return false;
    }

    /** Reads the inside of the bracket that opens here, all of it, and moves behind it. */
    <T> T inside(Supplier<T> reader) {
        int close = tokens.partner(position);
        return part(position + 1, close, close + 1, reader);
    }

    /** Reads one part of the tokens, all of it, and goes on at another place. */
    <T> T part(int from, int to, int then, Supplier<T> reader) {
        int outerEnd = end;
        int outerBars = bars;
        boolean outerInner = inner;
        deeper();
        position = from;
        end = to;
        bars = 0;
        inner = true;
        T read = reader.get();
        if (position < to) {
            throw unexpected();
        }
        position = then;
        end = outerEnd;
        bars = outerBars;
        inner = outerInner;
        depth--;
        return read;
    }

    /** Reads |x|, whose first bar has been taken. */
    <T> T barred(Supplier<T> reader) {
        deeper();
        bars++;
        boolean outerInner = inner;
        inner = true;
        T read = reader.get();
        if (!takeSymbol("|")) {
            throw new Unreadable("has a bar that is never closed");
        }
        inner = outerInner;
        bars--;
        depth--;
        return read;
    }

    /** Reads what cannot end the answer, such as a function's argument: a sign there is no unit. */
    <T> T within(Supplier<T> reader) {
        boolean outerInner = inner;
        inner = true;
        T read = reader.get();
        inner = outerInner;
        return read;
    }

    boolean inBars() {
        return bars > 0;
    }

    /** One level deeper; every recursion of the grammar passes here. */
    void deeper() {
        if (++depth > Grammar.MAX_DEPTH) {
            throw new Unreadable("is nested more than " + Grammar.MAX_DEPTH + " deep");
        }
    }

    void higher() {
        depth--;
    }

    Unreadable unexpected() {
        if (atEnd()) {
            return new Unreadable("ends where a value is expected");
        }
        Token token = peek();
        String shown = token.text().length() > 20 ? token.text().substring(0, 20) + "…" : token.text();
        return new Unreadable("has \"" + shown + "\" where it makes no sense"
                + (token.kind() == Kind.COMMAND ? ": the command is not known here" : ""));
    }
}
