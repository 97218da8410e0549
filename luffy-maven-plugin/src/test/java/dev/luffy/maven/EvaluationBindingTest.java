package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.runtime.endpoint.Endpoint;
import dev.luffy.runtime.experiment.AnsweringBudget;
import dev.luffy.runtime.experiment.Precision;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationBindingTest {

    private static final String SERVED = "<url>http://localhost:8000/v1</url><model>m</model>";

    private static DeclaredEvaluation evaluation(String elements) throws ComponentConfigurationException {
        return Pom.bind(new EvaluationBean(), "<evaluation><id>e</id>" + elements + "</evaluation>")
                .toEvaluation(Pom.BASEDIR);
    }

    private static ModelUnderTest endpoint(String elements) throws ComponentConfigurationException {
        return evaluation("<endpoint>" + elements + "</endpoint>").model();
    }

    @Test
    void theLeastDeclarationGetsTheDocumentedDefaults() throws Exception {
        assertThat(evaluation("<model>m</model>"))
                .isEqualTo(new DeclaredEvaluation(
                        "e",
                        new ModelUnderTest.Local(new ModelSource.Folder(Path.of("/project/m"))),
                        List.of(),
                        0,
                        List.of(0.0),
                        1,
                        0,
                        0,
                        1,
                        0.95,
                        new AnsweringBudget(128, 2)));
    }

    @Test
    void whatTheWorkerMayUseIsDeclared() throws Exception {
        assertThat(evaluation(
                                "<model>m</model><batchRows>8</batchRows><precision>BFLOAT16</precision><budget>"
                                        + "<threads>3</threads><cacheMebibytes>64</cacheMebibytes><device>cuda:1</device></budget>")
                        .budget())
                .isEqualTo(new AnsweringBudget(Precision.BFLOAT16, 8, 64, 3, "cuda:1"));
    }

    @Test
    void aLocalModelMayBeAskedInAConversation() throws Exception {
        assertThat(evaluation("<model>m</model>").chat()).isFalse();
        assertThat(evaluation("<model>m</model><prompt>RAW</prompt>").chat()).isFalse();
        assertThat(evaluation("<model>m</model><prompt>CHAT</prompt>").chat()).isTrue();
    }

    @Test
    void listsMayBeWrittenWithCommas() throws Exception {
        DeclaredEvaluation evaluation = evaluation("<model>m</model><on>a, b</on><temperatures>0.6,1.0</temperatures>");
        assertThat(evaluation.on()).containsExactly("a", "b");
        assertThat(evaluation.temperatures()).containsExactly(0.6, 1.0);
    }

    @Test
    void theModelMayBeOneThatIsTrainedHere() throws Exception {
        assertThat(evaluation("<experiment>luffy</experiment>").model())
                .isEqualTo(new ModelUnderTest.Trained("luffy", 1));
        assertThat(evaluation("<experiment><id>luffy</id><seed>3</seed></experiment>")
                        .model())
                .isEqualTo(new ModelUnderTest.Trained("luffy", 3));
    }

    @Test
    void anEndpointHasDefaults() throws Exception {
        assertThat(endpoint(SERVED))
                .isEqualTo(new ModelUnderTest.Remote(
                        new Endpoint(
                                URI.create("http://localhost:8000/v1"),
                                Endpoint.Api.CHAT,
                                "m",
                                8,
                                Duration.ofMinutes(10),
                                5,
                                Duration.ofSeconds(1)),
                        null,
                        null));
        assertThat(endpoint(SERVED + "<api>completions</api><server>s</server><timeoutSeconds>0.5</timeoutSeconds>"))
                .isEqualTo(new ModelUnderTest.Remote(
                        new Endpoint(
                                URI.create("http://localhost:8000/v1"),
                                Endpoint.Api.COMPLETIONS,
                                "m",
                                8,
                                Duration.ofMillis(500),
                                5,
                                Duration.ofSeconds(1)),
                        "s",
                        null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                             | <model> is nothing, but exactly one of <model>, <endpoint>
                    <model>m</model><experiment>x</experiment>     | <model> is ambiguous, but exactly one of
                    <model><folder>m</folder><randomWeights>true</randomWeights></model> | <model><randomWeights> is true, but
                    <model><folder>m</folder><ropeTheta>4e4</ropeTheta></model> | <model><ropeTheta and maximumPositions> is declared
                    <model>m</model><temperatures>0.6,0.6</temperatures> | must name every temperature once
                    <model>m</model><temperatures>0,-0</temperatures> | must name every temperature once
                    <model>m</model><temperatures>-1</temperatures> | <temperatures> is [-1.0], but must be numbers of at least 0
                    <model>m</model><temperatures>NaN</temperatures> | <temperatures> is [NaN], but must be numbers of at least 0
                    <model>m</model><on>a,a</on>                   | <on> is a,a, but must name every benchmark once
                    <model>m</model><topP>0</topP>                 | <topP> is 0.0, but must be greater than 0
                    <model>m</model><samples>0</samples>           | <samples> is 0, but must be at least 1
                    <model>m</model><maximumTokens>0</maximumTokens> | <maximumTokens> is 0, but must be at least 1
                    <model>m</model><confidence>95</confidence>    | <confidence> is 95.0, but must lie between 0 and 1
                    <model>m</model><batchRows>0</batchRows>       | <batchRows> is 0, but must be at least 1
                    <model>m</model><budget><threads>0</threads></budget> | <budget><threads> is 0, but must be at least 1
                    <model>m</model><precision>HALF</precision>    | <precision> is HALF, but must be one of FLOAT32, BFLOAT16
                    <model>m</model><budget><device>gpu</device></budget> | <budget><device> is gpu, but must be auto, cpu, or cuda:0
                    <model>m</model><budget><cacheMebibytes>0</cacheMebibytes></budget> | <budget><cacheMebibytes> is 0, but must be
                    <model>m</model><budget><microBatchTokens>8</microBatchTokens></budget> | <budget><microBatchTokens> is 8, but is of use in an <experiment> only
                    <endpoint><url>http://h/v1</url><model>m</model></endpoint><precision>BFLOAT16</precision> | <precision> is BFLOAT16, but an <endpoint>
                    <model>m</model><prompt>chat</prompt>          | <prompt> is chat, but must be one of RAW, CHAT, LUFFY
                    <model>m</model><prompt>LUFFY</prompt>         | <prompt> is LUFFY, but must be RAW or CHAT
                    <endpoint><url>http://h/v1</url><model>m</model></endpoint><prompt>CHAT</prompt> | <prompt> is CHAT, but an <endpoint>
                    <experiment>../x</experiment>                  | <experiment><id> is ../x, but names a folder
                    """)
    void whatCannotBeMeantIsRefusedByItsElement(String elements, String complaint) {
        assertThatThrownBy(() -> evaluation(elements))
                .hasMessageStartingWith("<evaluation id=e><")
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <model>m</model>                                          | <url> is nothing, but must be declared
                    <url>localhost:8000</url><model>m</model>                 | <url> is localhost:8000, but that does not work
                    <url>http://localhost/v1?key=1</url><model>m</model>      | <url> is http://localhost/v1?…, but
                    <url>http://localhost/v1</url>                            | <model> is nothing, but that does not work
                    <url>http://h/v1</url><model>m</model><concurrency>0</concurrency> | <concurrency> is 0, but
                    <url>http://h/v1</url><model>m</model><timeoutSeconds>0</timeoutSeconds> | <timeoutSeconds> is 0.0, but
                    <url>http://h/v1</url><model>m</model><retries>-1</retries> | <retries> is -1, but
                    <url>http://h/v1</url><model>m</model><api>rest</api>     | <api> is rest, but must be one of chat, completions
                    <url>http://h/v1</url><model>m</model><server>s</server><apiKeyVariable>K</apiKeyVariable> | <server> is s, but one of
                    """)
    void whatNoServerCanBeIsRefusedByItsElement(String elements, String complaint) {
        assertThatThrownBy(() -> endpoint(elements))
                .hasMessageStartingWith("<evaluation id=e><endpoint><")
                .hasMessageContaining(complaint);
    }

    @Test
    void aKeyInTheAddressIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> endpoint("<url>https://me:sk-secret@example.org/v1</url><model>m</model>"))
                .hasMessageContaining("<endpoint><url> is …@example.org/v1, but")
                .hasMessageNotContaining("sk-secret");
        assertThatThrownBy(() -> endpoint("<url>https://sk-secret@exa mple.org/v1</url><model>m</model>"))
                .hasMessageContaining("<endpoint><url> is …@exa mple.org/v1, but")
                .hasMessageNotContaining("sk-secret");
        for (String start : new String[] {"ftp://h/v1", "http://h/v 1", "http://h_/v1", "http://h/v1/completions"}) {
            for (String end : new String[] {"?key=sk-secret", "#sk-secret"}) {
                assertThatThrownBy(() -> endpoint("<url>" + start + end + "</url><model>m</model>"))
                        .hasMessageContaining("<endpoint><url> is " + start + "?…, but")
                        .hasMessageNotContaining("sk-secret");
            }
        }
    }

    @Test
    void topKIsNothingThatEndpointsKnow() {
        assertThatThrownBy(() -> evaluation("<endpoint>" + SERVED + "</endpoint><topK>5</topK>"))
                .hasMessageContaining("<topK> is 5, but an <endpoint> has no such setting");
    }

    @Test
    void onlySelectedEvaluationsAreChecked() throws Exception {
        EvaluationBean good = Pom.bind(new EvaluationBean(), "<evaluation><id>good</id><model>m</model></evaluation>");
        EvaluationBean bad = Pom.bind(new EvaluationBean(), "<evaluation><id>bad</id></evaluation>");
        assertThat(new EvaluationSelection(List.of(bad, good), List.of(" good ")).evaluations(Pom.BASEDIR))
                .extracting(DeclaredEvaluation::id)
                .containsExactly("good");
        assertThatThrownBy(() -> new EvaluationSelection(List.of(good), List.of("other")).evaluations(Pom.BASEDIR))
                .hasMessage("luffy.evaluations names other, but the declared evaluations are [good]");
    }
}
