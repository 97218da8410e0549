package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.grammar.Grammar;
import dev.luffy.benchmarks.answer.grammar.Reading;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** An answer's text and what it means, read when it is asked for. */
final class Answer {

    private static final Pattern NOTHING = Pattern.compile(
            "\\\\(?:left|right|big|Big|bigg|Bigg|displaystyle|mathrm|text|mathbf|textbf|mbox|quad)(?![a-zA-Z])|\\\\[!,;: ]|[$~]|(?<![0-9])\\s+|\\s+(?![0-9])|\\.$");

    private final String text;
    private final BigInteger integer;
    private Reading reading;

    Answer(String text) {
        this.text = text;
        this.integer = IntegerAnswer.of(text);
    }

    String text() {
        return text;
    }

    /** The value of an answer that is an integer in digits and nothing else; null of another. */
    BigInteger integer() {
        return integer;
    }

    Reading reading() {
        if (reading == null) {
            reading = Grammar.read(text);
        }
        return reading;
    }

    List<Form> forms() {
        return reading().forms();
    }

    /** The text without what changes only its looks: what is left to compare where a text cannot be read. */
    String bare() {
        String bare = NOTHING.matcher(text.strip()).replaceAll("");
        return bare.replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac");
    }
}
