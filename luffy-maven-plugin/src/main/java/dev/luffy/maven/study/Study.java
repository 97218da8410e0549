package dev.luffy.maven.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The comparisons of arXiv 2504.14945, as variants of a base whose method is LUFFY, with what the paper says of each. */
public enum Study {
    /** Table 4: mixed policy, shaping and clip, with the teacher and without. */
    LADDER(Ladder.VARIANTS, Ladder.CLAIMS),
    /** Table 1: other ways to train. */
    METHODS(Methods.VARIANTS, Methods.CLAIMS),
    /** Appendix: the constant of the shaping function. */
    GAMMA(Gamma.VARIANTS, Gamma.CLAIMS),
    /** Exploration: pass@8 over the temperatures of sampling. */
    TEMPERATURE(Temperature.VARIANTS, Temperature.CLAIMS),
    /** Weak models: easy and hard training problems. */
    DIFFICULTY(Difficulty.VARIANTS, Difficulty.CLAIMS),
    /** Training dynamics: reward, entropy and length over the steps. */
    DYNAMICS(TrainingDynamics.VARIANTS, TrainingDynamics.CLAIMS),
    /** Imitation: how near to the teacher's the answers are, and how long. */
    OVERLAP(Overlap.VARIANTS, Overlap.CLAIMS);

    private final Map<String, Map<String, String>> variants;
    private final List<Claim> claims;

    Study(Map<String, Map<String, String>> variants, List<Claim> claims) {
        this.variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
        this.claims = List.copyOf(claims);
    }

    /** Ids with what each changes, in their order. */
    public Map<String, Map<String, String>> variants() {
        return variants;
    }

    /** In their order. A variant that they name and the study lacks is one that only a POM can declare. */
    public List<Claim> claims() {
        return claims;
    }
}
