package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.Policy.Reading;
import dev.luffy.benchmarks.answer.expression.Rules;
import dev.luffy.benchmarks.answer.expression.Rules.Decimals;
import dev.luffy.benchmarks.answer.expression.Rules.Degrees;
import dev.luffy.benchmarks.answer.expression.Rules.Percent;
import dev.luffy.benchmarks.answer.expression.Rules.Units;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The policies that have a name; {@code docs/verifier.md} says why each is as it is. */
final class Presets {

    private static final String THINK = "</think>";

    /** Raised for all together: they share the grammar and the comparison. */
    private static final int VERSION = 1;

    private static final Map<String, Policy> ALL = presets();

    private Presets() {}

    static Map<String, Policy> all() {
        return ALL;
    }

    private static Map<String, Policy> presets() {
        Reading anywhere = new Reading(THINK, false, false, true, false);
        Reading boxed = new Reading(THINK, false, true, false, false);
        Reading announced = new Reading(THINK, false, false, false, false);
        Rules ours = rules(Percent.GOLD_DECIDES, Decimals.SHOWN_PRECISION, "0", Units.CHECKED_IF_BOTH, false);
        Rules exact = rules(Percent.FRACTION, Decimals.EXACT, "0", Units.DROPPED, false);
        Rules strings = rules(Percent.DROPPED, Decimals.EXACT, "0", Units.DROPPED, true);
        Map<String, Policy> presets = new LinkedHashMap<>();
        put(presets, "math", anywhere, ours);
        put(presets, "math-boxed", boxed, ours);
        put(presets, "exact-integer", anywhere, exact);
        put(presets, "choice", new Reading(THINK, false, false, false, true), ours);
        put(
                presets,
                "olympiadbench",
                announced,
                rules(Percent.FRACTION, Decimals.ABSOLUTE, "1e-8", Units.SIGNIFICANT, false));
        put(
                presets,
                "minerva",
                anywhere,
                rules(Percent.GOLD_DECIDES, Decimals.SHOWN_PRECISION, "0", Units.DROPPED, false));
        put(presets, "hendrycks", announced, strings);
        put(presets, "math-verify", anywhere, rules(Percent.FRACTION, Decimals.ABSOLUTE, "5e-7", Units.DROPPED, false));
        put(presets, "deepscaler", new Reading(THINK, true, true, false, false), exact);
        put(presets, "nemo-skills", announced, rules(Percent.DROPPED, Decimals.EXACT, "0", Units.DROPPED, false));
        put(presets, "qwen-math", anywhere, rules(Percent.EITHER, Decimals.SHOWN_PRECISION, "0", Units.DROPPED, false));
        put(presets, "mario", announced, rules(Percent.EITHER, Decimals.RELATIVE, "1e-3", Units.DROPPED, false));
        return Collections.unmodifiableMap(presets);
    }

    private static Rules rules(Percent percent, Decimals decimals, String tolerance, Units units, boolean ordered) {
        return new Rules(percent, decimals, tolerance, units, Degrees.DROPPED, ordered, false, false, false, false);
    }

    private static void put(Map<String, Policy> presets, String name, Reading reading, Rules rules) {
        presets.put(name, new Policy(name, VERSION, reading, rules));
    }
}
