package dev.luffy.maven.report;

import java.util.regex.Pattern;

/** Text in Markdown. Names come from data files, and a model's answer may stand in a remark. */
public final class Markdown {

    /** What Markdown would take for more than a character; a bracket only where a link could follow from it. */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_<>|#~$]|](?=[(\\[:])|&(?=#?\\w+;)");

    private Markdown() {}

    /** Text that Markdown shows as it is, on one line, in a table too. */
    public static String escaped(String text) {
        return SPECIAL.matcher(text.replaceAll("\\R", " ")).replaceAll("\\\\$0");
    }
}
