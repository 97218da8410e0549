package dev.luffy.benchmarks.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The choices of a problem and which of them is right.
 *
 * @param texts of the choices, in the order in which they are shown
 * @param right index of the right one
 */
record Choices(List<String> texts, int right) {

    private static final int MOST = 26;

    /** The choices as given; which one is right is said by label, letter, text or index from 0, tried in this order. */
    static Choices listed(Row row, Value choices, Value labels, Value correct) {
        List<String> names;
        List<String> texts;
        if (choices instanceof Value.Entries object) {
            names = List.copyOf(object.entries().keySet());
            texts = texts(row, new Value.Items(List.copyOf(object.entries().values())));
        } else {
            texts = texts(row, choices);
            names = labels.missing() ? letters(texts.size()) : texts(row, labels);
        }
        if (names.size() != texts.size()) {
            throw row.error(
                    "there are " + texts.size() + " choices and " + names.size() + " labels",
                    "Give every choice its label.");
        }
        if (!correct.scalar()) {
            throw row.error(
                    "the correct choice is " + correct.kind(), "Give its letter, its text or its index from 0.");
        }
        return new Choices(texts, right(row, names, texts, correct));
    }

    /** A right and several wrong choices, in an order that only the problem's id decides. */
    static Choices shuffled(Row row, String id, Value correct, List<Value> incorrect) {
        List<String> given = new ArrayList<>(texts(row, new Value.Items(List.of(correct))));
        given.addAll(texts(row, new Value.Items(incorrect)));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            order.add(i);
        }
        // Sorting by digest shuffles the same way whatever the version of Java and the order of rows.
        order.sort(Comparator.comparing(i -> Sha256.of(id, Integer.toString(i))));
        return new Choices(order.stream().map(given::get).toList(), order.indexOf(0));
    }

    /** The letter of the right choice. */
    String letter() {
        return letters(texts.size()).get(right);
    }

    /** The question with the choices below it, a line each. */
    String below(String question) {
        StringBuilder prompt = new StringBuilder(question.stripTrailing()).append("\n");
        List<String> letters = letters(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            prompt.append("\n(").append(letters.get(i)).append(") ").append(texts.get(i));
        }
        return prompt.toString();
    }

    private static int right(Row row, List<String> names, List<String> texts, Value correct) {
        String given = correct.asText().strip();
        int right = names.indexOf(given);
        if (right < 0) {
            right = letters(texts.size()).indexOf(given.toUpperCase(Locale.ROOT));
        }
        // A number is an index even where the choices are numbers; a text is a text first.
        if (right < 0 && correct instanceof Value.Text) {
            right = texts.indexOf(given);
        }
        if (right < 0 && given.matches("\\d{1,2}")) {
            right = Integer.parseInt(given);
        }
        if (right < 0 || right >= texts.size()) {
            throw row.error(
                    "the correct choice " + Fields.shown(given) + " is none of the " + texts.size() + " choices",
                    "Give its letter, its text or its index from 0.");
        }
        return right;
    }

    private static List<String> texts(Row row, Value choices) {
        if (!(choices instanceof Value.Items list)
                || list.items().isEmpty()
                || list.items().size() > MOST) {
            throw row.error("the choices are " + choices.kind(), "Give a list of 1 to " + MOST + " texts.");
        }
        List<String> texts = new ArrayList<>();
        for (Value item : list.items()) {
            if (!item.scalar()) {
                throw row.error("a choice is " + item.kind() + ", no text", "Give every choice a text.");
            }
            texts.add(item.asText().strip());
        }
        return texts;
    }

    private static List<String> letters(int count) {
        List<String> letters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            letters.add(String.valueOf((char) ('A' + i)));
        }
        return letters;
    }
}
