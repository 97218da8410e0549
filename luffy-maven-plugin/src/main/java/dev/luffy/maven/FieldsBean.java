package dev.luffy.maven;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where in a row of a file the parts of a problem are; what is left out is where the layout says. A path is names with dots
 * between them; {@code a|b} takes what is there first, {@code prompt[role=user].content} an element of a list, and a
 * {@code ?} at the end allows the value to be missing.
 *
 * <pre>{@code
 * <fields>
 *   <id>unique_id</id>
 *   <problem>question</problem>
 *   <answer>final_answer</answer>
 *   <subject>subfield</subject>
 *   <level>difficulty</level>
 *   <tolerance>error</tolerance>
 *   <unit>unit</unit>
 *   <system>system</system>
 *   <choices>options</choices>          <!-- multiple choice: choices, and which of them is correct … -->
 *   <labels>choices.label</labels>
 *   <correct>answer_index</correct>
 *   <incorrect>Incorrect Answer 1,Incorrect Answer 2</incorrect>   <!-- … or the correct answer and the others -->
 *   <target>target</target>             <!-- in <data>: the teacher's responses, texts or messages of the assistant -->
 * </fields>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class FieldsBean {

    private String id;
    private String problem;
    private String answer;
    private String subject;
    private String level;
    private String tolerance;
    private String unit;
    private String system;
    private String choices;
    private String labels;
    private String correct;
    private String incorrect;
    private String target;

    /** Part → path, of what is declared. */
    Map<String, String> paths() {
        Map<String, String> paths = new TreeMap<>();
        put(paths, "id", id);
        put(paths, "problem", problem);
        put(paths, "answer", answer);
        put(paths, "subject", subject);
        put(paths, "level", level);
        put(paths, "tolerance", tolerance);
        put(paths, "unit", unit);
        put(paths, "system", system);
        put(paths, "choices", choices);
        put(paths, "labels", labels);
        put(paths, "correct", correct);
        put(paths, "incorrect", incorrect);
        put(paths, "target", target);
        return paths;
    }

    private static void put(Map<String, String> paths, String part, String path) {
        if (path != null) paths.put(part, path);
    }
}
