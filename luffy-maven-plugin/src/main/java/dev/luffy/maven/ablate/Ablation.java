package dev.luffy.maven.ablate;

import dev.luffy.maven.study.Claim;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One {@code <ablation>} of a POM.
 *
 * @param id names its folder
 * @param variants the base first, then the others in the order declared
 * @param studied ids of the variants that a study declares and the POM leaves alone: where one changes nothing, another
 *     stands for it
 * @param claims of its studies
 * @param evaluation what the model of every run is asked, or null
 */
public record Ablation(
        String id, List<Variant> variants, Set<String> studied, List<Claim> claims, AblationEvaluation evaluation) {

    public Ablation {
        variants = List.copyOf(variants);
        studied = Set.copyOf(studied);
        claims = List.copyOf(claims);
    }

    /** One whose variants are all a study's, or all the POM's. */
    Ablation(String id, List<Variant> variants, boolean derived, List<Claim> claims, AblationEvaluation evaluation) {
        this(
                id,
                variants,
                derived ? variants.stream().map(Variant::id).collect(Collectors.toSet()) : Set.of(),
                claims,
                evaluation);
    }

    /** One without claims whose models are asked nothing. */
    Ablation(String id, List<Variant> variants, boolean derived) {
        this(id, variants, derived, List.of(), null);
    }
}
