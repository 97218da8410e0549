package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.console.Terminal;
import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Request;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static ExperimentBean bean(String id, String elements) throws Exception {
        return Pom.bean("<experiment><id>" + id + "</id><model>m</model><data>d</data><traces>t</traces>" + elements
                + "</experiment>");
    }

    private static List<String> ids(List<ExperimentBean> beans, List<String> selected) {
        return new Selection(beans, selected)
                .declarations(Pom.BASEDIR).stream().map(Declaration::id).toList();
    }

    @Test
    void withoutASelectionAllAreTrained() throws Exception {
        assertThat(ids(List.of(bean("a", ""), bean("b", "")), null)).containsExactly("a", "b");
    }

    @Test
    void aSelectionKeepsThePomsOrder() throws Exception {
        assertThat(ids(List.of(bean("a", ""), bean("b", ""), bean("c", "")), List.of("c", " a")))
                .containsExactly("a", "c");
    }

    @Test
    void anUnknownIdIsToldTheChoices() throws Exception {
        List<ExperimentBean> beans = List.of(bean("a", ""), bean("b", ""));
        assertThatThrownBy(() -> ids(beans, List.of("z")))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("luffy.experiments names z, but the declared experiments are [a, b]");
    }

    @Test
    void anIdTwiceIsRefused() throws Exception {
        List<ExperimentBean> beans = List.of(bean("a", ""), bean("a", ""));
        assertThatThrownBy(() -> ids(beans, null)).hasMessage("<experiment id=a> is declared twice: ids name folders");
    }

    @Test
    void anExperimentThatIsNotSelectedNeedNotBeRight() throws Exception {
        List<ExperimentBean> beans = List.of(bean("a", ""), bean("b", "<schedule><steps>0</steps></schedule>"));
        assertThat(ids(beans, List.of("a"))).containsExactly("a");
    }

    @Test
    void lowerCaseChoicesAreExact() {
        assertThat(Choice.of("luffy.console", Terminal.Mode.class, "rich")).isEqualTo(Terminal.Mode.RICH);
        assertThatThrownBy(() -> Choice.of("luffy.resume", Request.Resume.class, "Auto"))
                .hasMessage("luffy.resume is Auto, but must be one of never, auto, required");
    }

    @Test
    void anElementThatNoGoalKnowsIsRefused() throws Exception {
        Object configuration =
                Xpp3DomBuilder.build(new StringReader("<configuration><dryrun>true</dryrun></configuration>"));
        assertThatThrownBy(() -> KnownElements.check(configuration, Set.of("dryRun")))
                .hasMessage("<configuration><dryrun> is not known to luffy-maven-plugin: use one of [dryRun]");
    }
}
