package dev.luffy.maven.study;

import static dev.luffy.maven.study.Expectation.LESS;
import static dev.luffy.maven.study.Expectation.MORE;
import static dev.luffy.maven.study.Quantity.At.LOWEST_OR_ONLY;

import dev.luffy.maven.study.Quantity.Answers;
import java.util.List;
import java.util.Map;

/**
 * Imitation and selectivity: similarity to the teacher's answers (BLEU in the paper: SFT 57.5, LUFFY 44.8, On-Policy RL
 * 8.8) and the length of answers (SFT 4,646 tokens, LUFFY 2,832).
 */
final class Overlap {

    private static final Quantity SIMILARITY = new Answers("similarity", LOWEST_OR_ONLY);

    static final Map<String, Map<String, String>> VARIANTS = new VariantList()
            .preset("sft", "SFT")
            .preset("on-policy", "ON_POLICY")
            .map();

    static final List<Claim> CLAIMS = List.of(
            new Claim(
                    "overlap.sft",
                    "SFT's answers are more like the teacher's than LUFFY's",
                    SIMILARITY,
                    "sft",
                    "base",
                    MORE),
            new Claim(
                    "overlap.luffy",
                    "LUFFY's answers are more like the teacher's than On-Policy RL's",
                    SIMILARITY,
                    "base",
                    "on-policy",
                    MORE),
            new Claim(
                    "overlap.length",
                    "LUFFY answers at less length than SFT",
                    new Answers("tokens", LOWEST_OR_ONLY),
                    "base",
                    "sft",
                    LESS));

    private Overlap() {}
}
