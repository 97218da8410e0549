package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.plan.UserErrorException;
import java.io.StringReader;
import java.util.Map;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class DeclaredTextTest {

    private static void check(String elements) throws Exception {
        new DeclaredText(Map.of("${known}", "7")::get)
                .check(Xpp3DomBuilder.build(new StringReader("<configuration>" + elements + "</configuration>")));
    }

    @Test
    void anUndefinedPropertyIsRefusedByItsElementAndName() {
        assertThatThrownBy(() -> check("<experiments><experiment><id>x</id><schedule><steps>${nope.steps}</steps>"
                        + "</schedule></experiment></experiments>"))
                .isInstanceOf(UserErrorException.class)
                .hasMessage(
                        "<experiment id=x><schedule><steps> is ${nope.steps}, but no property nope.steps is defined:"
                                + " define it or write the value");
    }

    @Test
    void anUndefinedPropertyInTheMiddleOfATextIsRefusedToo() {
        assertThatThrownBy(() -> check("<experiment><id>x</id><data>${known}/${nope}.jsonl</data></experiment>"))
                .hasMessageContaining("<experiment id=x><data> is ${known}/${nope}.jsonl, but no property nope is");
    }

    @Test
    void whatIsDefinedOrNoExpressionIsLeftAlone() {
        assertThatCode(() -> check("<experiment><id>x</id><data><template>$ {problem}</template></data>"
                        + "<schedule><steps>${known}</steps></schedule></experiment>"
                        + "<outputDirectory>${luffy.outputDirectory}</outputDirectory>"))
                .doesNotThrowAnyException();
    }

    @Test
    void aChildOfExperimentsThatIsNoExperimentIsRefused() {
        assertThatThrownBy(() -> check("<experiments><experimnet><id>x</id></experimnet></experiments>"))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("<experiments><experimnet> is not known to luffy-maven-plugin: use <experiment>");
    }

    @Test
    void checksAreLookedAtToo() {
        assertThatThrownBy(() -> check("<checks><check><minimum>${nope}</minimum></check></checks>"))
                .hasMessage(
                        "<checks><check><minimum> is ${nope}, but no property nope is defined: define it or write the"
                                + " value");
        assertThatThrownBy(() -> check("<checks><chekc/></checks>"))
                .hasMessage("<checks><chekc> is not known to luffy-maven-plugin: use <check>");
    }

    @Test
    void evaluationsAndBenchmarksAreLookedAtToo() {
        assertThatThrownBy(() -> check("<evaluations><evaluation><id>base</id><endpoint><url>${nope}</url></endpoint>"
                        + "</evaluation></evaluations>"))
                .hasMessageStartingWith(
                        "<evaluation id=base><endpoint><url> is ${nope}, but no property nope is defined");
        assertThatThrownBy(() -> check("<benchmarks><benchmark><sha256>${digest}</sha256></benchmark></benchmarks>"))
                .hasMessageStartingWith("<benchmark><sha256> is ${digest}, but no property digest is defined");
        assertThatThrownBy(() -> check("<benchmarks><bench/></benchmarks>"))
                .hasMessage("<benchmarks><bench> is not known to luffy-maven-plugin: use <benchmark>");
    }
}
