package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.Length;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Context;
import dev.luffy.runtime.experiment.Conversation;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Precision;
import dev.luffy.runtime.experiment.Schedule;
import java.nio.file.Path;
import java.util.List;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentBindingTest {

    @Test
    void theLeastDeclarationGetsTheDocumentedDefaults() throws Exception {
        Experiment run = Pom.experiment("").runs().get(0);

        assertThat(run.seed()).isEqualTo(1);
        assertThat(run.method().preset()).isEqualTo("LUFFY");
        assertThat(run.template()).isEqualTo("{problem}");
        assertThat(run.rollout().maximumResponseTokens()).isEqualTo(128);
        assertThat(run.optimizer().learningRate()).isEqualTo(1e-4);
        assertThat(run.schedule().learningRate()).isEqualTo(Schedule.Shape.CONSTANT);
        assertThat(run.budget().threads()).isEqualTo(2);
        assertThat(run.validation()).isNull();
    }

    @Test
    void precisionAndBudgetMayBeDeclared() throws Exception {
        assertThat(Pom.experiment("").runs().get(0).precisionOrDefault()).isEqualTo(Precision.FLOAT32);
        Experiment run = Pom.experiment("<precision>BFLOAT16</precision><budget><microBatchTokens>64</microBatchTokens>"
                        + "<activationCheckpointing>true</activationCheckpointing><cacheMebibytes>32</cacheMebibytes>"
                        + "<threads>3</threads><device>cuda:1</device></budget>")
                .runs()
                .get(0);
        assertThat(run.precisionOrDefault()).isEqualTo(Precision.BFLOAT16);
        assertThat(run.budget()).isEqualTo(new Budget(64, 3, true, 32, "cuda:1"));
        assertThatThrownBy(() -> Pom.experiment("<precision>HALF</precision>"))
                .hasMessageContaining("<precision> is HALF, but must be one of FLOAT32, BFLOAT16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "cpu", "cuda:0", "cuda:99", " cuda:1 "})
    void aDeviceIsDeclaredAsLibtorchNamesIt(String device) throws Exception {
        Experiment run = Pom.experiment("<budget><device>" + device + "</device></budget>")
                .runs()
                .get(0);
        assertThat(run.budget().deviceOrAuto()).isEqualTo(device.trim());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gpu", "cuda", "cuda:", "cuda:x", "cuda:-1", "cuda:00", "cuda:256", "CUDA:0", "cuda:0,1", "mps"})
    void anotherDeviceIsRefusedWithItsName(String device) {
        assertThatThrownBy(() -> Pom.experiment("<budget><device>" + device + "</device></budget>"))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining(
                        "<budget><device> is " + device + ", but must be auto, cpu, or cuda:0 and the like");
    }

    /** Maven takes an element without text for one that is not there. */
    @ParameterizedTest
    @ValueSource(strings = {"<device/>", "<device></device>", "<device> </device>"})
    void aBlankDeviceIsNone(String element) throws Exception {
        Experiment run =
                Pom.experiment("<budget>" + element + "</budget>").runs().get(0);
        assertThat(run.budget().deviceOrAuto()).isEqualTo("auto");
    }

    @Test
    void shorthandsMeanFilesRelativeToTheProject() throws Exception {
        Declaration declaration = Pom.experiment("");

        assertThat(declaration.model()).isEqualTo(new ModelSource.Folder(Path.of("/project/m")));
        assertThat(declaration.problems()).isEqualTo(new ProblemSource.JsonLines(Path.of("/project/d.jsonl")));
        assertThat(declaration.traces()).isEqualTo(new ProblemSource.JsonLines(Path.of("/project/t.jsonl")));
    }

    @Test
    void theContextOfTheModelMayBeStretched() throws Exception {
        String rest = "<data>d.jsonl</data><traces>t.jsonl</traces></experiment>";
        String folder = "<experiment><id>x</id><model><folder>m</folder>";
        assertThat(context(folder + "<ropeTheta>40000</ropeTheta><maximumPositions>16384</maximumPositions></model>"
                        + rest))
                .isEqualTo(new Context(40_000.0, 16_384));
        assertThat(context("<experiment><id>x</id><model><builtin>aime-base</builtin>"
                        + "<maximumPositions>512</maximumPositions></model>" + rest))
                .isEqualTo(new Context(null, 512));
        assertThat(context(folder + "</model>" + rest)).isNull();
        assertThatThrownBy(() -> context(folder + "<ropeTheta>0</ropeTheta></model>" + rest))
                .hasMessageContaining("<model><ropeTheta> is 0.0, but");
        assertThatThrownBy(() -> context(folder + "<maximumPositions>0</maximumPositions></model>" + rest))
                .hasMessageContaining("<model><maximumPositions> is 0, but must be at least 1");
    }

    private static Context context(String experiment) throws Exception {
        return Pom.bean(experiment)
                .toDeclaration(Pom.BASEDIR)
                .runsOver(100, null)
                .get(0)
                .context();
    }

    @Test
    void aModelMayBeWhatAnotherExperimentEndsWith() throws Exception {
        String rest = "<data>d.jsonl</data><traces>t.jsonl</traces></experiment>";
        assertThat(Pom.bean("<experiment><id>rl</id><model><experiment>sft</experiment></model>" + rest)
                        .toDeclaration(Pom.BASEDIR)
                        .model())
                .isEqualTo(new ModelSource.Trained("sft", null));
        assertThat(Pom.bean("<experiment><id>rl</id><model><experiment><id>sft</id><seed>3</seed></experiment></model>"
                                + rest)
                        .toDeclaration(Pom.BASEDIR)
                        .model())
                .isEqualTo(new ModelSource.Trained("sft", 3L));
        assertThatThrownBy(() -> Pom.bean("<experiment><id>rl</id><model><experiment>sft</experiment>"
                                + "<randomWeights>true</randomWeights></model>" + rest)
                        .toDeclaration(Pom.BASEDIR))
                .hasMessageContaining("<model><randomWeights> is true, but would throw away");
        assertThatThrownBy(() -> Pom.bean("<experiment><id>rl</id><model><experiment>sft</experiment>"
                                + "<builtin>aime-base</builtin></model>" + rest)
                        .toDeclaration(Pom.BASEDIR))
                .hasMessageContaining("takes one of <folder>, <builtin> and <experiment>");
    }

    @Test
    void aScheduleIsInStepsOrInEpochs() throws Exception {
        assertThat(Pom.experiment("<schedule><epochs>3</epochs><warmupRatio>0.1</warmupRatio></schedule>")
                        .length())
                .isEqualTo(new Length(3, 0.1));
        Declaration declaration = Pom.experiment(
                "<schedule><epochs>3</epochs><warmupRatio>0.1</warmupRatio><promptsPerStep>4</promptsPerStep></schedule>");
        Schedule schedule = declaration.runsOver(43, null).get(0).schedule(); // 10 steps an epoch, 3 problems left over
        assertThat(schedule.steps()).isEqualTo(30);
        assertThat(schedule.warmupSteps()).isEqualTo(3);
        assertThat(Pom.experiment("").runsOver(1000, null).get(0).schedule().steps())
                .isEqualTo(100);

        assertThatThrownBy(() -> Pom.experiment("<schedule><steps>5</steps><epochs>3</epochs></schedule>"))
                .hasMessage("<experiment id=x><schedule><steps> is 5, but says what <epochs> says: declare one of the"
                        + " two");
        assertThatThrownBy(() -> Pom.experiment(
                        "<schedule><warmupSteps>5</warmupSteps><warmupRatio>0.1</warmupRatio></schedule>"))
                .hasMessageContaining("<schedule><warmupSteps> is 5, but says what <warmupRatio> says");
        assertThatThrownBy(() -> Pom.experiment("<schedule><epochs>0</epochs></schedule>"))
                .hasMessage("<experiment id=x><schedule><epochs> is 0, but must be at least 1");
        assertThatThrownBy(() -> Pom.experiment("<schedule><warmupRatio>2</warmupRatio></schedule>"))
                .hasMessage("<experiment id=x><schedule><warmupRatio> is 2.0, but must lie between 0 and 1");
    }

    @Test
    void anEmptyBoundaryIsNotTheDefault() throws Exception {
        assertThat(Pom.experiment("").runs().get(0).reward().boundary()).isEqualTo("</think>");
        assertThat(Pom.experiment("<reward><boundary/></reward>")
                        .runs()
                        .get(0)
                        .reward()
                        .boundary())
                .isEmpty();
        assertThat(Pom.experiment("<reward><boundary>####</boundary></reward>")
                        .runs()
                        .get(0)
                        .reward()
                        .boundary())
                .isEqualTo("####");
    }

    @Test
    void aRewardMayNameAPolicy() throws Exception {
        assertThat(Pom.experiment("").runs().get(0).reward().policy()).isNull();
        assertThat(Pom.experiment("<reward><policy>math</policy></reward>")
                        .runs()
                        .get(0)
                        .reward()
                        .policy())
                .isEqualTo("math");
        assertThatThrownBy(() -> Pom.experiment("<reward><policy>maths</policy></reward>"))
                .hasMessageStartingWith("<experiment id=x><reward><policy> is maths, but must be one of math, ");
    }

    @Test
    void everySeedIsARunOfItsOwn() throws Exception {
        Declaration declaration = Pom.experiment("<seeds>3,1,2</seeds>");

        assertThat(declaration.runs()).extracting(Experiment::seed).containsExactly(3L, 1L, 2L);
        assertThat(declaration.runs().get(0).runName()).isEqualTo("x/seed-3");
    }

    @Test
    void seedsMayBeElements() throws Exception {
        Declaration declaration = Pom.experiment("<seeds><seed>7</seed><seed>8</seed></seeds>");

        assertThat(declaration.runs()).extracting(Experiment::seed).containsExactly(7L, 8L);
    }

    @Test
    void aSeedTwiceIsRefused() {
        assertThatThrownBy(() -> Pom.experiment("<seeds>1,1</seeds>"))
                .hasMessage("<experiment id=x><seeds> is [1, 1], but must name every seed once");
    }

    @Test
    void seedAndSeedsTogetherAreRefused() {
        assertThatThrownBy(() -> Pom.experiment("<seed>1</seed><seeds>2</seeds>"))
                .hasMessage("<experiment id=x><seed> is 1, but one of <seed> and <seeds> is enough");
    }

    @Test
    void aWrongValueIsNamedByItsElement() {
        assertThatThrownBy(() -> Pom.experiment("<rollout><temperature>-1</temperature></rollout>"))
                .hasMessage("<experiment id=x><rollout><temperature> is -1.0, but must be greater than 0");
    }

    @Test
    void aWrongValueDeepInsideIsNamedByItsPath() {
        assertThatThrownBy(
                        () -> Pom.experiment(
                                "<method><offPolicyReshape><kind>SHAPING</kind><gamma>-0.1</gamma></offPolicyReshape></method>"))
                .hasMessage("<experiment id=x><method><offPolicyReshape><gamma> is -0.1, but must be greater than 0");
    }

    @Test
    void aMisspeltElementIsRefusedByMavenItself() {
        assertThatThrownBy(() -> Pom.experiment("<optimizer><learningrate>1</learningrate></optimizer>"))
                .isInstanceOf(ComponentConfigurationException.class)
                .hasMessageContaining("learningrate");
    }

    @Test
    void anIdThatIsNoFolderNameIsRefused() {
        assertThatThrownBy(() -> Pom.bean("<experiment><id>a/b</id><model>m</model><data>d</data>"
                                + "<traces>t</traces></experiment>")
                        .toDeclaration(Pom.BASEDIR))
                .hasMessageContaining("<experiment id=a/b><id> is a/b, but names a folder");
    }

    @Test
    void aMissingModelIsToldAsSuch() {
        assertThatThrownBy(() -> Pom.bean("<experiment><id>x</id><data>d</data></experiment>")
                        .toDeclaration(Pom.BASEDIR))
                .hasMessage("<experiment id=x><model> is nothing, but must be declared");
    }

    @Test
    void aMethodWithTeacherRowsNeedsTracesOfBuiltInProblems() {
        assertThatThrownBy(() -> Pom.bean("<experiment><id>x</id><model>m</model>"
                                + "<data><builtin>aime</builtin></data></experiment>")
                        .toDeclaration(Pom.BASEDIR))
                .hasMessageStartingWith("<experiment id=x><traces> is nothing, but a method with off-policy rows");
    }

    @Test
    void aTemplateWithoutThePlaceOfTheProblemIsNamedInsideData() {
        assertThatThrownBy(() -> Pom.bean("<experiment><id>x</id><model>m</model><traces>t</traces>"
                                + "<data><file>d</file><template>Solve!</template></data></experiment>")
                        .toDeclaration(Pom.BASEDIR))
                .hasMessageStartingWith("<experiment id=x><data><template> is Solve!, but must contain {problem}");
    }

    private static Experiment withData(String elements) throws ComponentConfigurationException {
        return Pom.bean("<experiment><id>x</id><model>m</model><traces>t</traces><data><file>d</file>" + elements
                        + "</data></experiment>")
                .toDeclaration(Pom.BASEDIR)
                .runs()
                .get(0);
    }

    @Test
    void aPromptMayBeTheModelsConversationOrThePapers() throws Exception {
        assertThat(withData("").conversation()).isNull();
        assertThat(withData("<prompt>RAW</prompt>")).isEqualTo(withData(""));
        assertThat(withData("<prompt>CHAT</prompt>").conversation()).isEqualTo(new Conversation(""));
        Experiment chat = withData("<prompt>CHAT</prompt><system>Be brief.</system><template>Q: {problem}</template>");
        assertThat(chat.conversation()).isEqualTo(new Conversation("Be brief."));
        assertThat(chat.template()).isEqualTo("Q: {problem}");
        Experiment luffy = withData("<prompt>LUFFY</prompt>");
        assertThat(luffy.conversation()).isNull();
        assertThat(luffy.template())
                .startsWith("Your task is to follow a systematic, thorough reasoning process")
                .contains("using the format: \"<think>\n {thoughts} </think>\n\". Each thought")
                .endsWith("answer in \\boxed{} for closed-form results like multiple choices or mathematical solutions."
                        + "\nUser: This is the problem:\n{problem}\nAssistant: <think>\n");
    }

    @Test
    void promptsThatCannotBeMeantAreNamed() {
        assertThatThrownBy(() -> withData("<prompt>chatty</prompt>"))
                .hasMessageStartingWith(
                        "<experiment id=x><data><prompt> is chatty, but must be one of RAW, CHAT, LUFFY");
        assertThatThrownBy(() -> withData("<system>Be brief.</system>"))
                .hasMessageStartingWith(
                        "<experiment id=x><data><system> is Be brief., but is of use with <prompt>CHAT");
        assertThatThrownBy(() -> withData("<prompt>LUFFY</prompt><template>{problem}</template>"))
                .hasMessageStartingWith("<experiment id=x><data><template> is {problem}, but is set by <prompt>LUFFY");
    }

    @Test
    void builtInsChooseLevelsAndCount() throws Exception {
        Declaration declaration = Pom.bean("<experiment><id>x</id><model><builtin>aime-base</builtin></model>"
                        + "<data><builtin>aime</builtin><levels>4,5</levels><count>64</count></data>"
                        + "<traces><builtin>aime</builtin></traces>"
                        + "<validation><builtin>aime</builtin></validation></experiment>")
                .toDeclaration(Pom.BASEDIR);

        ProblemSource train = new ProblemSource.Builtin("aime", "train", List.of("4", "5"), 64);
        assertThat(declaration.model()).isEqualTo(new ModelSource.Builtin("aime-base"));
        assertThat(declaration.problems()).isEqualTo(train);
        assertThat(declaration.traces()).isEqualTo(train);
        assertThat(declaration.validation()).isEqualTo(new ProblemSource.Builtin("aime", "test", List.of(), 256));
    }

    @Test
    void theVerboseTeacherSolvesTheBuiltInProblemsAndNoOthers() throws Exception {
        String verbose = "<traces><builtin>aime-verbose</builtin></traces></experiment>";
        String model = "<experiment><id>x</id><model>m</model>";
        Declaration declaration = Pom.bean(model + "<data><builtin>aime</builtin><count>3</count></data>" + verbose)
                .toDeclaration(Pom.BASEDIR);

        assertThat(declaration.traces()).isEqualTo(new ProblemSource.Builtin("aime-verbose", "train", List.of(), 3));
        assertThatThrownBy(
                        () -> Pom.bean(model + "<data>d.jsonl</data>" + verbose).toDeclaration(Pom.BASEDIR))
                .hasMessageContaining("<traces><builtin> is aime-verbose")
                .hasMessageContaining("which is aime for aime-verbose");
    }

    @Test
    void aFileTakesNoLevels() {
        assertThatThrownBy(() -> Pom.bean("<experiment><id>x</id><model>m</model><traces>t</traces>"
                                + "<data><file>d</file><levels>4</levels></data></experiment>")
                        .toDeclaration(Pom.BASEDIR))
                .hasMessage("<experiment id=x><data><levels> is [4], but chooses among built-in problems;"
                        + " a <file> is used as a whole");
    }
}
