package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.expression.Form.Relation.Comparator;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads chains of relations: {@code x = 5}, {@code a < x ≤ b}, {@code x ∈ S}, {@code f(x) = …}. */
final class Relations {

    private static final Map<String, Comparator> COMPARATORS = Map.ofEntries(
            Map.entry("=", Comparator.EQUAL),
            Map.entry("!=", Comparator.NOT_EQUAL),
            Map.entry("<", Comparator.LESS),
            Map.entry("<=", Comparator.LESS_OR_EQUAL),
            Map.entry(">", Comparator.GREATER),
            Map.entry(">=", Comparator.GREATER_OR_EQUAL),
            Map.entry("∈", Comparator.IN),
            Map.entry("∉", Comparator.NOT_IN),
            Map.entry("⊂", Comparator.SUBSET),
            Map.entry("≡", Comparator.CONGRUENT),
            Map.entry("≈", Comparator.APPROXIMATELY),
            Map.entry("∝", Comparator.PROPORTIONAL));

    private static final Pattern LABEL = Pattern.compile("(.*\\p{L}.*?)(?:\\s(?:is|are|equals)|\\s?:)");

    /** Such as "maximum value". */
    private static final int MAX_LABEL_WORDS = 3;

    private static final int MAX_SIGNS = 100;

    private final Tokens tokens;
    private final Forms forms;

    Relations(Tokens tokens, Forms forms) {
        this.tokens = tokens;
        this.forms = forms;
    }

    /** The chain from one place to another, or its only term. */
    Form read(int from, int to) {
        List<Integer> signs = new ArrayList<>();
        for (int i = from; i < to; i = tokens.over(i)) {
            if (tokens.at(i).kind() == Kind.RELATION) {
                signs.add(i);
            }
        }
        if (signs.size() > MAX_SIGNS) {
            throw new Unreadable("is a chain of more than " + MAX_SIGNS + " relations");
        }
        if (!signs.isEmpty()
                && signs.get(0) == from
                && "=≈∈".contains(tokens.at(from).text())) {
            // "= 5" goes on from the question.
            return read(from + 1, to);
        }
        if (from + 1 < to && tokens.at(from).kind() == Kind.TEXT && signs.isEmpty()) {
            // \\text{Maximum: } 7, \\text{The answer is } 7
            boolean colon = from + 2 < to && tokens.at(from + 1).isSymbol(":");
            Matcher label = LABEL.matcher(tokens.at(from).text().strip() + (colon ? ":" : ""));
            if (label.matches()) {
                Form name = new Form.Text(Words.normalised(label.group(1)));
                Form value = read(colon ? from + 2 : from + 1, to);
                return new Form.Relation(List.of(name, value), List.of(Comparator.EQUAL));
            }
        }
        Form modulo = congruence(from, to, signs);
        if (modulo != null) {
            return modulo;
        }
        if (signs.isEmpty()) {
            return forms.term(from, to);
        }
        int end = withoutApproximation(from, to, signs);
        List<Form> terms = new ArrayList<>();
        List<Comparator> operators = new ArrayList<>();
        int start = from;
        for (int sign : signs) {
            if (sign >= end) {
                break;
            }
            boolean set = operators.stream().anyMatch(o -> o == Comparator.IN);
            terms.add(set ? set(start, sign) : side(start, sign, terms.isEmpty()));
            operators.add(COMPARATORS.get(tokens.at(sign).text()));
            start = sign + 1;
        }
        boolean member = !operators.isEmpty() && isMember(operators.get(operators.size() - 1));
        terms.add(member ? set(start, end) : terms.isEmpty() ? forms.term(start, end) : side(start, end, false));
        return operators.isEmpty() ? terms.get(0) : new Form.Relation(terms, operators);
    }

    private static boolean isMember(Comparator comparator) {
        return comparator == Comparator.IN || comparator == Comparator.NOT_IN || comparator == Comparator.SUBSET;
    }

    /** A side of a relation; the first may be words or name a function. */
    private Form side(int from, int to, boolean first) {
        if (first) {
            Form applied = applied(from, to);
            if (applied != null) {
                return applied;
            }
        }
        String words = words(from, to);
        return words == null ? forms.term(from, to) : new Form.Text(words);
    }

