package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.ablate.Ablation;
import dev.luffy.maven.plan.UserErrorException;
import java.io.StringReader;
import java.util.List;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariantElementsTest {

    private static Ablation bind(String set, String seeds) throws Exception {
        String xml = "<ablation><id>a</id><base><model>m</model><data>d.jsonl</data><traces>t.jsonl</traces>"
                + "<method>LUFFY</method><schedule><steps>9</steps></schedule><validation>v.jsonl</validation></base><variants><variant><id>v</id><set>"
                + set + "</set></variant></variants><seeds>" + seeds + "</seeds></ablation>";
        return new AblationElements(List.of(), List.of(), Pom.binder(), Pom.BASEDIR)
                .ablations(
                        List.of(Pom.bind(new AblationBean(), xml)),
                        List.of(Xpp3DomBuilder.build(new StringReader(xml))))
                .get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<method><preset>SFT</preset></method>; method; <method.preset>SFT</method.preset>",
                "<method><prefix> <maximum> 0.5 </maximum></prefix></method>; method;"
                        + " <method.prefix.maximum>0.5</method.prefix.maximum>",
                "<method.prefix><maximum>1</maximum></method.prefix>; method.prefix;"
                        + " <method.prefix.maximum>1</method.prefix.maximum>",
                "<schedule.epochs>3</schedule.epochs><schedule><steps/></schedule>; schedule; <schedule.steps/>"
            })
    void elementsInsideAPropertyAreRefusedWithThePathToWrite(String set, String property, String written) {
        assertThatThrownBy(() -> bind(set, "1"))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("<ablation id=a><variant id=v><set><" + property
                        + "> has elements inside, but a property is written as one path: " + written);
    }

    @Test
    void aPropertyWithoutElementsIsLeftOutAsEver() throws Exception {
        assertThat(bind("<method.preset/>", "1").variants().get(1).changes()).containsEntry("method.preset", null);
    }

    @Test
    void epochsTakeThePlaceOfTheBasesStepsWhereTheseAreLeftOut() throws Exception {
        String epochs = "<schedule.epochs>3</schedule.epochs>";

        assertThat(bind(epochs + "<schedule.steps/>", "1")
                        .variants()
                        .get(1)
                        .declaration()
                        .length()
                        .epochs())
                .isEqualTo(3);
        assertThatThrownBy(() -> bind(epochs, "1"))
                .hasMessage("<ablation id=a><variant id=v><schedule><steps> is 9, but says what <epochs> says: declare"
                        + " one of the two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1,2,2; [1, 2, 2], but must name every seed once",
                "1,x; [1, x], but must be whole numbers with commas between them: correct or leave out x",
                "1.5; [1.5], but must be whole numbers with commas between them: correct or leave out 1.5"
            })
    void wrongSeedsAreThoseOfTheAblation(String seeds, String message) {
        assertThatThrownBy(() -> bind("<schedule.steps>3</schedule.steps>", seeds))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("<ablation id=a><seeds> is " + message);
    }
}
