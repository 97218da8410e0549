package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.runtime.experiment.Conversation;
import dev.luffy.runtime.experiment.Data;
import dev.luffy.runtime.experiment.Filter;
import dev.luffy.runtime.experiment.Filter.Treatment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How {@code <data>} says what its rows are and which of them are left out. */
class DataBindingTest {

    private static final Path FILE = Path.of("/project/d.parquet");

    private static Declaration declared(String data) throws Exception {
        return declared(data, "");
    }

    private static Declaration declared(String data, String more) throws Exception {
        return Pom.bean("<experiment><id>x</id><model>m</model><data>" + data + "</data>" + more + "</experiment>")
                .toDeclaration(Pom.BASEDIR);
    }

    private static Declaration rows(String elements) throws Exception {
        return declared("<file>d.parquet</file>" + elements);
    }

    private static Filter filter(String elements) throws Exception {
        return rows("<filter>" + elements + "</filter>").runs().get(0).filter();
    }

    @Test
    void aFileThatDeclaresNothingIsLookedAtBeforeItIsRead() throws Exception {
        Declaration declaration = declared("d.parquet");

        assertThat(declaration.problems()).isEqualTo(new ProblemSource.JsonLines(FILE));
        assertThat(declaration.traces()).isNull();
        assertThat(declaration.runs().get(0).data()).isNull();
        assertThat(declaration.runsOver(100, null).get(0))
                .isEqualTo(declaration.runs().get(0));
    }

    @Test
    void layoutFieldsFormatAndConditionsMeanWhatTheyMeanInABenchmark() throws Exception {
        assertThat(rows("<format>JSON</format>").problems())
                .isEqualTo(new ProblemSource.Rows(FILE, Layout.detected().in(Layout.Format.JSON), true));
        assertThat(rows("<layout>luffy-training</layout><fields><target>trace</target></fields>"
                                + "<where><data_source>aime</data_source></where>")
                        .problems())
                .isEqualTo(new ProblemSource.Rows(
                        FILE,
                        Layout.named("luffy-training").with("target", "trace").only("data_source", "aime"),
                        true));
        Layout layout = Layout.named("luffy").in(Layout.Format.PARQUET);
        assertThat(rows("").runsOver(100, layout).get(0).data()).isEqualTo(new Data(layout, null));
    }

    @Test
    void aSystemMessageOfTheDeclarationTakesThePlaceOfTheRows() throws Exception {
        String chat = "<prompt>CHAT</prompt>";
        assertThat(rows(chat).problems()).isEqualTo(new ProblemSource.JsonLines(FILE));
        assertThat(rows(chat).runs().get(0).conversation()).isEqualTo(new Conversation(""));
        ProblemSource without = new ProblemSource.Rows(FILE, Layout.detected(), false);
        for (String elements : List.of(
                chat + "<system>Be brief.</system>", chat + "<system/>", "<system/>", "<prompt>LUFFY</prompt>")) {
            assertThat(rows(elements).problems()).as(elements).isEqualTo(without);
        }
        assertThat(rows(chat + "<system/>").runs().get(0).conversation()).isEqualTo(new Conversation(""));
        assertThat(rows("<system/>").runs().get(0).conversation()).isNull();
        assertThatThrownBy(() -> rows("<prompt>LUFFY</prompt><system>Be brief.</system>"))
                .hasMessageContaining("<data><system> is Be brief., but is of use with <prompt>CHAT</prompt> only");
    }

