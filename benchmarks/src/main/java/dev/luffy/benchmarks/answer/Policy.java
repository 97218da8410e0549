package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.expression.Rules;
import java.util.List;
import java.util.SortedMap;

/**
 * Where a response's answer is and when it counts as the gold answer: every question on which published graders disagree,
 * decided in writing. A benchmark names its policy; a verdict is only comparable under the same one.
 *
 * @param name of the preset it started from, lower case, such as {@code math}; followed by {@code *} where settings differ
 * @param version raised with every change that may change a verdict
 * @param reading where the answer is
 * @param rules when two answers are the same
 * @since 0.1
 */
public record Policy(String name, int version, Reading reading, Rules rules) {

    /**
     * Where the answer of a response is.
     *
     * @param boundary text before the answer, such as {@code </think>}; empty for none
     * @param boundaryRequired whether a response without the boundary has no answer
     * @param boxRequired whether only a box counts
     * @param lastNumber whether, where nothing else was found and the text holds no LaTeX, the last number is the answer
     * @param choices whether the answer is the letter of a choice
     */
    public record Reading(
            String boundary, boolean boundaryRequired, boolean boxRequired, boolean lastNumber, boolean choices) {}

    /**
     * A preset.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists them
     */
    public static Policy named(String name) {
        Policy preset = Presets.all().get(name);
        if (preset == null) {
            throw new IllegalArgumentException(
                    "There is no policy " + IntegerReading.shown(name) + "; there are " + String.join(", ", names()));
        }
        return preset;
    }

    /** The presets' names. */
    public static List<String> names() {
        return List.copyOf(Presets.all().keySet());
    }

    /**
     * This policy with one setting changed.
     *
     * @param setting its name, such as {@code percent} or {@code boxRequired}
     * @param value as text, such as {@code DROPPED} or {@code true}
     * @throws IllegalArgumentException if there is no such setting or value; the message lists what there is
     */
    public Policy with(String setting, String value) {
        return new PolicySettings(this).with(setting, value);
    }

    /** Every setting by its name, as text: what a metrics file records. */
    public SortedMap<String, String> settings() {
        return new PolicySettings(this).all();
    }
}
