package dev.luffy.maven.study;

import static dev.luffy.maven.study.Expectation.LESS;
import static dev.luffy.maven.study.Expectation.MORE;

import java.util.List;
import java.util.Map;

/**
 * Table 1. GRPO and SimpleRL-Zoo are trained for comparison; the paper's tables have no number of theirs, so nothing is
 * claimed of them. SFT then RL takes two experiments and is a variant that only a POM can declare.
 */
final class Methods {

    /** Id of the variant whose first stage is an experiment of its own. */
    static final String TWO_STAGES = "sft-then-rl";

    private static final String SFT_LOSS = "rl-with-sft-loss";

    static final Map<String, Map<String, String>> VARIANTS = new VariantList()
            .preset("on-policy", "ON_POLICY")
            .preset("sft", "SFT")
            .preset(SFT_LOSS, "RL_WITH_SFT_LOSS")
            .preset("grpo", "GRPO")
            .original("simple-rl-zoo", "SIMPLE_RL_ZOO")
            .original("oat-zero", "OAT_ZERO")
            .original("simple-rl", "SIMPLE_RL")
            .original("open-reasoner-zero", "OPEN_REASONER_ZERO")
            .original("prime-zero", "PRIME_ZERO")
            .map();

    static final List<Claim> CLAIMS = List.of(
            luffyAbove("on-policy", "On-Policy RL"),
            luffyAbove("sft", "SFT"),
            luffyAbove(SFT_LOSS, "RL with SFT loss"),
            luffyAbove(TWO_STAGES, "SFT then RL"),
            luffyAbove("simple-rl", "SimpleRL-Zero"),
            luffyAbove("open-reasoner-zero", "OpenReasoner-Zero"),
            luffyAbove("prime-zero", "PRIME-Zero"),
            luffyAbove("oat-zero", "Oat-Zero"),
            sftLossBelow("sft", "SFT"),
            sftLossBelow("on-policy", "On-Policy RL"));

    private Methods() {}

    private static Claim luffyAbove(String variant, String name) {
        return new Claim(
                "methods.luffy-" + variant, "LUFFY above " + name, new Quantity.HeldOut(null), "base", variant, MORE);
    }

    private static Claim sftLossBelow(String variant, String name) {
        return new Claim(
                "methods." + SFT_LOSS + "-" + variant,
                "RL with SFT loss below " + name,
                new Quantity.HeldOut(null),
                SFT_LOSS,
                variant,
                LESS);
    }
}