    @Test
    void aFilterIsWhatItSaysAndTheDefaultsAreNone() throws Exception {
        assertThat(filter("")).isEqualTo(Filter.NONE);
        assertThat(rows("<filter/>").runs().get(0).data()).isNull();
        assertThat(rows("<filter><wrongTraces>WARN</wrongTraces></filter>")
                        .runs()
                        .get(0)
                        .data())
                .isNull();
        Filter all =
                filter("<promptTokens>32</promptTokens><traceTokens>64</traceTokens><longPrompts>DROP</longPrompts>"
                        + "<longTraces>DROP</longTraces><wrongTraces>REFUSE</wrongTraces><missingTraces>DROP</missingTraces>"
                        + "<unreadableAnswers>DROP</unreadableAnswers>");
        assertThat(all)
                .isEqualTo(new Filter(
                        32, 64, Treatment.DROP, Treatment.DROP, Treatment.REFUSE, Treatment.DROP, Treatment.DROP));
        assertThat(declared(
                                "<builtin>aime</builtin><filter><longTraces>DROP</longTraces></filter>",
                                "<traces><builtin>aime</builtin></traces>")
                        .runs()
                        .get(0)
                        .filter()
                        .longTraces())
                .isEqualTo(Treatment.DROP);
    }

    @Test
    void whatCannotBeMeantIsNamed() {
        assertThatThrownBy(() -> rows("<layout>lufy</layout>"))
                .hasMessageStartingWith(
                        "<experiment id=x><data><layout> is lufy, but that does not work: There is no layout"
                                + " \"lufy\": use one of luffy-training, luffy, gpqa");
        assertThatThrownBy(() -> rows("<format>CSV</format>"))
                .hasMessageStartingWith(
                        "<experiment id=x><data><format> is CSV, but must be one of JSONL, JSON, PARQUET");
        assertThatThrownBy(() -> rows("<fields><target>a,b</target></fields><layout>luffy</layout>"))
                .hasMessageContaining("The target has several paths");
        assertThatThrownBy(() -> rows("<fields><target>a</target></fields>"))
                .hasMessageContaining("it must say where the problem is, and the answer");
        assertThatThrownBy(() -> filter("<longTraces>KEEP</longTraces>"))
                .hasMessage(
                        "<experiment id=x><data><filter><longTraces> is KEEP, but must be one of REFUSE, WARN, DROP");
        assertThatThrownBy(() -> filter("<longTraces>WARN</longTraces>"))
                .hasMessageStartingWith(
                        "<experiment id=x><data><filter><longTraces> is WARN, but must be REFUSE or DROP");
        assertThatThrownBy(() -> filter("<promptTokens>0</promptTokens>"))
                .hasMessage("<experiment id=x><data><filter><promptTokens> is 0, but must be at least 1");
        assertThatThrownBy(() -> filter("<traceTokens>2048</traceTokens>"))
                .hasMessageStartingWith("<experiment id=x><data><filter><traceTokens> is 2048, but must be at most"
                        + " <rollout><maximumResponseTokens>, which is 128");
        assertThatThrownBy(() -> declared("<builtin>aime</builtin><layout>luffy</layout>"))
                .hasMessageStartingWith("<experiment id=x><data><builtin> is aime, but <format>, <layout>");
        assertThatThrownBy(() -> filter("<longtraces>DROP</longtraces>")).hasMessageContaining("longtraces");
    }

    @Test
    void epochsOfAnUnknownNumberOfProblemsAreRefused() throws Exception {
        String epochs = "<schedule><epochs>3</epochs></schedule>";
        assertThatThrownBy(() ->
                        declared("<file>d.parquet</file><filter><longPrompts>DROP</longPrompts></filter>", epochs))
                .hasMessageStartingWith("<experiment id=x><schedule><epochs> is 3, but how many problems <data><filter>"
                        + " leaves is known when training starts: declare <steps>");
        assertThat(declared("<file>d.parquet</file><filter><promptTokens>9</promptTokens></filter>", epochs)
                        .length()
                        .epochs())
                .isEqualTo(3);
    }

    @Test
    void aBenchmarkHasNoTarget() throws Exception {
        BenchmarkBean bean = Pom.bind(
                new BenchmarkBean(),
                "<benchmark><id>b</id><file>f.jsonl</file><layout>luffy</layout><fields><target>t</target></fields>"
                        + "</benchmark>");
        assertThatThrownBy(() -> bean.toBenchmark(Pom.BASEDIR))
                .hasMessageStartingWith("<benchmark id=b><fields><target> is t, but is of use in <data> only");
    }
}
