package dev.luffy.benchmarks.answer.expression;

import dev.luffy.benchmarks.answer.expression.Form.Group.Bracket;
import dev.luffy.benchmarks.answer.expression.Form.Relation.Comparator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds answers for tests from a terse notation of its own, so that tables of them can be read: {@code sqrt(2)*x}, {@code
 * [0,1)}, {@code {1,2}}, {@code x=1, y=2}, {@code 28%}, {@code "odd"}. It is no answer grammar: products are written out
 * and names have one letter.
 */
final class Notation {

    private static final Map<String, Comparator> COMPARATORS = Map.of(
            "≠", Comparator.NOT_EQUAL,
            "<=", Comparator.LESS_OR_EQUAL,
            ">=", Comparator.GREATER_OR_EQUAL,
            "<", Comparator.LESS,
            ">", Comparator.GREATER,
            "=", Comparator.EQUAL,
            "~", Comparator.APPROXIMATELY,
            "≡", Comparator.CONGRUENT,
            "∈", Comparator.IN);
    private final String text;
    private int at;

    private Notation(String text) {
        this.text = text.replace(" ", "");
    }

    static Form form(String text) {
        Notation notation = new Notation(text);
        Form form = notation.list();
        if (notation.at < notation.text.length())
            throw new IllegalArgumentException("left over in " + text + " at " + notation.at);
        return form;
    }

    static Expr expr(String text) {
        return ((Form.Scalar) form(text)).value();
    }

    private boolean take(String token) {
        if (!text.startsWith(token, at)) return false;
        at += token.length();
        return true;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private Form list() {
        List<Form> items = items();
        return items.size() == 1 ? items.get(0) : new Form.Group(Bracket.NONE, items);
    }

    private List<Form> items() {
        List<Form> items = new ArrayList<>();
        if (peek() == '}' || peek() == ')') return items;
        do items.add(relation());
        while (take(","));
        return items;
    }

    private Form relation() {
        List<Form> terms = new ArrayList<>(List.of(sets()));
        List<Comparator> operators = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = false;
            for (String token : List.of("≠", "<=", ">=", "<", ">", "=", "~", "≡", "∈")) {
                if (take(token)) {
                    operators.add(COMPARATORS.get(token));
                    terms.add(sets());
                    more = true;
                    break;
                }
            }
        }
        return operators.isEmpty() ? terms.get(0) : new Form.Relation(terms, operators);
    }

    private Form sets() {
        Form first = ratio();
        for (Map.Entry<String, Form.Combined.Operator> e : Map.of(
                        "∪", Form.Combined.Operator.UNION,
                        "∩", Form.Combined.Operator.INTERSECTION,
                        "\\", Form.Combined.Operator.DIFFERENCE)
                .entrySet()) {
            List<Form> all = new ArrayList<>(List.of(first));
            while (take(e.getKey())) all.add(ratio());
            if (all.size() > 1) return new Form.Combined(e.getValue(), all);
        }
        return first;
    }

    private Form ratio() {
        Form first = primary();
        if (peek() != ':') return first;
        List<Expr> parts = new ArrayList<>(List.of(((Form.Scalar) first).value()));
        while (take(":")) parts.add(sum());
        return new Form.Ratio(parts);
    }

    private Form primary() {
        if (take("\"")) {
            int end = text.indexOf('"', at);
            Form words = new Form.Text(text.substring(at, end).replace('_', ' '));
            at = end + 1;
            return words;
        }
        if (take("#")) return new Form.Choice(text.charAt(at++), "");
        if (take("ℝ")) return new Form.NamedSet('ℝ');
        if (take("ℤ")) return new Form.NamedSet('ℤ');
        if (take("∅")) return Form.NamedSet.EMPTY;
        if (take("@"))
            return new Form.Time(Integer.parseInt(digits()) * 60 + (take("h") ? Integer.parseInt(digits()) : 0));
        if (take("{")) {
            Form first = peek() == '}' ? null : relation();
            if (first != null && take("|")) {
                Form condition = list();
                take("}");
                return new Form.Builder(first, condition);
            }
            List<Form> items = new ArrayList<>();
            if (first != null) items.add(first);
            while (take(",")) items.add(relation());
            if (!take("}")) throw new IllegalArgumentException(text);
            return new Form.Group(Bracket.CURLY, items);
        }
        if (peek() == '[') return text.startsWith("[[", at) ? matrix() : bracket();
        if (peek() == '(') {
            int start = at;
            try {
                Form form = bracket();
                if (form != null) return form;
            } catch (ClassCastException e) {
                // It was the bracket of an expression after all.
            }
            at = start;
        }
        Expr value = sum();
        if (take("%")) return new Form.Scalar(value, new Form.Unit(Form.Unit.Kind.PERCENT, ""));
        if (take("°")) return new Form.Scalar(value, new Form.Unit(Form.Unit.Kind.DEGREE, ""));
        if (take("$")) return new Form.Scalar(value, new Form.Unit(Form.Unit.Kind.CURRENCY, "USD"));
        if (take("'")) {
            int start = at;
            while (Character.isLetterOrDigit(peek()) || peek() == '^') at++;
            return new Form.Scalar(value, new Form.Unit(Form.Unit.Kind.UNIT, text.substring(start, at)));
        }
        return new Form.Scalar(value, Form.Unit.NONE);
    }