    /** W(n) before an equals sign names a function, whatever its letter. */
    private Form applied(int from, int to) {
        int open = from + 1;
        while (open < to && !tokens.at(open).isOpen("(")) {
            open = tokens.over(open);
        }
        Kind kind = tokens.at(from).kind();
        boolean name = kind == Kind.WORD || kind == Kind.COMMAND || kind == Kind.ROMAN;
        if (!name
                || open >= to
                || tokens.partner(open) != to - 1
                || Functions.named(tokens.at(from).text()) != null) {
            return null;
        }
        String text = tokens.text(from, open).replace(" ", "");
        if (!text.matches("[\\p{L}]+(_\\w+|'|\\^-1)*")) {
            return null;
        }
        Cursor cursor = new Cursor(tokens, open, to, true);
        Expr call = new Expr.Apply(text, Atoms.arguments(cursor, new Expressions(cursor)));
        return new Form.Scalar(call, Form.Unit.NONE);
    }

    private String words(int from, int to) {
        List<Token> part = new ArrayList<>();
        for (int i = from; i < to; i++) {
            part.add(tokens.at(i));
        }
        if (part.size() > MAX_LABEL_WORDS) {
            return null;
        }
        boolean names = part.stream().allMatch(t -> t.kind() == Kind.WORD || t.kind() == Kind.TEXT);
        boolean longWord =
                part.stream().allMatch(t -> t.kind() == Kind.TEXT || t.text().length() > 1);
        return names && longWord ? Words.prose(part) : null;
    }

    private Form set(int from, int to) {
        if (from + 1 == to
                && tokens.at(from).kind() == Kind.WORD
                && "RZNQC".contains(tokens.at(from).text())) {
            return new Form.NamedSet(tokens.at(from).text().charAt(0));
        }
        Form interval = new Enclosed(tokens, forms).read(from, to, true);
        return interval != null ? interval : forms.term(from, to);
    }

    /** a ≡ b (mod m): the right side carries its modulus. Null if there is none. */
    private Form congruence(int from, int to, List<Integer> signs) {
        for (int i = from; i < to; i = tokens.over(i)) {
            boolean bracketed = tokens.at(i).isOpen("(") && isMod(tokens.at(i + 1)) && tokens.partner(i) == to - 1;
            boolean command = tokens.at(i).isCommand("pmod") || tokens.at(i).isCommand("pod");
            if (i > from && (bracketed || command)) {
                int first = bracketed ? i + 2 : i + 1;
                int last = bracketed ? to - 1 : to;
                Expr modulus = Expressions.read(tokens, first, last);
                int start = signs.isEmpty() ? from : signs.get(signs.size() - 1) + 1;
                Expr rest = Expressions.read(tokens, start, i);
                Form value = new Form.Scalar(new Expr.Call(Expr.Fn.MOD, List.of(rest, modulus)), Form.Unit.NONE);
                if (signs.isEmpty()) {
                    return value;
                }
                Form left = forms.term(from, signs.get(0));
                return new Form.Relation(List.of(left, value), List.of(Comparator.CONGRUENT));
            }
        }
        return null;
    }

    private static boolean isMod(Token token) {
        return token.is(Kind.WORD, "mod") || token.isCommand("mod") || token.isCommand("bmod");
    }

    /** Where the chain ends if what only approximates an exact value is left out: {@code x = 1/3 ≈ 0.33}. */
    private int withoutApproximation(int from, int to, List<Integer> signs) {
        for (int k = 0; k < signs.size(); k++) {
            if (tokens.at(signs.get(k)).is(Kind.RELATION, "≈")) {
                boolean exact = k > 0 || isNumeric(from, signs.get(k));
                return exact ? signs.get(k) : to;
            }
        }
        return to;
    }

    /** Whether no letter but a constant's stands there. */
    private boolean isNumeric(int from, int to) {
        for (int i = from; i < to; i++) {
            Token token = tokens.at(i);
            boolean letter = token.kind() == Kind.WORD
                    || token.kind() == Kind.ROMAN
                    || token.kind() == Kind.COMMAND && Commands.LETTERS.contains(token.text());
            if (letter
                    && !token.text().equals("e")
                    && !token.text().equals("i")
                    && !token.text().equals("pi")
                    && Functions.named(token.text()) == null
                    && !token.text().equals("sqrt")) {
                return false;
            }
        }
        return from < to;
    }
}
