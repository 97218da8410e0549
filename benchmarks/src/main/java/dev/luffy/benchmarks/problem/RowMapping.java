package dev.luffy.benchmarks.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes problems out of rows by a layout. */
final class RowMapping {

    /** Digits of a digest that make an id: two of a million problems share one with a chance of 1 in 500. */
    private static final int ID_DIGITS = 12;

    private static final int SHOWN_VALUES = 10;
    private static final String ASSISTANT = "assistant";
    private static final Pattern TOLERANCE = Pattern.compile(
            "\\s*(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*(,\\s*(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*)*");

    private final Map<String, List<FieldPath>> parts = new LinkedHashMap<>();
    private final Map<FieldPath, String> where = new LinkedHashMap<>();
    private final Set<String> found = new TreeSet<>();
    private final Set<String> refused = new TreeSet<>();

    /** A problem and the system message of its row, which may be empty. */
    record Item(Problem problem, String system) {}

    RowMapping(Layout layout) {
        layout.fields().forEach((part, path) -> parts.put(part, FieldPath.parseList(path)));
        layout.where().forEach((path, value) -> where.put(FieldPath.parse(path), value));
    }

    /** The fields that rows must have read. */
    Set<String> roots() {
        Set<String> roots = new LinkedHashSet<>();
        parts.values().forEach(paths -> paths.forEach(path -> roots.addAll(path.roots())));
        where.keySet().forEach(path -> roots.addAll(path.roots()));
        return roots;
    }

    /** Whether a row is to be read. */
    boolean takes(Row row) {
        for (Map.Entry<FieldPath, String> condition : where.entrySet()) {
            Value value = condition.getKey().in(row.entries());
            if (!value.scalar() || !value.asText().equals(condition.getValue())) {
                if (refused.size() < SHOWN_VALUES) {
                    refused.add(condition.getKey().text() + " = "
                            + (value.scalar() ? Fields.shown(value.asText()) : value.kind()));
                }
                return false;
            }
        }
        return true;
    }

    /** Why no row was taken. */
    MalformedDataException nothingTaken(Path file, Set<String> names) {
        String asked = where.entrySet().stream()
                .map(condition -> condition.getKey().text() + " = " + Fields.shown(condition.getValue()))
                .collect(Collectors.joining(" and "));
        return new MalformedDataException(
                file,
                0,
                "no row has " + asked + "; there are rows with " + String.join(", ", refused) + "; the first row has "
                        + Row.shown(names),
                "Correct the condition, or name another file.");
    }

    /** Refuses paths that nothing was at in any row. */
    void requireAllFound(Path file, Set<String> names) {
        parts.forEach((part, paths) -> {
            if (!found.contains(part) && paths.stream().noneMatch(FieldPath::optional)) {
                throw new MalformedDataException(
                        file,
                        0,
                        "no row has a " + part + " at "
                                + Fields.shown(paths.get(0).text()) + "; the first row has " + Row.shown(names),
                        "Correct the path, or write ? behind it if it may be missing.");
            }
        });
    }

    /** The problem of a row. */
    Item item(Row row) {
        String question = text(row, "problem");
        if (question.isBlank()) {
            throw row.error("the problem is blank", "Give it a text, or remove the row.");
        }
        String subject = text(row, "subject");
        String level = text(row, "level");
        String system = text(row, "system");
        if (parts.containsKey("answer")) {
            List<String> golds = golds(row);
            Problem problem = new Problem(
                    id(row, List.of(question)),
                    question,
                    golds.get(0),
                    subject,
                    level,
                    golds.subList(1, golds.size()),
                    tolerance(row));
            return new Item(problem, system);
        }
        Value correct = value(row, "correct");
        List<Value> listed = parts.containsKey("choices") ? List.of() : values(row, "incorrect");
        Value given = parts.containsKey("choices") ? value(row, "choices") : new Value.Items(listed);
        List<String> content = new ArrayList<>(List.of(question));
        flatten(correct, content);
        flatten(given, content);
        String id = id(row, content);
        Choices choices = parts.containsKey("choices")
                ? Choices.listed(row, given, value(row, "labels"), correct)
                : Choices.shuffled(row, id, correct, listed);
        return new Item(new Problem(id, choices.below(question), choices.letter(), subject, level), system);
    }

    /**
     * The teacher's responses to the problem of a row, in order: texts, or messages, which must be the assistant's. Empty
     * where there is none; an empty text stays one, for it is no response and yet no nothing.
     */
    List<String> targets(Row row) {
        List<String> texts = new ArrayList<>();
        for (Value value : values(row, "target")) {
            List<Value> targets = value instanceof Value.Items list ? list.items() : List.of(value);
            targets.forEach(target -> texts.add(target(row, target)));
        }
        return texts;
    }

