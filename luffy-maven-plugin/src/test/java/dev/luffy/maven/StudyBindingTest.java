package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.ablate.Ablation;
import dev.luffy.maven.ablate.Variant;
import dev.luffy.maven.plan.Length;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.study.Claim;
import dev.luffy.maven.study.Study;
import dev.luffy.runtime.experiment.Experiment;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudyBindingTest {

    private static final String BASE =
            "<base><model><builtin>aime-base</builtin></model><data><builtin>aime</builtin></data>"
                    + "<traces><builtin>aime</builtin></traces><method>LUFFY</method>"
                    + "<validation><builtin>aime</builtin></validation></base>";

    private static Ablation bind(String elements) throws Exception {
        String xml = "<ablation><id>a</id>" + BASE + elements + "</ablation>";
        return new AblationElements(List.of(), List.of(), Pom.binder(), Pom.BASEDIR)
                .ablations(
                        List.of(Pom.bind(new AblationBean(), xml)),
                        List.of(Xpp3DomBuilder.build(new StringReader(xml))))
                .get(0);
    }

    private static String variant(String id, String... pathsAndValues) {
        StringBuilder xml = new StringBuilder("<variant><id>" + id + "</id><set>");
        for (int i = 0; i < pathsAndValues.length; i += 2) {
            String path = pathsAndValues[i];
            xml.append("<" + path + ">" + pathsAndValues[i + 1] + "</" + path + ">");
        }
        return xml + "</set></variant>";
    }

    private static Variant named(Ablation ablation, String id) {
        return ablation.variants().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Experiment run(Ablation ablation, String id) {
        return named(ablation, id).declaration().runs().get(0);
    }

    @ParameterizedTest
    @EnumSource
    void everyVariantOfAStudyBindsOnALuffyBase(Study study) throws Exception {
        for (Map.Entry<String, Map<String, String>> each : study.variants().entrySet()) {
            String[] set = each.getValue().entrySet().stream()
                    .flatMap(change -> Stream.of(change.getKey(), change.getValue()))
                    .toArray(String[]::new);
            Ablation ablation = bind("<variants>" + variant(each.getKey(), set) + "</variants>");
            assertThat(ablation.variants()).extracting(Variant::id).containsExactly("base", each.getKey());
            String preset = each.getValue().get("method.preset");
            if (preset != null) {
                assertThat(run(ablation, each.getKey()).method().preset()).isEqualTo(preset);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStudyBringsItsVariantsAndClaims(Study study) throws Exception {
        Ablation ablation = bind("<study>" + study + "</study>");

        assertThat(ablation.variants()).hasSize(study.variants().size() + 1);
        assertThat(ablation.claims()).isEqualTo(study.claims());
        assertThat(ablation.studied()).isEqualTo(study.variants().keySet());
    }

    @Test
    void withoutAStudyNothingIsClaimed() throws Exception {
        Ablation ablation = bind("<variants>" + variant("mixed", "method.preset", "MIXED_GRPO") + "</variants>");

        assertThat(ablation.claims()).isEmpty();
        assertThat(ablation.studied()).isEmpty();
    }

    @Test
    void severalStudiesAreOneAblation() throws Exception {
        Ablation ablation = bind("<study>TEMPERATURE, OVERLAP,GAMMA</study>");

        assertThat(ablation.variants())
                .extracting(Variant::id)
                .containsExactly(
                        "base", "on-policy", "sft", "gamma-0.05", "gamma-0.1", "gamma-0.2", "gamma-0.3", "gamma-0.5");
        assertThat(ablation.claims()).extracting(Claim::id).contains("temperature.hot", "overlap.sft", "gamma.0.1-0.5");
        assertThatThrownBy(() -> bind("<study>OVERLAP,GAMA</study>"))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("<ablation id=a><study> is GAMA, but must be one of [LADDER, METHODS,");
    }

    @Test
    void aVariantOfThePomAddsToTheStudysAndOverridesIt() throws Exception {
        Ablation ablation = bind("<study>OVERLAP</study><variants>"
                + variant("sft", "optimizer.learningRate", "5e-5", "schedule.steps", "9")
                + variant("on-policy", "method.preset", "GRPO")
                + "</variants>");

        assertThat(ablation.variants()).extracting(Variant::id).containsExactly("base", "sft", "on-policy");
        assertThat(named(ablation, "sft").changes())
                .isEqualTo(Map.of("method.preset", "SFT", "optimizer.learningRate", "5e-5", "schedule.steps", "9"));
        assertThat(run(ablation, "sft").method().preset()).isEqualTo("SFT");
        assertThat(run(ablation, "sft").optimizer().learningRate()).isEqualTo(5e-5);
        assertThat(run(ablation, "on-policy").method().preset()).isEqualTo("GRPO");
    }

    @Test
    void whatThePomAddsToIsNotTheStudysAnyMore() throws Exception {
        Ablation ablation = bind("<study>OVERLAP</study><variants>" + variant("sft", "schedule.steps", "9")
                + variant("mine", "schedule.steps", "9") + "</variants>");

        assertThat(ablation.studied()).containsExactly("on-policy");
    }

    @Test
    void anElementOfThePomReplacesAllThatTheStudySetsInIt() throws Exception {
        Ablation ablation = bind(
                "<study>DIFFICULTY</study><variants>" + variant("on-policy-hard", "method", "GRPO") + "</variants>");

        assertThat(named(ablation, "on-policy-hard").changes())
                .isEqualTo(Map.of("method", "GRPO", "data.levels", "hard"));
        assertThat(run(ablation, "on-policy-hard").method().preset()).isEqualTo("GRPO");
    }

    @Test
    void theVariantThatStartsFromAnExperimentJoinsAStudy() throws Exception {
        Ablation ablation = bind("<study>OVERLAP</study><variants>"
                + variant("sft", "schedule.epochs", "3")
                + variant("sft-then-rl", "model.experiment", "sft", "model.builtin", "", "method.preset", "ON_POLICY")
                + "</variants>");

        assertThat(named(ablation, "sft").declaration().length()).isNotEqualTo(Length.IN_STEPS);
        assertThat(named(ablation, "sft-then-rl").declaration().model())
                .isEqualTo(new ModelSource.Trained("sft", null));
    }

    @Test
    void twoEqualIdsAmongTheVariantsAreRefusedBesideAStudyToo() {
        String twice = variant("sft", "schedule.steps", "3") + variant("sft", "schedule.steps", "4");
        assertThatThrownBy(() -> bind("<study>OVERLAP</study><variants>" + twice + "</variants>"))
                .hasMessage("<ablation id=a><variant id=sft> is declared twice: ids name folders");
    }
}
