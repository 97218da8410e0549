package dev.luffy.maven.ablate;

import dev.luffy.maven.study.Claim;
import java.util.List;

/**
 * One {@code <ablation>} of a POM.
 *
 * @param id names its folder
 * @param variants the base first, then the others in the order declared
 * @param derived whether a study made the variants, in which one that changes nothing is the base itself and left out
 * @param claims of its studies
 * @param evaluation what the model of every run is asked, or null
 */
public record Ablation(
        String id, List<Variant> variants, boolean derived, List<Claim> claims, AblationEvaluation evaluation) {

    public Ablation {
        variants = List.copyOf(variants);
        claims = List.copyOf(claims);
    }

    /** One without claims whose models are asked nothing. */
    Ablation(String id, List<Variant> variants, boolean derived) {
        this(id, variants, derived, List.of(), null);
    }
}
