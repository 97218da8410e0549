package dev.luffy.benchmarks.problem;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a row a value is.
 *
 * <pre>{@code
 *   path     = ways ["?"]                  with "?" the value may be missing in every row
 *   ways     = way {"|" way}               the first that finds something counts
 *   way      = step {"." step}
 *   step     = name {"[" selector "]"}     of a list, a name is taken from every element
 *   selector = n                           the n-th element from 0; from the end if negative
 *            | name "=" value              the first element with that value
 *            | "boxed"                     of a text, what is in its last \boxed{}
 *            | "after=" marker             of a text, what follows the last marker
 * }</pre>
 *
 * @param text as it was declared
 * @param ways to the value
 * @param optional whether it may be missing in every row
 */
record FieldPath(String text, List<List<Step>> ways, boolean optional) {

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]|?]+)((?:\\[[^\\[\\]]+])*)");
    private static final Pattern SELECTOR = Pattern.compile("\\[([^\\[\\]]+)]");

    /** A name, followed by selectors. */
    record Step(String name, List<String> selectors) {}

    /** @throws IllegalArgumentException if the text is no path */
    static FieldPath parse(String text) {
        boolean optional = text.strip().endsWith("?");
        String ways = optional ? text.strip().substring(0, text.strip().length() - 1) : text;
        List<List<Step>> parsed = new ArrayList<>();
        for (String way : outsideBrackets(ways, '|')) {
            List<Step> steps = new ArrayList<>();
            for (String step : outsideBrackets(way.strip(), '.')) {
                steps.add(step(text, step));
            }
            parsed.add(List.copyOf(steps));
        }
        return new FieldPath(text.strip(), List.copyOf(parsed), optional);
    }

    /** Several paths with commas between them. */
    static List<FieldPath> parseList(String text) {
        return outsideBrackets(text, ',').stream().map(FieldPath::parse).toList();
    }

    /** What the first way that finds something finds; a null if none does. */
    Value in(Value.Entries row) {
        for (List<Step> way : ways) {
            Value value = row;
            for (Step step : way) {
                value = take(value, step);
            }
            if (!value.missing()) {
                return value;
            }
        }
        return new Value.Nothing();
    }

    /** The fields of the row that the ways start at. */
    Set<String> roots() {
        Set<String> roots = new LinkedHashSet<>();
        ways.forEach(way -> roots.add(way.get(0).name()));
        return roots;
    }

    private static Value take(Value from, Step step) {
        Value value = named(from, step.name());
        for (String selector : step.selectors()) {
            value = select(value, selector);
        }
        return value;
    }

    private static Value named(Value from, String name) {
        if (from instanceof Value.Entries object) {
            return object.get(name);
        }
        if (from instanceof Value.Items list) {
            List<Value> values = new ArrayList<>();
            for (Value item : list.items()) {
                Value value = named(item, name);
                if (value.missing()) {
                    return value;
                }
                values.add(value);
            }
            return new Value.Items(values);
        }
        return new Value.Nothing();
    }

    private static Value select(Value from, String selector) {
        if (from instanceof Value.Items list) {
            return element(list.items(), selector);
        }
        if (from instanceof Value.Text value && selector.equals("boxed")) {
            return lastBox(value.text());
        }
        if (from instanceof Value.Text value && selector.startsWith("after=")) {
            String marker = selector.substring("after=".length());
            int at = value.text().lastIndexOf(marker);
            return at < 0
                    ? new Value.Nothing()
                    : new Value.Text(
                            value.text().substring(at + marker.length()).strip());
        }
        return new Value.Nothing();
    }

    private static Value element(List<Value> items, String selector) {
        if (selector.matches("-?\\d{1,9}")) {
            int index = Integer.parseInt(selector);
            int at = index < 0 ? items.size() + index : index;
            return at >= 0 && at < items.size() ? items.get(at) : new Value.Nothing();
        }
        int equals = selector.indexOf('=');
        for (Value item : items) {
            if (equals > 0 && item instanceof Value.Entries object) {
                Value found = object.get(selector.substring(0, equals));
                if (found.scalar() && found.asText().equals(selector.substring(equals + 1))) {
                    return item;
                }
            }
        }
        return new Value.Nothing();
    }

    private static Value lastBox(String text) {
        int start = text.lastIndexOf("\\boxed{");
        int depth = 1;
        for (int i = start + "\\boxed{".length(); start >= 0 && i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return new Value.Text(text.substring(start + "\\boxed{".length(), i));
            }
        }
        return new Value.Nothing();
    }

    private static Step step(String path, String text) {
        Matcher matcher = STEP.matcher(text);
        if (!matcher.matches() || matcher.group(1).isBlank()) {
            throw new IllegalArgumentException(
                    "\"" + path + "\" is no path: write names with dots between them, such as "
                            + "reward_model.ground_truth or prompt[role=user].content, | between alternatives, ? behind what may"
                            + " be missing");
        }
        List<String> selectors = new ArrayList<>();
        Matcher selector = SELECTOR.matcher(matcher.group(2));
        while (selector.find()) {
            if (!selector.group(1).matches("-?\\d{1,9}|boxed|[^=]+=.*")) {
                throw new IllegalArgumentException("\"" + path + "\" is no path: [" + selector.group(1)
                        + "] is neither [0], [role=user], [boxed] nor [after=####]");
            }
            selectors.add(selector.group(1));
        }
        return new Step(matcher.group(1), List.copyOf(selectors));
    }

    private static List<String> outsideBrackets(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == separator && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
