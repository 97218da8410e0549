package dev.luffy.benchmarks.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The layouts of files that many people have. */
final class NamedLayouts {

    /** In the order in which they are tried on a file that declares none: from the one that asks for most. */
    private static final Map<String, Map<String, String>> ALL = new LinkedHashMap<>();

    private static final String TRAINING = "luffy-training";

    /** Asks for fields that others also have, but means something else by them. */
    private static final Set<String> BY_NAME_ONLY = Set.of("gsm8k", "qwen-math", "deepscaler", "hf-math", TRAINING);

    static {
        add(
                TRAINING,
                "id=extra_info.index?",
                "problem=prompt[role=user].content",
                "answer=reward_model.ground_truth",
                "subject=data_source?",
                "system=prompt[role=system].content?",
                "target=target?");
        add(
                "luffy",
                "id=data_source,extra_info.index",
                "problem=prompt[role=user].content",
                "answer=reward_model.ground_truth",
                "subject=data_source",
                "system=prompt[role=system].content?");
        add(
                "gpqa",
                "id=Record ID?",
                "problem=Question",
                "correct=Correct Answer",
                "incorrect=Incorrect Answer 1,Incorrect Answer 2,Incorrect Answer 3",
                "subject=High-level domain|Subdomain?");
        add(
                "mmlu-pro",
                "id=question_id",
                "problem=question",
                "choices=options",
                "correct=answer|answer_index",
                "subject=category?");
        add(
                "arc",
                "id=id",
                "problem=question.stem|question",
                "choices=choices.text|question.choices.text",
                "labels=choices.label|question.choices.label",
                "correct=answerKey");
        add("mmlu", "problem=question", "choices=choices", "correct=answer", "subject=subject?");
        add(
                "luffy-jsonl",
                "id=id",
                "problem=prompt",
                "answer=answer,alternatives?",
                "subject=family?",
                "level=level?",
                "tolerance=tolerance?");
        add(
                "olympiad-bench",
                "id=id",
                "problem=question|problem",
                "answer=final_answer",
                "subject=subfield?",
                "tolerance=error?",
                "unit=unit?");
        add(
                "deepscaler",
                "id=unique_id|id|idx?",
                "problem=problem",
                "answer=answer",
                "subject=subfield|type?",
                "level=difficulty?",
                "tolerance=error?",
                "unit=unit?");
        add(
                "qwen-math",
                "id=id|idx?",
                "problem=problem|question",
                "answer=answer|final_answer|solution[boxed]",
                "subject=type|subject?",
                "level=level?");
        add(
                "hf-math",
                "id=unique_id|id|ID?",
                "problem=problem|Problem",
                "answer=answer|Answer",
                "subject=subject|type?",
                "level=level?");
        add("gsm8k", "problem=question", "answer=answer[after=####]");
        add(
                "math",
                "id=unique_id|id|ID|idx?",
                "problem=problem|Problem|question|Question",
                "answer=answer|Answer|final_answer|expected_answer|solution[boxed]",
                "subject=subject|subfield|type?",
                "level=level|difficulty?",
                "tolerance=error?",
                "unit=unit?");
    }

    private NamedLayouts() {}

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    static Map<String, String> fields(String name) {
        Map<String, String> fields = ALL.get(name);
        if (fields == null) {
            throw new IllegalArgumentException("There is no layout \"" + name + "\": use one of "
                    + String.join(", ", names()) + ", or say where each part of a problem is");
        }
        return fields;
    }

    /** The first layout whose required fields are all among the names; null if there is none. */
    static Map<String, String> fitting(Set<String> names) {
        for (Map.Entry<String, Map<String, String>> layout : ALL.entrySet()) {
            if (!BY_NAME_ONLY.contains(layout.getKey()) && fits(layout.getValue(), names)) {
                return layout.getValue();
            }
        }
        return null;
    }

    /** The same of a file to train on: LUFFY's training and evaluation files have the same fields but one. */
    static Map<String, String> fittingTraining(Set<String> names) {
        Map<String, String> training = ALL.get(TRAINING);
        return fits(training, names) ? training : fitting(names);
    }

    private static boolean fits(Map<String, String> layout, Set<String> names) {
        return layout.values().stream().allMatch(path -> fits(path, names));
    }

    private static boolean fits(String paths, Set<String> names) {
        return FieldPath.parseList(paths).stream()
                .allMatch(path -> path.optional() || path.roots().stream().anyMatch(names::contains));
    }

    private static void add(String name, String... parts) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String part : parts) {
            int equals = part.indexOf('=');
            fields.put(part.substring(0, equals), part.substring(equals + 1));
        }
        ALL.put(name, fields);
    }
}
