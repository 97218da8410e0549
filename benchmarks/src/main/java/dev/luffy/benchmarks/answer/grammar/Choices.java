package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Form;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the letter of a choice where it is written as one: {@code (C)}, {@code \text{(C)}}, {@code E: the label}. */
final class Choices {

    private static final String COMMAND = "(?:\\\\(?:text|textbf|mathrm|mathbf|mbox|textrm|bf)\\s*\\{?\\s*)?";

    /** (C), \text{(C)} blue. */
    private static final Pattern BRACKETED = Pattern.compile(
            "\\s*\\$?" + COMMAND + "\\(([A-J])\\)\\s*\\}?\\s*([^\\\\=+*/^_(){}]{0,200}?)[\\s$.]*\\}?[\\s$.]*");

    /** C. blue, E: blue, C) blue. */
    private static final Pattern MARKED = Pattern.compile(
            "\\s*\\$?" + COMMAND + "([A-J])\\s?[.:)]\\s*\\}?\\s+([^\\\\=+*/^_(){}]{1,200}?)[\\s$.]*\\}?[\\s$.]*");

    private Choices() {}

    /** The choice; null if the text is none. */
    static Form.Choice read(String text) {
        if (text.length() > 300) {
            return null;
        }
        Matcher matcher = BRACKETED.matcher(text);
        boolean found = matcher.matches();
        if (!found) {
            matcher = MARKED.matcher(text);
            found = matcher.matches();
        }
        return found ? new Form.Choice(matcher.group(1).charAt(0), Words.normalised(matcher.group(2))) : null;
    }
}
