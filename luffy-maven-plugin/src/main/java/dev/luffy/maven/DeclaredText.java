package dev.luffy.maven;

import dev.luffy.maven.plan.UserErrorException;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Refuses what the configurator would drop without a word inside {@code <experiments>}, {@code <experiment>},
 * {@code <evaluations>}, {@code <benchmarks>}, {@code <checks>} and {@code <ablations>}: a value that names an undefined property, which would become the default, and a child of a list that only
 * looks like one of its elements.
 */
final class DeclaredText {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");

    // The lists whose values affect results or gates, and what they are lists of.
    private static final Map<String, String> LISTS = Map.of(
            "experiments", "experiment",
            "evaluations", "evaluation",
            "benchmarks", "benchmark",
            "checks", "check",
            "ablations", "ablation");

    // What an expression stands for; null or the expression itself if nothing of that name is defined.
    private final UnaryOperator<String> values;

    DeclaredText(UnaryOperator<String> values) {
        this.values = values;
    }

    /**
     * Looks at every text of every element of those lists.
     *
     * @param configuration of the goal, or null for none
     * @throws UserErrorException naming the element and the expression
     */
    void check(Xpp3Dom configuration) {
        if (configuration == null) return;
        for (Xpp3Dom element : configuration.getChildren()) {
            if (element.getName().equals("experiment")) checkElement("", element);
            String wanted = LISTS.get(element.getName());
            if (wanted != null) checkList(element, wanted);
        }
    }

    private void checkList(Xpp3Dom list, String wanted) {
        String path = "<" + list.getName() + ">";
        checkText(path, list);
        for (Xpp3Dom child : list.getChildren()) {
            if (!child.getName().equals(wanted)) {
                throw new UserErrorException(
                        path + "<" + child.getName() + "> is not known to luffy-maven-plugin: use <" + wanted + ">");
            }
            // Checks have no id, so their list says where they are.
            checkElement(wanted.equals("check") ? path : "", child);
        }
    }

    private void checkElement(String path, Xpp3Dom element) {
        Xpp3Dom id = element.getChild("id");
        boolean named = id != null && id.getValue() != null;
        checkTree(path + "<" + element.getName() + (named ? " id=" + id.getValue() : "") + ">", element);
    }

    private void checkTree(String path, Xpp3Dom element) {
        checkText(path, element);
        boolean variants = element.getName().equals("variants");
        for (Xpp3Dom child : element.getChildren()) {
            if (variants && !child.getName().equals("variant")) {
                throw new UserErrorException(
                        path + "<" + child.getName() + "> is not known to luffy-maven-plugin: use <variant>");
            }
        }
        for (Xpp3Dom child : element.getChildren()) checkTree(path + "<" + child.getName() + ">", child);
    }

    private void checkText(String path, Xpp3Dom element) {
        String text = element.getValue();
        if (text == null) return;
        Matcher expressions = EXPRESSION.matcher(text);
        while (expressions.find()) {
            String expression = expressions.group();
            String value = values.apply(expression);
            if (value == null || value.equals(expression)) {
                throw new UserErrorException(path + " is " + text.strip() + ", but no property "
                        + expression.substring(2, expression.length() - 1)
                        + " is defined: define it or write the value");
            }
        }
    }
}
