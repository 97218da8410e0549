package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.ablate.Ablation;
import dev.luffy.maven.ablate.AblationEvaluation;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.plan.TeacherSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.AnsweringBudget;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AblationEvaluationBindingTest {

    private static Ablation bind(String elements) throws Exception {
        String xml = "<ablation><id>a</id><base><model>m</model><data>d.jsonl</data><traces>t.jsonl</traces>"
                + "<method>LUFFY</method><validation>v.jsonl</validation></base><variants><variant><id>v</id><set>"
                + "<schedule.steps>3</schedule.steps></set></variant></variants><seeds>5,6</seeds>" + elements
                + "</ablation>";
        return new AblationElements(List.of(), List.of(), Pom.binder(), Pom.BASEDIR)
                .ablations(
                        List.of(Pom.bind(new AblationBean(), xml)),
                        List.of(Xpp3DomBuilder.build(new StringReader(xml))))
                .get(0);
    }

    @Test
    void nothingIsAskedWhereNothingIsDeclared() throws Exception {
        assertThat(bind("").evaluation()).isNull();
    }

    @Test
    void itIsAnEvaluationOfEveryRun() throws Exception {
        AblationEvaluation bound = bind("<evaluation><on>x, y</on><samples>8</samples>"
                        + "<temperatures>0.1,1</temperatures><maximumTokens>32</maximumTokens></evaluation>"
                        + "<teacher>solved.jsonl</teacher>")
                .evaluation();

        assertThat(bound.any())
                .isEqualTo(new DeclaredEvaluation(
                        "a.base.seed-5",
                        new ModelUnderTest.Trained("a.base", 5),
                        List.of("x", "y"),
                        8,
                        List.of(0.1, 1.0),
                        1,
                        0,
                        32,
                        1,
                        0.95,
                        new AnsweringBudget(128, 2)));
        assertThat(bound.teacher()).isEqualTo(new TeacherSource.JsonLines(Path.of("/project/solved.jsonl")));
        assertThat(bind("<evaluation/><teacher><builtin>aime</builtin></teacher>")
                        .evaluation()
                        .teacher())
                .isEqualTo(new TeacherSource.Builtin("aime"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<id>x</id>; <id> is x, but an ablation asks the model of each of its runs under an id of its own",
                "<model>m</model>; <model> is declared, but an ablation asks the model of each of its runs",
                "<endpoint><url>http://h/v1</url></endpoint>; <endpoint> is declared, but an ablation asks the model",
                "<experiment>x</experiment>; <experiment> is declared, but an ablation asks the model of each of its runs",
                "<samples>0</samples>; <samples> is 0, but must be at least 1",
                "<temperatures>-1</temperatures>; <temperatures> is [-1.0], but must be numbers of at least 0",
                "<on>x,x</on>; <on> is x,x, but must name every benchmark once",
                "<budget><threads>0</threads></budget>; <budget><threads> is 0, but must be at least 1"
            })
    void whatCannotBeAskedIsNamedAtTheAblation(String element, String message) {
        assertThatThrownBy(() -> bind("<evaluation>" + element + "</evaluation>"))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("<ablation id=a><evaluation>" + message);
    }

    @Test
    void aTeacherNeedsAnEvaluationAndOneSource() {
        assertThatThrownBy(() -> bind("<teacher>t.jsonl</teacher>"))
                .hasMessage("<ablation id=a><teacher> is declared, but there is no <evaluation> whose answers could be"
                        + " compared with it: declare one, or leave <teacher> out");
        assertThatThrownBy(() -> bind("<evaluation/><teacher/>"))
                .hasMessage("<ablation id=a><teacher><file> is nothing, but exactly one of <file> and <builtin> is"
                        + " needed");
    }

    @Test
    void anIdThatADeclaredEvaluationHasIsRefused() throws Exception {
        Ablation asking = bind("<evaluation/>");
        List<EvaluationBean> taken =
                List.of(Pom.bind(new EvaluationBean(), "<evaluation><id>a.v.seed-6</id><model>m</model></evaluation>"));

        assertThatThrownBy(() -> AblationEvaluationElements.refuseTaken(List.of(asking), taken))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("<ablation id=a><evaluation> asks variant v with seed 6 under the id a.v.seed-6, but an"
                        + " <evaluation> of luffy:eval has that id: ids name folders. Change the <id> of one of them");
        AblationEvaluationElements.refuseTaken(List.of(bind("")), taken);
    }
}
