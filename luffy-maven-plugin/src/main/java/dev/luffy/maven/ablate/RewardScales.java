package dev.luffy.maven.ablate;

import dev.luffy.runtime.experiment.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a right, a wrong and no answer are worth to each variant: only rewards of one scale can be compared. */
final class RewardScales {

    private static final Outcome DEFAULT = new Outcome(1, 0, 0);

    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

    RewardScales(Ablation ablation) {
        for (Variant variant : ablation.variants()) outcomes.put(variant.id(), outcome(variant));
    }

    /** Of two ids of variants. */
    boolean same(String one, String other) {
        return outcomes.get(one).equals(outcomes.get(other));
    }

    private static Outcome outcome(Variant variant) {
        if (variant.declaration() == null) return DEFAULT;
        Outcome declared = variant.declaration().runs().get(0).method().outcome();
        return declared == null ? DEFAULT : declared;
    }
}