    private static String target(Row row, Value target) {
        Value text = target;
        if (target instanceof Value.Entries message) {
            Value role = message.get("role");
            if (!role.scalar() || !role.asText().equals(ASSISTANT)) {
                throw row.error(
                        "a target's role is " + (role.scalar() ? Fields.shown(role.asText()) : role.kind()) + ", not "
                                + Fields.shown(ASSISTANT),
                        "A target is what the teacher answered: name the path of that, or correct the row.");
            }
            text = message.get("content");
        }
        if (!(text instanceof Value.Text) && !text.missing()) {
            throw row.error("a target is " + text.kind() + ", no text", "Correct the path of the target.");
        }
        return text.missing() ? "" : text.asText();
    }

    private String id(Row row, List<String> content) {
        if (parts.containsKey("id")) {
            List<String> ids = new ArrayList<>();
            for (Value value : values(row, "id")) {
                if (!value.scalar() || value.asText().isBlank()) {
                    throw row.error("the id is " + value.kind(), "Give it a text or a number.");
                }
                ids.add(value.asText().strip());
            }
            if (!ids.isEmpty()) {
                return String.join("/", ids);
            }
        }
        return Sha256.of(content.toArray(String[]::new)).substring(0, ID_DIGITS);
    }

    private static void flatten(Value value, List<String> texts) {
        if (value instanceof Value.Items list) {
            list.items().forEach(item -> flatten(item, texts));
        } else if (value instanceof Value.Entries object) {
            object.entries().forEach((name, item) -> {
                texts.add(name);
                flatten(item, texts);
            });
        } else {
            texts.add(value.scalar() ? value.asText() : "");
        }
    }

    /** The right answers, each once. */
    private List<String> golds(Row row) {
        Set<String> golds = new LinkedHashSet<>();
        for (Value value : values(row, "answer")) {
            List<Value> answers = value instanceof Value.Items list ? list.items() : List.of(value);
            for (Value answer : answers) {
                if (!answer.scalar()) {
                    throw row.error("the answer is " + answer.kind(), "Give a text, a number or a list of them.");
                }
                if (!answer.asText().isBlank()) {
                    golds.add(answer.asText().strip());
                }
            }
        }
        if (golds.isEmpty()) {
            throw row.error("the answer is empty", "Give the gold answer, or leave the row out by a condition.");
        }
        withUnit(row, golds);
        return List.copyOf(golds);
    }

    /** A unit given apart makes the answer with the unit right too; not of several answers in one text. */
    private void withUnit(Row row, Set<String> golds) {
        String unit = withoutDollars(text(row, "unit"));
        String gold = withoutDollars(golds.iterator().next());
        if (!unit.isEmpty() && !gold.contains(",") && !gold.contains("=")) {
            golds.add(gold + (Character.isLetter(unit.charAt(0)) ? " " : "") + unit);
        }
    }

    private static String withoutDollars(String text) {
        return text.replace("$", "").strip();
    }

    private String tolerance(Row row) {
        String tolerance = text(row, "tolerance").strip();
        if (!tolerance.isEmpty() && !TOLERANCE.matcher(tolerance).matches()) {
            throw row.error(
                    "the tolerance " + Fields.shown(tolerance) + " is no number",
                    "Give a number such as 1e-1, or leave it out.");
        }
        return tolerance;
    }

    /** The text of a part; empty if it is not declared or may be missing and is. */
    private String text(Row row, String part) {
        Value value = value(row, part);
        if (!value.missing() && !value.scalar()) {
            throw row.error(
                    "the " + part + " is " + value.kind() + ", no text", "Correct the path of the " + part + ".");
        }
        return value.missing() ? "" : value.asText();
    }

    private Value value(Row row, String part) {
        List<Value> values = values(row, part);
        return values.isEmpty() ? new Value.Nothing() : values.get(0);
    }

    /** What is at the paths of a part; where one is missing that may be, it is left out. */
    private List<Value> values(Row row, String part) {
        List<Value> values = new ArrayList<>();
        for (FieldPath path : parts.getOrDefault(part, List.of())) {
            Value value = path.in(row.entries());
            if (!value.missing()) {
                values.add(value);
                found.add(part);
            } else if (!path.optional() && required(part)) {
                throw row.missing(part, path.text());
            }
        }
        return values;
    }

    private static boolean required(String part) {
        return switch (part) {
            case "subject", "level", "tolerance", "unit", "system", "target" -> false;
            default -> true;
        };
    }
}
