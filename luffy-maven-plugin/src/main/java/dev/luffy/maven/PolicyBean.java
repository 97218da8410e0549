package dev.luffy.maven;

import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a response's answer is and when it is right: a preset, and whatever differs from it. The presets and settings are
 * explained in docs/verifier.md.
 *
 * <pre>{@code
 * <policy>math</policy>
 *
 * <policy>
 *   <preset>math</preset>
 *   <boundary>&lt;/think&gt;</boundary>   <!-- empty for none -->
 *   <boxRequired>true</boxRequired>
 *   <percent>DROPPED</percent>
 * </policy>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PolicyBean {

    private String preset = "math";
    private TextBean boundary;
    private String boundaryRequired;
    private String boxRequired;
    private String lastNumber;
    private String choices;
    private String percent;
    private String decimals;
    private String tolerance;
    private String units;
    private String degrees;
    private String orderedLists;
    private String tuplesAreSets;
    private String renamedVariables;
    private String relationsAsSets;
    private String baseMayBeLeftOut;

    /** Makes {@code <policy>preset</policy>} possible. */
    public void set(String name) {
        preset = name;
    }

    Policy toPolicy() {
        Policy policy = named();
        if (boundary != null) policy = with(policy, "boundary", boundary.text());
        for (Map.Entry<String, String> each : settings().entrySet()) {
            policy = with(policy, each.getKey(), each.getValue().trim());
        }
        return policy;
    }

    private Policy named() {
        try {
            return Policy.named(preset == null ? "" : preset.trim());
        } catch (IllegalArgumentException e) {
            throw new InvalidDeclarationException(
                    "preset",
                    preset == null ? "nothing" : preset,
                    "must be one of " + String.join(", ", Policy.names()));
        }
    }

    private static Policy with(Policy policy, String setting, String value) {
        try {
            return policy.with(setting, value);
        } catch (IllegalArgumentException e) {
            throw new InvalidDeclarationException(setting, value, "that is no such setting: " + e.getMessage());
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        put(settings, "boundaryRequired", boundaryRequired);
        put(settings, "boxRequired", boxRequired);
        put(settings, "lastNumber", lastNumber);
        put(settings, "choices", choices);
        put(settings, "percent", percent);
        put(settings, "decimals", decimals);
        put(settings, "tolerance", tolerance);
        put(settings, "units", units);
        put(settings, "degrees", degrees);
        put(settings, "orderedLists", orderedLists);
        put(settings, "tuplesAreSets", tuplesAreSets);
        put(settings, "renamedVariables", renamedVariables);
        put(settings, "relationsAsSets", relationsAsSets);
        put(settings, "baseMayBeLeftOut", baseMayBeLeftOut);
        return settings;
    }

    private static void put(Map<String, String> settings, String name, String value) {
        if (value != null) settings.put(name, value);
    }
}
