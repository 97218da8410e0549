package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Variants that would train the same. */
class DistinctVariantsTest extends AblationFixture {

    @Test
    void aVariantThatChangesNothingIsRefused() {
        variants.add(variant("same", Preset.LUFFY, Map.of("method.preset", "LUFFY")));
        assertThatThrownBy(this::ablate)
                .hasMessage("<ablation id=a><variant id=same><set> (method.preset = LUFFY) changes nothing in the base:"
                        + " every effective value and input of the two is equal. Change or leave out the variant");
    }

    @Test
    void anotherNameOfTheSamePartsChangesNothing() {
        variants.add(variant("rung", Preset.MIXED_GRPO_SHAPING_NO_CLIP, Map.of("method.preset", "M")));
        assertThatThrownBy(this::ablate)
                .hasMessageContaining("<variant id=rung><set> (method.preset = M) changes nothing");
    }

    @Test
    void twoVariantsThatAreTheSameAreRefused() {
        variants.add(variant("again", Preset.ON_POLICY, Map.of("method", "ON_POLICY")));
        assertThatThrownBy(this::ablate).hasMessageContaining("changes nothing that <variant id=free> does not");
        assertThat(started).isEmpty();
    }

    @Test
    void inAStudyThePointThatTheBaseIsIsLeftOut() throws IOException {
        variants.add(variant("same", Preset.LUFFY, Map.of("method.preset", "LUFFY")));
        ablate(false, null, Request.Resume.AUTO, true);

        assertThat(started).hasSize(6);
    }
}