    /** A tuple or an interval; null for an expression in brackets. */
    private Form bracket() {
        boolean lowClosed = text.charAt(at++) == '[';
        List<Form> items = items();
        boolean highClosed = peek() == ']';
        if (peek() != ')' && peek() != ']') throw new ClassCastException();
        at++;
        if (items.size() < 2) {
            if (lowClosed) return new Form.Group(Bracket.SQUARE, items);
            return null;
        }
        boolean scalars =
                items.size() == 2 && items.get(0) instanceof Form.Scalar && items.get(1) instanceof Form.Scalar;
        if (scalars) {
            Expr low = ((Form.Scalar) items.get(0)).value();
            Expr high = ((Form.Scalar) items.get(1)).value();
            boolean infinite = ScalarComparison.infinity(low) != 0 || ScalarComparison.infinity(high) != 0;
            if (lowClosed || highClosed || infinite) return new Form.Interval(low, lowClosed, high, highClosed);
        }
        return new Form.Group(lowClosed ? Bracket.SQUARE : Bracket.ROUND, items);
    }

    private Form matrix() {
        at++;
        List<List<Expr>> rows = new ArrayList<>();
        do {
            take("[");
            List<Expr> row = new ArrayList<>();
            do row.add(sum());
            while (take(","));
            take("]");
            rows.add(row);
        } while (take("&"));
        take("]");
        return new Form.Matrix(rows);
    }

    private Expr sum() {
        Expr first = take("±") ? new Expr.PlusMinus(num("0"), product(), true) : product();
        List<Expr> terms = new ArrayList<>(List.of(first));
        while (true) {
            if (take("+")) terms.add(product());
            else if (take("-")) terms.add(new Expr.Negate(product()));
            else if (take("±")) {
                Expr left = terms.size() == 1 ? terms.get(0) : new Expr.Sum(terms);
                terms = new ArrayList<>(List.of(new Expr.PlusMinus(left, product(), true)));
            } else if (take("∓")) {
                Expr left = terms.size() == 1 ? terms.get(0) : new Expr.Sum(terms);
                terms = new ArrayList<>(List.of(new Expr.PlusMinus(left, product(), false)));
            } else break;
        }
        return terms.size() == 1 ? terms.get(0) : new Expr.Sum(terms);
    }

    private Expr product() {
        Expr value = signed();
        while (true) {
            if (take("*")) value = new Expr.Product(List.of(value, signed()));
            else if (take("/")) value = new Expr.Quotient(value, signed());
            else return value;
        }
    }

    private Expr signed() {
        if (take("-")) return new Expr.Negate(signed());
        if (take("+")) return signed();
        Expr base = atom();
        while (take("!")) base = new Expr.Factorial(base);
        return take("^") ? new Expr.Power(base, signed()) : base;
    }

    private Expr atom() {
        if (take("(")) {
            Expr inner = sum();
            if (!take(")")) throw new ClassCastException();
            return inner;
        }
        if (Character.isDigit(peek()) || peek() == '.') return number();
        StringBuilder name = new StringBuilder();
        int start = at;
        while (Character.isLetter(peek()) || peek() == '∞' || peek() == 'π') name.append(text.charAt(at++));
        String word = name.toString();
        switch (word) {
            case "pi", "π":
                return new Expr.Const(Expr.Const.Name.PI);
            case "e":
                return new Expr.Const(Expr.Const.Name.E);
            case "i":
                return new Expr.Const(Expr.Const.Name.I);
            case "inf", "∞":
                return new Expr.Const(Expr.Const.Name.INFINITY);
            default:
                break;
        }
        if (word.isEmpty()) throw new ClassCastException();
        if (peek() == '(' && word.length() > 1 || "fghPW".contains(word) && peek() == '(') return call(word);
        if (word.length() > 1) {
            at = start + 1;
            word = word.substring(0, 1);
        }
        if (take("_")) word += "_" + (Character.isLetter(peek()) ? String.valueOf(text.charAt(at++)) : digits());
        return new Expr.Var(word);
    }

    private Expr call(String name) {
        take("(");
        List<Expr> arguments = new ArrayList<>();
        do arguments.add(sum());
        while (take(","));
        if (!take(")")) throw new IllegalArgumentException(text);
        if (name.equals("sqrt")) return new Expr.Root(arguments.get(0), num("2"));
        if (name.equals("root")) return new Expr.Root(arguments.get(0), arguments.get(1));
        if (name.length() == 1) return new Expr.Apply(name, arguments);
        return new Expr.Call(Expr.Fn.valueOf(name.toUpperCase(java.util.Locale.ROOT)), arguments);
    }

    private String digits() {
        int start = at;
        while (Character.isDigit(peek())) at++;
        return text.substring(start, at);
    }

    private Expr number() {
        int start = at;
        while (Character.isDigit(peek()) || peek() == '.') at++;
        if (peek() == 'E') {
            at++;
            if (peek() == '-') at++;
            digits();
        }
        String number = text.substring(start, at);
        if (take("_")) return new Expr.Based(number, Integer.parseInt(digits()));
        return num(number);
    }

    static Expr.Num num(String number) {
        BigDecimal value = new BigDecimal(number);
        boolean decimal = number.contains(".") || number.contains("E");
        Rational exact = Rational.of(value.unscaledValue()).times(Rational.powerOfTen(-value.scale()));
        return new Expr.Num(exact, decimal, decimal ? -value.scale() : 0);
    }
}
