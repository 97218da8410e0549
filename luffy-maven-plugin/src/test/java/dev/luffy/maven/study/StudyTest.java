package dev.luffy.maven.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Preset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudyTest {

    private static final Studies ALL = new Studies(Set.of(Study.values()));

    @Test
    void everyPresetNamedIsOne() {
        Set<String> presets = new HashSet<>();
        for (Preset preset : Preset.values()) presets.add(preset.name());

        assertThat(ALL.variants().values())
                .allSatisfy(changes ->
                        assertThat(presets).contains(changes.getOrDefault("method.preset", Preset.LUFFY.name())));
    }

    @ParameterizedTest
    @EnumSource
    void aClaimSpeaksOfTheBaseOrOfVariantsOfItsStudy(Study study) {
        Set<String> known = new HashSet<>(study.variants().keySet());
        known.add("base");
        if (study == Study.METHODS) known.add(Methods.TWO_STAGES);

        assertThat(study.claims()).isNotEmpty().allSatisfy(claim -> {
            assertThat(known).contains(claim.variant());
            if (claim.than() != null) assertThat(known).contains(claim.than());
            assertThat(claim.variant()).isNotEqualTo(claim.than());
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyClaimIsNamedAfterItsStudyAndOnce(Study study) {
        assertThat(study.claims())
                .extracting(Claim::id)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id)
                        .matches("[a-z0-9.-]+")
                        .startsWith(study.name().toLowerCase(Locale.ROOT) + "."));
    }

    @Test
    void noClaimIsMadeTwiceWhichWouldWeakenAllOthers() {
        List<List<Object>> claims = new ArrayList<>();
        for (Claim claim : ALL.claims()) {
            claims.add(Arrays.asList(claim.quantity(), claim.variant(), claim.than(), claim.expected()));
        }
        assertThat(claims).doesNotHaveDuplicates();
    }

    @Test
    void studiesAgreeOnWhatAVariantIs() {
        for (Study one : Study.values()) {
            for (Study other : Study.values()) {
                one.variants()
                        .forEach((id, changes) -> assertThat(other.variants().getOrDefault(id, changes))
                                .as(one + " and " + other + ": " + id)
                                .isEqualTo(changes));
            }
        }
    }

    @Test
    void severalStudiesShareTheirVariants() {
        Studies both = Studies.of("TEMPERATURE, METHODS");

        assertThat(both.variants().keySet()).startsWith("on-policy", "sft", "rl-with-sft-loss", "grpo");
        assertThat(both.variants()).hasSize(Study.METHODS.variants().size());
        assertThat(both.claims())
                .hasSize(Study.TEMPERATURE.claims().size()
                        + Study.METHODS.claims().size());
        assertThat(Studies.of("GAMMA,GAMMA")).isEqualTo(Studies.of("GAMMA"));
    }

    @Test
    void aNameThatIsNoStudyIsSaid() {
        assertThatThrownBy(() -> Studies.of("GAMMA,DELTA"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("DELTA");
        assertThatThrownBy(() -> Studies.of("GAMMA,"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("");
    }

    @Test
    void theWordsOfAQuantitySayWhatAndWhen() {
        assertThat(new Quantity.Course(Quantity.Trait.REWARD, Quantity.Span.LAST_LESS_FIRST).text())
                .isEqualTo("reward, last third − first");
        assertThat(new Quantity.HeldOut("hard").text()).isEqualTo("pass@1 of hard");
        assertThat(new Quantity.Answers("pass@8", Quantity.At.HIGHEST).text())
                .isEqualTo("pass@8 at the highest temperature");
        assertThat(Map.of(
                        "pass@8", Unit.ofMetric("pass@8"),
                        "truncated", Unit.ofMetric("truncated"),
                        "tokens", Unit.ofMetric("tokens"),
                        "similarity", Unit.ofMetric("similarity")))
                .isEqualTo(Map.of(
                        "pass@8", Unit.SHARE,
                        "truncated", Unit.SHARE,
                        "tokens", Unit.TOKENS,
                        "similarity", Unit.NUMBER));
    }
}
