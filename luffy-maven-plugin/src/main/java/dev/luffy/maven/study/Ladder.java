package dev.luffy.maven.study;

import static dev.luffy.maven.study.Expectation.LESS;
import static dev.luffy.maven.study.Expectation.MORE;
import static dev.luffy.maven.study.Expectation.NO_MORE;
import static dev.luffy.maven.study.Quantity.Span.FIRST;
import static dev.luffy.maven.study.Quantity.Span.LAST;
import static dev.luffy.maven.study.Quantity.Span.LAST_LESS_MIDDLE;
import static dev.luffy.maven.study.Quantity.Trait.ENTROPY;
import static dev.luffy.maven.study.Quantity.Trait.REWARD;

import dev.luffy.maven.study.Quantity.Course;
import java.util.List;
import java.util.Map;

/** Table 4 and section 5: 44.4 < 47.8 < 50.1 with the teacher; 45.5, 42.0 and 44.9 without. */
final class Ladder {

    private static final String ON = "on-policy";
    private static final String ON_SHAPING = "on-policy-shaping";
    private static final String ON_NO_CLIP = "on-policy-no-clip";
    private static final String MIXED = "mixed";
    private static final String SHAPING = "mixed-shaping";
    private static final String LUFFY = "mixed-shaping-no-clip";

    static final Map<String, Map<String, String>> VARIANTS = new VariantList()
            .preset(ON, "ON_POLICY")
            .preset(ON_SHAPING, "ON_POLICY_SHAPING")
            .preset(ON_NO_CLIP, "ON_POLICY_NO_CLIP")
            .preset(MIXED, "MIXED_GRPO")
            .preset(SHAPING, "MIXED_GRPO_SHAPING")
            .preset(LUFFY, "MIXED_GRPO_SHAPING_NO_CLIP")
            .map();

    private static final Quantity SCORE = new Quantity.HeldOut(null);

    static final List<Claim> CLAIMS = List.of(
            new Claim("ladder.mixed", "Mixed-Policy ends no better than On-Policy RL", SCORE, MIXED, ON, NO_MORE),
            new Claim(
                    "ladder.mixed-starts",
                    "Mixed-Policy earns more than On-Policy RL early on",
                    new Course(REWARD, FIRST),
                    MIXED,
                    ON,
                    MORE),
            // Two claims and not the gains of the two compared: whoever starts late gains late, whoever is at the
            // ceiling
            // does not.
            new Claim(
                    "ladder.mixed-stalls",
                    "Mixed-Policy earns no more in the last third of training than in the middle",
                    new Course(REWARD, LAST_LESS_MIDDLE),
                    MIXED,
                    null,
                    NO_MORE),
            new Claim(
                    "ladder.mixed-below",
                    "Mixed-Policy earns less than LUFFY late in training",
                    new Course(REWARD, LAST),
                    MIXED,
                    LUFFY,
                    LESS),
            // All start from the same weights, so the level of the first third is how much is lost by then, and that is
            // speed. A difference of thirds would subtract what is lost in the first; and in the middle both may lie on
            // the floor already, where a lower floor would pass for a faster fall.
            new Claim(
                    "ladder.mixed-collapses",
                    "From the same start, Mixed-Policy has less entropy than On-Policy RL early on",
                    new Course(ENTROPY, FIRST),
                    MIXED,
                    ON,
                    LESS),
            new Claim(
                    "ladder.shaping-explores",
                    "Mixed-Policy ends with more entropy with shaping than without",
                    new Course(ENTROPY, LAST),
                    SHAPING,
                    MIXED,
                    MORE),
            new Claim("ladder.shaping", "Shaping improves Mixed-Policy", SCORE, SHAPING, MIXED, MORE),
            new Claim("ladder.no-clip", "No clip improves Mixed-Policy with shaping", SCORE, LUFFY, SHAPING, MORE),
            new Claim(
                    "ladder.shaping-alone", "Without a teacher, shaping adds nothing", SCORE, ON_SHAPING, ON, NO_MORE),
            new Claim(
                    "ladder.no-clip-alone", "Without a teacher, no clip adds nothing", SCORE, ON_NO_CLIP, ON, NO_MORE));

    private Ladder() {}
}
