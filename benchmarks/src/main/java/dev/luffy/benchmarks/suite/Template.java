package dev.luffy.benchmarks.suite;

import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a problem becomes a prompt, of a benchmark and of what is trained on.
 *
 * @param text with {@code {problem}} and, if wanted, {@code {system}}
 * @since 0.1
 */
public record Template(String text) {

    private static final String PROBLEM = "{problem}";
    private static final String SYSTEM = "{system}";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(problem|system)}");

    /** @throws IllegalArgumentException if the problem has no place */
    public Template {
        if (!text.contains(PROBLEM)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "The template \"%s\" has no %s: say where the problem goes", text, PROBLEM));
        }
    }

    /** One text with the system message in it, which stands in front where the template gives it no place. */
    public String whole(String system, String problem) {
        if (system.isEmpty()) {
            return user(problem);
        }
        return text.contains(SYSTEM) ? filled(system, problem) : system + "\n\n" + filled("", problem);
    }

    /** The text without the system message and without the room that it would have taken. */
    public String user(String problem) {
        return text.contains(SYSTEM) ? filled("", problem).strip() : filled("", problem);
    }

    /** In one pass: what looks like a placeholder in a problem is part of the problem. */
    private String filled(String system, String problem) {
        Function<String, String> values = name -> name.equals("problem") ? problem : system;
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(values.apply(match.group(1))));
    }
}
