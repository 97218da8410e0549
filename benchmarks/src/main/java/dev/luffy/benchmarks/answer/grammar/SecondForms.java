package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.expression.Form.Group.Bracket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text may also mean: (1,3) an interval, [1,3] a list, 1,22 a decimal, C a choice, 3:20 a time. */
final class SecondForms {

    private static final Pattern DECIMAL_COMMA =
            Pattern.compile("[\\s$€£]*(-?(?:\\d{1,20}|\\d{1,3}(?:[. ]\\d{3}){1,6})),(\\d{1,20})"
                    + "[\\s~\\\\$€£]*(?:euros?|EUR|dollars?|USD)?[\\s$]*");

    /** C_5^2 and A_5^2, in either order of the marks: choices and arrangements where letters mean that. */
    private static final Pattern CHOOSE =
            Pattern.compile("(?<![\\p{L}\\\\])(?:([CAP])_\\{?(\\d{1,4}|[a-z])\\}?\\s?\\^\\{?(\\d{1,4}|[a-z])\\}?"
                    + "|([CAP])\\^\\{?(\\d{1,4}|[a-z])\\}?\\s?_\\{?(\\d{1,4}|[a-z])\\}?)");

    /** 10 m^2 and 10m². */
    private static final Pattern LENGTH = Pattern.compile(
            "[\\s$]*(-?[\\d.,]{1,30})((?:\\s|~|\\\\[ ,;])*)(m|s)(?:\\s?(?:\\^\\s?\\{?([23])\\}?|([²³])))(/[a-z])?[\\s$.]*");

    private static final Pattern RATIO = Pattern.compile("[\\s$]*([1-9]\\d?)\\s*:\\s*([1-9]\\d)[\\s$]*");

    private static final Map<String, Form> PHRASES = Map.of(
            "all real numbers",
            new Form.NamedSet('R'),
            "all reals",
            new Form.NamedSet('R'),
            "all integers",
            new Form.NamedSet('Z'),
            "empty set",
            Form.NamedSet.EMPTY,
            "no solution",
            Form.NamedSet.EMPTY,
            "no solutions",
            Form.NamedSet.EMPTY,
            "no real solutions",
            Form.NamedSet.EMPTY,
            "infinity",
            new Form.Scalar(new Expr.Const(Expr.Const.Name.INFINITY), Form.Unit.NONE));

    private SecondForms() {}

    static List<Form> of(Form form, String text, int depth) {
        List<Form> forms = new ArrayList<>();
        forms.add(form);
        if (depth == 0) {
            addRewritten(text, forms);
        }
        if (form instanceof Form.Group group && group.items().size() == 2) {
            if (group.bracket() == Bracket.ROUND
                    && group.items().get(0) instanceof Form.Scalar low
                    && group.items().get(1) instanceof Form.Scalar high) {
                forms.add(new Form.Interval(low.value(), false, high.value(), false));
            } else if (group.bracket() == Bracket.NONE) {
                addDecimal(text, forms);
            }
        } else if (form instanceof Form.Interval interval && interval.lowClosed() && interval.highClosed()) {
            forms.add(new Form.Group(
                    Bracket.SQUARE,
                    List.of(
                            new Form.Scalar(interval.low(), Form.Unit.NONE),
                            new Form.Scalar(interval.high(), Form.Unit.NONE))));
        } else if (form instanceof Form.Scalar scalar) {
            if (scalar.value() instanceof Expr.Var letter && letter.name().matches("[A-J]")) {
                forms.add(new Form.Choice(letter.name().charAt(0), ""));
            } else {
                addDecimal(text, forms);
                addWord(text, forms);
            }
        } else if (form instanceof Form.Text words && NumberWords.of(words.words()) >= 0) {
            forms.add(new Form.Scalar(Expressions.number(NumberWords.of(words.words())), Form.Unit.NONE));
        } else if (form instanceof Form.Time) {
            addRatio(text, forms);
        } else if (form instanceof Form.Text words && PHRASES.containsKey(words.words())) {
            forms.add(PHRASES.get(words.words()));
        } else if (form instanceof Form.Ratio) {
            Form time = Clock.read(text, true);
            if (time != null) {
                forms.add(time);
            }
        } else if (form instanceof Form.Choice choice && choice.label().isEmpty()) {
            forms.add(new Form.Scalar(new Expr.Var(String.valueOf(choice.letter())), Form.Unit.NONE));
        }
        return forms;
    }

    /** What the text means if some of its letters are signs or units. */
    private static void addRewritten(String text, List<Form> forms) {
        if (text.indexOf('^') < 0 && text.indexOf('²') < 0 && text.indexOf('³') < 0) {
            return;
        }
        Matcher unit = LENGTH.matcher(text);
        // A space before the metre, or a raised 2 behind it, tells it from a factor.
        boolean area = unit.matches() && (!unit.group(2).isEmpty() || unit.group(5) != null);
        String rewritten = area
                ? unit.group(1) + "\\text{ " + unit.group(3) + "^"
                        + (unit.group(4) != null ? unit.group(4) : unit.group(5).equals("²") ? "2" : "3")
                        + (unit.group(6) == null ? "" : unit.group(6)) + "}"
                : CHOOSE.matcher(text).replaceAll(SecondForms::chosen);
        if (!rewritten.equals(text)) {
            try {
                forms.add(Grammar.forms(rewritten, 1).get(0));
            } catch (Unreadable unreadable) {
                // Then there is no second meaning.
            }
        }
    }

    private static String chosen(MatchResult match) {
        boolean lowFirst = match.group(1) != null;
        String letter = lowFirst ? match.group(1) : match.group(4);
        String of = lowFirst ? match.group(2) : match.group(6);
        String taken = lowFirst ? match.group(3) : match.group(5);
        return Matcher.quoteReplacement((letter.equals("C") ? " C(" : " P(") + of + "," + taken + ")");
    }

    /** 11:21 is a time and may be a ratio; 12:00 and 5:30 p.m. may not. */
    private static void addRatio(String text, List<Form> forms) {
        Matcher matcher = RATIO.matcher(text);
        if (matcher.matches()) {
            forms.add(new Form.Ratio(List.of(Numerals.decimal(matcher.group(1)), Numerals.decimal(matcher.group(2)))));
        }
    }

    private static void addDecimal(String text, List<Form> forms) {
        Matcher matcher = DECIMAL_COMMA.matcher(text);
        // 7,000 is seven thousand, and no 7.000; but 0,125 is an eighth.
        boolean thousands = matcher.matches()
                && matcher.group(2).length() == 3
                && !matcher.group(1).matches("-?0");
        if (matcher.matches() && !thousands) {
            Expr value = Numerals.decimal(matcher.group(1).replaceAll("[-. ]", "") + "." + matcher.group(2));
            forms.add(
                    new Form.Scalar(matcher.group(1).startsWith("-") ? new Expr.Negate(value) : value, Form.Unit.NONE));
        }
    }

    /** A product of letters may be a word: odd. */
    private static void addWord(String text, List<Form> forms) {
        String bare = text.replace("$", "").strip();
        if (bare.matches("[A-Za-z]{2,3}")) {
            forms.add(new Form.Text(Words.normalised(bare)));
        }
    }
}
