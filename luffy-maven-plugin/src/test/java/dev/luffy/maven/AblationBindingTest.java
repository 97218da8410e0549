package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.ablate.Ablation;
import dev.luffy.maven.ablate.Variant;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Clip;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Filter;
import java.io.StringReader;
import java.util.List;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AblationBindingTest {

    private static final String BASE = "<model>m</model><data>d.jsonl</data><traces>t.jsonl</traces>"
            + "<method>LUFFY</method><validation>v.jsonl</validation>";

    private static Ablation bind(String elements) throws Exception {
        return bindAll("<ablation><id>a</id>" + elements + "</ablation>").get(0);
    }

    private static List<Ablation> bindAll(String... xml) throws Exception {
        String experiment = "<experiment><id>declared</id>" + BASE + "<seeds>7,8</seeds></experiment>";
        List<AblationBean> beans = new java.util.ArrayList<>();
        List<Xpp3Dom> elements = new java.util.ArrayList<>();
        for (String each : xml) {
            beans.add(Pom.bind(new AblationBean(), each));
            elements.add(dom(each));
        }
        return new AblationElements(List.of(Pom.bean(experiment)), List.of(dom(experiment)), Pom.binder(), Pom.BASEDIR)
                .ablations(beans, elements);
    }

    private static Xpp3Dom dom(String xml) throws Exception {
        return Xpp3DomBuilder.build(new StringReader(xml));
    }

    private static Variant changed(String path, String value) throws Exception {
        return changed(BASE, path, value);
    }

    private static Variant changed(String base, String path, String value) throws Exception {
        return bind("<base>" + base + "</base>" + variant("v", path, value))
                .variants()
                .get(1);
    }

    private static String variant(String id, String path, String value) {
        return "<variants><variant><id>" + id + "</id><set><" + path + ">" + value + "</" + path
                + "></set></variant></variants>";
    }

    private static Experiment run(Variant variant) {
        return variant.declaration().runs().get(0);
    }

    @Test
    void aVariantIsTheBaseWithOnePropertyChanged() throws Exception {
        Ablation ablation =
                bind("<base>" + BASE + "</base>" + variant("v", "method.shapingGamma", "0.5") + "<seeds>3,1</seeds>");

        assertThat(ablation.variants()).extracting(Variant::id).containsExactly("base", "v");
        Experiment base = run(ablation.variants().get(0));
        Experiment changed = run(ablation.variants().get(1));
        assertThat(changed.id()).isEqualTo("a.v");
        assertThat(ablation.variants().get(1).declaration().runs())
                .extracting(Experiment::seed)
                .containsExactly(3L, 1L);
        assertThat(changed)
                .usingRecursiveComparison()
                .ignoringFields("id", "method.offPolicy")
                .isEqualTo(base);
        assertThat(changed.method().offPolicy().toString()).contains("gamma=0.5");
    }

    @Test
    void aShortFormOfTheBaseCountsAsTheLongOne() throws Exception {
        Experiment changed = run(changed("method.onPolicyClip", "NONE"));

        assertThat(changed.method().preset()).isEqualTo("LUFFY");
        assertThat(run(changed("data.template", "Q: {problem}")).template()).isEqualTo("Q: {problem}");
        assertThat(changed("data.template", "Q: {problem}").declaration().problems())
                .isEqualTo(new ProblemSource.JsonLines(Pom.BASEDIR.resolve("d.jsonl")));
    }

    @Test
    void theFilterOfTheDataMayBeVaried() throws Exception {
        Filter easy = run(changed("data.filter.traceTokens", "64")).filter();

        assertThat(easy.traceTokens()).isEqualTo(64);
        assertThat(easy.longTraces()).isEqualTo(Filter.Treatment.REFUSE);
    }

    @Test
    void aWholeElementTakesThePlaceOfTheBases() throws Exception {
        String base = BASE.replace(
                "<method>LUFFY</method>", "<method><preset>LUFFY</preset><lossScale>3</lossScale></method>");

        assertThat(run(changed(base, "method", "ON_POLICY")).method().lossScale())
                .isEqualTo(64);
        assertThat(run(changed(base, "method.preset", "ON_POLICY")).method().lossScale())
                .isEqualTo(3);
    }

    @Test
    void anElementThatTakesAShortFormItselfMayBeSet() throws Exception {
        String base = BASE.replace(
                "<method>LUFFY</method>",
                "<method><onPolicyClip><low>0.1</low><high>0.3</high></onPolicyClip></method>");

        assertThat(run(changed(base, "method.onPolicyClip", "NONE")).method().onPolicyClip())
                .isEqualTo(new Clip.None());
    }

    @Test
    void anEmptyElementLeavesThePropertyOut() throws Exception {
        String base = BASE.replace("<method>LUFFY</method>", "<method><lossScale>3</lossScale></method>");

        assertThat(run(changed(base, "method.lossScale", "")).method().lossScale())
                .isEqualTo(64);
    }

    @Test
    void aDeclaredExperimentMayBeTheBaseWithSeedsOfItsOwn() throws Exception {
        Variant base = bind("<baseOf>declared</baseOf>" + variant("v", "schedule.steps", "3"))
                .variants()
                .get(0);

        assertThat(base.declaration().id()).isEqualTo("a.base");
        assertThat(base.declaration().runs()).extracting(Experiment::seed).containsExactly(7L, 8L);
    }

    @Test
    void aStudyMakesVariantsAndOthersMayJoin() throws Exception {
        Ablation ablation = bind(
                "<base>" + BASE + "</base><study>LADDER</study>" + variant("slow", "optimizer.learningRate", "1e-6"));

        assertThat(ablation.variants())
                .extracting(Variant::id)
                .containsExactly(
                        "base",
                        "on-policy",
                        "on-policy-shaping",
                        "on-policy-no-clip",
                        "mixed",
                        "mixed-shaping",
                        "mixed-shaping-no-clip",
                        "slow");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "method.shapingGama; 1; <method.shapingGama> is no property of an experiment: <method> has [accuracyFilter, advantageGroup,",
                "metod; x; <metod> is no property of an experiment: an <experiment> has [budget, data,",
                "schedule.steps.x; 1; <schedule.steps.x> is no property of an experiment: <schedule.steps> has no elements",
                "rollout; 1; <rollout> is not one property: name one of [batchRows,",
                "schedule.steps; few; <schedule.steps> is few, but must be a whole number",
                "schedule.steps; 1.5; <schedule.steps> is 1.5, but must be a whole number",
                "method.shapingGamma; much; <method.shapingGamma> is much, but must be a number",
                "method.advantageStd; yes; <method.advantageStd> is yes, but must be true or false",
                "seed; 3; <seed> is not a variant's own: seeds are those of the <ablation>",
                "id; x; <id> is not a variant's own",
                "validation.samples; 4; <validation.samples> decides how a model is measured, which must be the same",
                "reward.boundary; x; <reward.boundary> decides how a model is measured, which must be the same"
            })
    void whatCannotBeSetIsNamed(String path, String value, String message) {
        assertThatThrownBy(() -> changed(path, value))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("<ablation id=a><variant id=v><set>" + message);
    }

    @Test
    void aVariantStartsFromAnotherFirstStageButNotFromAVariant() throws Exception {
        String staged = BASE.replace("<model>m</model>", "<model><experiment>sft</experiment></model>");

        assertThat(changed(staged, "model.experiment", "other").declaration().model())
                .isEqualTo(new ModelSource.Trained("other", null));
        assertThatThrownBy(() -> changed(staged, "model.experiment", "a.base"))
                .hasMessage(
                        "<ablation id=a><variant id=v><model><experiment> is a.base, but that is a variant of the same"
                                + " ablation: start from an <experiment> that luffy:train has trained");
    }

    @Test
    void aValueThatAnExperimentRefusesIsNamedAtTheVariant() {
        assertThatThrownBy(() -> changed("method.preset", "LUFY"))
                .hasMessageStartingWith(
                        "<ablation id=a><variant id=v><method><preset> is LUFY, but must be one of LUFFY");
        assertThatThrownBy(() -> changed(BASE.replace(">LUFFY<", ">LUFY<"), "schedule.steps", "3"))
                .hasMessageStartingWith("<ablation id=a><base><method><preset> is LUFY");
    }

    @Test
    void withoutHeldOutProblemsThereIsNothingToCompareOn() {
        assertThatThrownBy(() -> changed(BASE.replaceAll("<validation>.*</validation>", ""), "schedule.steps", "3"))
                .hasMessage(
                        "<ablation id=a><base><validation> is nothing, but must be declared: variants are compared on"
                                + " its problems");
    }

    @Test
    void idsAreUniqueAmongVariantsAblationsAndExperiments() {
        String twice = variant("v", "schedule.steps", "3").replace("</variants>", "")
                + variant("v", "schedule.steps", "4").replace("<variants>", "");
        assertThatThrownBy(() -> bind("<base>" + BASE + "</base>" + twice))
                .hasMessage("<ablation id=a><variant id=v> is declared twice: ids name folders");
        assertThatThrownBy(() -> bind("<base>" + BASE + "</base>" + variant("base", "schedule.steps", "3")))
                .hasMessage(
                        "<ablation id=a><variant id=base> is declared twice: ids name folders, and the base has this"
                                + " one");
        String one =
                "<ablation><id>a</id><base>" + BASE + "</base>" + variant("b.c", "schedule.steps", "3") + "</ablation>";
        assertThatThrownBy(() -> bindAll(one, one)).hasMessageContaining("<ablation id=a> is declared twice");
        String other =
                "<ablation><id>a.b</id><base>" + BASE + "</base>" + variant("c", "schedule.steps", "3") + "</ablation>";
        assertThatThrownBy(() -> bindAll(one, other))
                .hasMessageStartingWith("<ablation id=a.b><variant id=c> is trained as a.b.c, but something else has");
    }

    @Test
    void aBaseIsGivenOnceAndSomethingIsCompared() {
        String variant = variant("v", "schedule.steps", "3");
        assertThatThrownBy(() -> bind(variant)).hasMessageStartingWith("<ablation id=a> needs a <base>");
        assertThatThrownBy(() -> bind("<base>" + BASE + "</base><baseOf>declared</baseOf>" + variant))
                .hasMessageStartingWith("<ablation id=a> needs a <base>");
        assertThatThrownBy(() -> bind("<baseOf>other</baseOf>" + variant))
                .hasMessage("<ablation id=a><baseOf> is other, but the declared experiments are [declared]");
        assertThatThrownBy(() -> bind("<base>" + BASE + "</base>"))
                .hasMessageStartingWith("<ablation id=a><variants> is empty");
        assertThatThrownBy(() -> bind("<base>" + BASE + "</base><variants><variant><id>v</id></variant></variants>"))
                .hasMessageStartingWith("<ablation id=a><variant id=v><set> is empty");
        assertThatThrownBy(() -> bind("<base>" + BASE + "</base><study>ladder</study>"))
                .hasMessage("<ablation id=a><study> is ladder, but must be one of [LADDER, METHODS, GAMMA, TEMPERATURE,"
                        + " DIFFICULTY, DYNAMICS, OVERLAP], or several with commas between them");
        assertThatThrownBy(() -> bind("<base><id>x</id>" + BASE + "</base>" + variant))
                .hasMessageStartingWith("<ablation id=a><base><id> is x");
    }
}
