package dev.luffy.maven.study;

import static dev.luffy.maven.study.Expectation.LESS;
import static dev.luffy.maven.study.Expectation.MORE;
import static dev.luffy.maven.study.Quantity.Span.FIRST;
import static dev.luffy.maven.study.Quantity.Span.LAST;
import static dev.luffy.maven.study.Quantity.Span.LAST_LESS_FIRST;
import static dev.luffy.maven.study.Quantity.Trait.ENTROPY;
import static dev.luffy.maven.study.Quantity.Trait.LENGTH;
import static dev.luffy.maven.study.Quantity.Trait.REWARD;

import dev.luffy.maven.study.Quantity.Course;
import java.util.List;
import java.util.Map;

/** What the paper plots over the steps of training. The mixtures are there to be seen beside LUFFY. */
final class TrainingDynamics {

    static final Map<String, Map<String, String>> VARIANTS = new VariantList()
            .preset("on-policy", "ON_POLICY")
            .preset("mixed", "MIXED_GRPO")
            .preset("mixed-shaping", "MIXED_GRPO_SHAPING")
            .preset("rl-with-sft-loss", "RL_WITH_SFT_LOSS")
            .map();

    static final List<Claim> CLAIMS = List.of(
            new Claim(
                    "dynamics.dip",
                    "LUFFY earns less than On-Policy RL early on",
                    new Course(REWARD, FIRST),
                    "base",
                    "on-policy",
                    LESS),
            new Claim(
                    "dynamics.overtakes",
                    "LUFFY earns more than On-Policy RL in the end",
                    new Course(REWARD, LAST),
                    "base",
                    "on-policy",
                    MORE),
            new Claim(
                    "dynamics.length",
                    "LUFFY's responses are longer in the last third of training than in the first",
                    new Course(LENGTH, LAST_LESS_FIRST),
                    "base",
                    null,
                    MORE),
            new Claim(
                    "dynamics.explores",
                    "LUFFY ends with more entropy than On-Policy RL",
                    new Course(ENTROPY, LAST),
                    "base",
                    "on-policy",
                    MORE),
            new Claim(
                    "dynamics.collapse",
                    "The entropy of On-Policy RL is lower in the last third of training than in the first",
                    new Course(ENTROPY, LAST_LESS_FIRST),
                    "on-policy",
                    null,
                    LESS));

    private TrainingDynamics() {}
}
