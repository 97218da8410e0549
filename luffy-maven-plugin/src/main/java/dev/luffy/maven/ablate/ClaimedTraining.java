package dev.luffy.maven.ablate;

import dev.luffy.maven.plan.Run;
import dev.luffy.maven.study.Claim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the claims of an ablation need of its training, whatever the numbers are. */
final class ClaimedTraining {

    private final String ablation;
    private final List<Claim> claims;
    private final Map<String, String> aliases;
    private final Map<String, Run> first = new HashMap<>();
    private final long seeds;

    ClaimedTraining(Plan plan) {
        this.ablation = plan.ablation().id();
        this.claims = plan.ablation().claims();
        this.aliases = plan.aliases();
        // Variants have the same seeds in the same order, so the first runs of two differ in nothing but the variant.
        for (PlannedRun each : plan.runs()) first.putIfAbsent(each.variant().id(), each.run());
        this.seeds = plan.runs().stream().map(PlannedRun::seed).distinct().count();
    }

    /** Lines for people, to be said before anything is trained. */
    List<String> warnings() {
        List<String> lines = new ArrayList<>();
        if (!claims.isEmpty() && seeds < Verdict.SEEDS) {
            lines.add("ablation " + ablation + ": <seeds> has " + seeds
                    + ", too few to judge the claims of its <study>; declare " + Verdict.SEEDS + " or more");
        }
        List<String> clips =
                claims.stream().filter(this::isOfAnIdleClip).map(Claim::id).toList();
        if (!clips.isEmpty()) {
            lines.add("ablation " + ablation + ": " + String.join(", ", clips)
                    + (clips.size() == 1 ? " compares" : " compare")
                    + " variants that differ in the clip alone, and with"
                    + " one update a step nothing is clipped: the difference is 0 for every seed. Declare"
                    + " <schedule><updatesPerStep>2</updatesPerStep></schedule> in the base");
        }
        return lines;
    }

    // With one update a step the policy that learns is the one that sampled: every ratio is 1.
    private boolean isOfAnIdleClip(Claim claim) {
        if (claim.than() == null) return false;
        Run variant = run(claim.variant());
        Run than = run(claim.than());
        if (variant == null || than == null || variant == than) return false;
        return variant.experiment().schedule().updatesPerStep() == 1
                && Sameness.butForTheClip(variant).equals(Sameness.butForTheClip(than));
    }

    private Run run(String variant) {
        return first.get(aliases.getOrDefault(variant, variant));
    }
}
