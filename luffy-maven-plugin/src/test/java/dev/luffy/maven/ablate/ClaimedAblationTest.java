package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.study.Claim;
import dev.luffy.maven.study.Expectation;
import dev.luffy.maven.study.Quantity;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From claims of a declaration to verdicts in files, over runs that a fake worker trains. */
class ClaimedAblationTest extends AblationFixture {

    private static final List<Claim> CLAIMS = List.of(
            new Claim("s.rung", "No clip", new Quantity.HeldOut(null), "rung", "mixed", Expectation.MORE),
            new Claim(
                    "s.reward",
                    "Reward",
                    new Quantity.Course(Quantity.Trait.REWARD, Quantity.Span.LAST),
                    "base",
                    "mixed",
                    Expectation.LESS));

    @BeforeEach
    void testEveryClaimOnThreeSeeds() {
        seeds = List.of(1L, 2L, 3L);
        claims = CLAIMS;
    }

    /** The base solves 3, 4 and 5 of 8, every other variant 1. */
    @Override
    long correct(Experiment trained) {
        return trained.id().equals("a.base") ? 2 + trained.seed() : 1;
    }

    private void ablateOver(Preset base) throws IOException {
        variants.clear();
        variants.add(variant("base", base, Map.of()));
        variants.add(variant(
                "rung", Preset.MIXED_GRPO_SHAPING_NO_CLIP, Map.of("method.preset", "MIXED_GRPO_SHAPING_NO_CLIP")));
        variants.add(variant("mixed", Preset.MIXED_GRPO, Map.of("method.preset", "MIXED_GRPO")));
        ablate(false, null, Request.Resume.AUTO, true);
    }

    @Test
    void thePointOfAStudyThatTheBaseIsIsTestedAsTheBase() throws IOException {
        ablateOver(Preset.LUFFY);

        // 2/8, 3/8 and 4/8 more: mean 37.5, s = 12.5, t = 3√3 with 2 degrees of freedom, p = 1 − t/√(t² + 2) = 0.0351.
        assertThat(file("table.md"))
                .content()
                .contains(
                        "| s.rung | No clip | pass@1 | base − mixed | more | 3 | +37.5 ± 31.1 | 0.2500 | 0.5000 | 0.0351 |"
                                + " 0.0702 | not shown |")
                .contains("| s.reward | Reward | reward, last third | base − mixed | less | 3 | +0.000 ± 0.000 |"
                        + " 1.0000 | 1.0000 | 1.0000 | 1.0000 | no difference at all |")
                .containsSubsequence("## Effect", "## Claims", "## Dynamics", "## Hard prompts")
                .doesNotContain("## Answers");
        assertThat(file("claims.csv")).content().contains("s.rung,No clip,pass@1,base,mixed,MORE,0.375,");
        assertThat(file("dynamics.csv")).content().contains("mixed,LENGTH,FIRST,3,7.0,0.0,0.0,0.0,3,");
        assertThat(file("table.json"))
                .content()
                .contains("\"id\" : \"s.rung\"", "\"quantity\" : \"ENTROPY\"")
                .doesNotContain("\"answers\"");
        assertThat(lines).anyMatch(line -> line.matches("s\\.rung +base − mixed +more .* not shown"));
        assertThat(output.warnings).isEmpty();
    }

    @Test
    void anotherBaseThanLuffyIsSaid() throws IOException {
        ablateOver(Preset.ON_POLICY);

        assertThat(output.warnings)
                .containsExactly("ablation a: the method of <base> is ON_POLICY, but the claims of its <study> take the"
                        + " base for LUFFY");
        assertThat(file("claims.csv")).content().contains("pass@1,rung,mixed,MORE,");
    }

    @Test
    void withoutClaimsThereIsNoWarningAndOldVerdictsGo() throws IOException {
        ablateOver(Preset.LUFFY);
        claims = List.of();
        ablateOver(Preset.LUFFY);

        assertThat(file("claims.csv")).doesNotExist();
        assertThat(file("table.md")).content().doesNotContain("## Claims");
        assertThat(file("table.json")).content().doesNotContain("\"claims\"");
        assertThat(output.warnings).isEmpty();
    }
}
