package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Points of a study that another variant stands for. */
class AliasesTest extends AblationFixture {

    private final Set<String> studied = new HashSet<>();

    @Override
    List<Ablation> ablations(boolean derived) {
        return List.of(new Ablation("a", variants, studied, claims, evaluation));
    }

    @BeforeEach
    void study() {
        studied.add("rung");
        variants.add(variant("rung", Preset.MIXED_GRPO_SHAPING_NO_CLIP, Map.of("method.preset", "RUNG")));
    }

    @Test
    void oneThatIsSelectedSelectsTheVariantThatStandsForItAndThatIsSaid() throws IOException {
        ablate("rung");
        assertThat(started).containsExactly("a.base/seed-2", "a.base/seed-1");
        assertThat(lines)
                .contains(
                        "ablation a: luffy.ablate.only names rung, which trains the same as base: base stands for it");

        ablate("a.rung", "free");
        assertThat(started).containsExactly("a.free/seed-2", "a.free/seed-1");
        ablate();
        assertThat(lines).noneMatch(line -> line.contains("luffy.ablate.only"));
    }

    @Test
    void theyAreListedAndTabulated() throws IOException {
        ablate(true, null, Request.Resume.AUTO, true);
        assertThat(lines)
                .contains("ablation a: 6 runs")
                .containsSubsequence("  free: method.preset = ON_POLICY", "  rung: trains the same as base");

        ablate();
        assertThat(table("table.md")).contains("| rung | same as base |");
        assertThat(table("table.json")).containsSubsequence("\"aliases\" : {", "\"rung\" : \"base\"");
        variants.remove(3);
        ablate();
        assertThat(table("table.json")).doesNotContain("aliases");
    }

    @Test
    void aVariantOfThePomThatChangesNothingIsRefusedBesideAStudyToo() {
        variants.add(variant("mine", Preset.LUFFY, Map.of("method.preset", "LUFFY")));
        assertThatThrownBy(this::ablate)
                .hasMessageStartingWith(
                        "<ablation id=a><variant id=mine><set> (method.preset = LUFFY) changes nothing in the base:");
        variants.set(4, variant("mine", Preset.ON_POLICY, Map.of("method.preset", "ON_POLICY")));
        studied.add("free");
        assertThatThrownBy(this::ablate).hasMessageContaining("changes nothing that <variant id=free> does not");
        assertThat(started).isEmpty();
    }

    @Test
    void aVariantOfThePomThatBecomesOneOfTheStudyIsRefusedWhicheverComesFirst() {
        variants.add(variant("study", Preset.ON_POLICY, Map.of("method.preset", "ON_POLICY")));
        studied.add("study");
        assertThatThrownBy(this::ablate)
                .hasMessageStartingWith("<ablation id=a><variant id=free><set> (method.preset = ON_POLICY) changes"
                        + " nothing that <variant id=study> does not");
        assertThat(started).isEmpty();
    }

    @Test
    void ofTwoEqualPointsOfStudiesTheFirstStandsForTheOther() throws IOException {
        variants.add(variant("again", Preset.ON_POLICY, Map.of("method.preset", "AGAIN")));
        studied.addAll(List.of("free", "again"));
        ablate("again");

        assertThat(started).containsExactly("a.free/seed-2", "a.free/seed-1");
        assertThat(table("table.md")).contains("| again | same as free |");
    }
}
