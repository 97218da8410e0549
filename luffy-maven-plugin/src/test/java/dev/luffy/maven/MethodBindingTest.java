package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.AccuracyFilter;
import dev.luffy.runtime.experiment.Advantage;
import dev.luffy.runtime.experiment.Clip;
import dev.luffy.runtime.experiment.Critic;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Normalizer;
import dev.luffy.runtime.experiment.OffPolicyTerm;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Outcome;
import dev.luffy.runtime.experiment.Prefix;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Reshape;
import dev.luffy.runtime.experiment.RewardModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MethodBindingTest {

    private static Method method(String xml) throws Exception {
        return Pom.experiment(xml).runs().get(0).method();
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void aPresetAloneIsThatPreset(Preset preset) throws Exception {
        assertThat(method("<method>" + preset + "</method>"))
                .isEqualTo(preset.method(preset.sources().get(0), 128));
    }

    @Test
    void luffyIsWhatThePublishedCodeExecutesUnlessThePapersValuesAreChosen() throws Exception {
        assertThat(method("<method>LUFFY</method>"))
                .isEqualTo(Preset.LUFFY.method(Method.Source.REFERENCE_CODE, 128))
                .isEqualTo(method(""));
        assertThat(method("<method><preset>LUFFY</preset><source>PAPER</source></method>"))
                .isEqualTo(Preset.LUFFY.method(Method.Source.PAPER, 128));
    }

    @Test
    void anUnknownPresetIsToldTheChoices() {
        assertThatThrownBy(() -> method("<method>LUFY</method>"))
                .hasMessage("<experiment id=x><method><preset> is LUFY, but must be one of LUFFY,"
                        + " LUFFY_PAPER, MIXED_GRPO, MIXED_GRPO_SHAPING, MIXED_GRPO_SHAPING_NO_CLIP, ON_POLICY,"
                        + " ON_POLICY_SHAPING, ON_POLICY_NO_CLIP, RL_WITH_SFT_LOSS, GRPO, SIMPLE_RL_ZOO, OAT_ZERO,"
                        + " SIMPLE_RL, OPEN_REASONER_ZERO, PRIME_ZERO, SFT");
    }

    @Test
    void aSourceThatDoesNotDefineThePresetIsRefused() {
        assertThatThrownBy(() -> method("<method><preset>OAT_ZERO</preset><source>PAPER</source></method>"))
                .hasMessage("<experiment id=x><method><source> is PAPER, but OAT_ZERO is defined by ORIGINAL alone:"
                        + " leave it out");
    }

    @Test
    void theTwoStagesAreToldToBeTwoExperiments() {
        assertThatThrownBy(() -> method("<method>SFT_THEN_RL</method>"))
                .hasMessageContaining("<method><preset> is SFT_THEN_RL, but is two experiments")
                .hasMessageContaining("<experiment>the first one's id</experiment>");
    }

    @Test
    void aCriticAndAnOutcomeAreThoseOfThePresetWithWhatIsDeclared() throws Exception {
        Method method = method("<method><preset>SIMPLE_RL</preset>"
                + "<critic><learningRate>1e-4</learningRate><lambda>0.9</lambda><updates>4</updates></critic>"
                + "<outcome><wrong>-1</wrong></outcome></method>");
        assertThat(method.critic())
                .isEqualTo(new Critic(1, 0.9, 0.01, 0.2, 4, 0, new Optimizer(1e-4, 0.9, 0.95, 1e-8, 0, 1)));
        assertThat(method.outcome()).isEqualTo(new Outcome(1, -1, -1));
        Method base = Preset.SIMPLE_RL.method(Method.Source.ORIGINAL, 128);
        assertThat(method)
                .usingRecursiveComparison()
                .ignoringFields("critic", "outcome")
                .isEqualTo(base);
        Method added = method("<method><preset>ON_POLICY</preset><critic/></method>");
        assertThat(added.critic())
                .isEqualTo(Preset.OPEN_REASONER_ZERO
                        .method(Method.Source.ORIGINAL, 128)
                        .critic());
    }

    @Test
    void everyElementOfACriticIsBound() throws Exception {
        Method method = method("<method><preset>SIMPLE_RL</preset><critic><learningRate>2</learningRate>"
                + "<discount>0.9</discount><lambda>0.8</lambda><rewardKlCoefficient>0.7</rewardKlCoefficient>"
                + "<valueClip>0.6</valueClip><updates>5</updates><warmupUpdates>6</warmupUpdates><beta1>0.1</beta1>"
                + "<beta2>0.2</beta2><epsilon>0.3</epsilon><weightDecay>0.4</weightDecay>"
                + "<maximumGradientNorm>0.5</maximumGradientNorm></critic><outcome><correct>3</correct>"
                + "<wrong>-2</wrong><unanswered>-4</unanswered></outcome></method>");
        assertThat(method.critic())
                .isEqualTo(new Critic(0.9, 0.8, 0.7, 0.6, 5, 6, new Optimizer(2, 0.1, 0.2, 0.3, 0.4, 0.5)));
        assertThat(method.outcome()).isEqualTo(new Outcome(3, -2, -4));
    }

    @ParameterizedTest
    @CsvSource({
        "<critic><lambda>2</lambda></critic>, '<method><critic><lambda> is 2.0, but must lie between 0 and 1'",
        "<critic><learningRate>0</learningRate></critic>, '<method><critic><learningRate> is 0.0, but must be'",
        "<outcome><correct>0</correct></outcome>, '<method><outcome><correct> is 0.0, but must be greater than 0'",
        "<advantageStd>true</advantageStd>, '<method><advantageStd> is true, but means nothing to a method whose'",
        "<advantageGroup>UNION</advantageGroup>, '<method><advantageGroup> is UNION, but means nothing to a method'",
        "<offPolicyRollouts>1</offPolicyRollouts>, '<method><offPolicyRollouts> is 1, but a <critic> values'",
        "<critic><updates>129</updates></critic>, '<method><critic><updates> is 129, but an update of the policy has'"
    })
    void whatDoesNotFitACriticIsNamed(String element, String complaint) {
        assertThatThrownBy(() -> method("<method><preset>SIMPLE_RL</preset>" + element + "</method>"))
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource({
        "LUFFY, <critic/>, '<offPolicyRollouts> is 1, but a <critic> values what the policy samples'",
        "LUFFY, <offPolicyRollouts>-1</offPolicyRollouts>, '<offPolicyRollouts> is -1, but must be at least 0'",
        "ON_POLICY, <onPolicyRollouts>0</onPolicyRollouts>, '<onPolicyRollouts> is 0, but a group needs at least one'",
        "ON_POLICY, <onPolicyRollouts>1</onPolicyRollouts>, '<onPolicyRollouts> is 1, but a group of one row'",
        "RL_WITH_SFT_LOSS, <onPolicyRollouts>0</onPolicyRollouts>, '<onPolicyRollouts> is 0, but <advantageGroup> ON_'",
        "RL_WITH_SFT_LOSS, <onPolicyRollouts>1</onPolicyRollouts>, '<onPolicyRollouts> is 1, but one row is no base'",
        "RL_WITH_SFT_LOSS, <offPolicyRollouts>0</offPolicyRollouts>, '<offPolicyRollouts> is 0, but the likelihood'",
        "SFT, <offPolicyRollouts>0</offPolicyRollouts>, 'Rollouts> is 0, but a group needs at least one row'",
        "LUFFY, <sftCoefficient>0</sftCoefficient>, '<sftCoefficient> is 0.0, but must be greater than 0'",
        "LUFFY, <minimumWeight>0.5</minimumWeight><maximumWeight>0.2</maximumWeight>, '<minimumWeight> is 0.5, but must'",
        "SFT, <dropDegenerateGroups>true</dropDegenerateGroups>, '<dropDegenerateGroups> is true, but is about rewards'",
        "SFT, <outcome><wrong>-1</wrong></outcome>, '<method><outcome> is declared, but is about rewards'"
    })
    void partsThatDoNotGoTogetherAreNamed(String preset, String elements, String complaint) {
        assertThatThrownBy(() -> method("<method><preset>" + preset + "</preset>" + elements + "</method>"))
                .hasMessageStartingWith("<experiment id=x><method><")
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource({
        "<onPolicyClip>1.5</onPolicyClip>, '<onPolicyClip><low> is 1.5, but must be at least 0 and below 1'",
        "<onPolicyClip>-0.2</onPolicyClip>, '<onPolicyClip><low> is -0.2, but must be at least 0 and below 1'",
        "<onPolicyClip>NaN</onPolicyClip>, '<onPolicyClip><low> is NaN, but must be at least 0 and below 1'",
        "<offPolicyClip>1</offPolicyClip>, '<offPolicyClip><low> is 1.0, but must be at least 0 and below 1'",
        "<onPolicyClip><low>0.2</low><high>-1</high></onPolicyClip>, '<onPolicyClip><high> is -1.0, but must be at'",
        "<shapingGamma>0</shapingGamma>, '<shapingGamma> is 0.0, but must be greater than 0'",
        "<shapingGamma>NaN</shapingGamma>, '<shapingGamma> is NaN, but must be greater than 0'",
        "<prefix><minimum>-0.1</minimum></prefix>, '<prefix><minimum> is -0.1, but must lie between 0 and 1'",
        "<prefix><maximum>1.5</maximum></prefix>, '<prefix><maximum> is 1.5, but must lie between 0 and 1'",
        "<prefix><maximum>0.5</maximum></prefix>, '<prefix><maximum> is 0.5, but must not be below <minimum>, which is 1.0'",
        "<outcome><correct>0</correct></outcome>, '<outcome><correct> is 0.0, but must be greater than 0'",
        "<outcome><correct>-1</correct></outcome>, '<outcome><correct> is -1.0, but must be greater than 0'",
        "<outcome><wrong>0.5</wrong></outcome>, '<outcome><wrong> is 0.5, but must be at most 0'",
        "<outcome><unanswered>1</unanswered></outcome>, '<outcome><unanswered> is 1.0, but must be at most 0'",
        "<outcome><wrong>NaN</wrong></outcome>, '<outcome><wrong> is NaN, but must be at most 0'"
    })
    void aValueThatCannotBeMeantIsNamedByItsElement(String elements, String complaint) {
        assertThatThrownBy(() -> method("<method>" + elements + "</method>"))
                .hasMessageStartingWith("<experiment id=x><method><")
                .hasMessageContaining(complaint);
    }

    @Test
    void aRewardModelAndAFilterAreThoseOfThePresetWithWhatIsDeclared() throws Exception {
        Method method = method("<method><preset>PRIME_ZERO</preset><rewardModel><learningRate>1e-4</learningRate>"
                + "</rewardModel><accuracyFilter><maximum>1</maximum></accuracyFilter></method>");
        assertThat(method.rewardModel()).isEqualTo(new RewardModel(0.05, new Optimizer(1e-4, 0.9, 0.999, 1e-8, 0, 10)));
        assertThat(method.accuracyFilter()).isEqualTo(new AccuracyFilter(0.2, 1));
        assertThat(method)
                .usingRecursiveComparison()
                .ignoringFields("rewardModel", "accuracyFilter")
                .isEqualTo(Preset.PRIME_ZERO.method(Method.Source.ORIGINAL, 128));

        Method added = method("<method><preset>ON_POLICY</preset><rewardModel/></method>");
        assertThat(added.rewardModel())
                .isEqualTo(Preset.PRIME_ZERO.method(Method.Source.ORIGINAL, 128).rewardModel());
        assertThat(added.accuracyFilter()).isNull();
        Method filtered = method(
                "<method><preset>LUFFY</preset><accuracyFilter><minimum>0.1</minimum>" + "</accuracyFilter></method>");
        assertThat(filtered.accuracyFilter()).isEqualTo(new AccuracyFilter(0.1, 1));
    }

    @Test
    void everyElementOfARewardModelIsBound() throws Exception {
        Method method = method(
                "<method><preset>PRIME_ZERO</preset><rewardModel><learningRate>2</learningRate>"
                        + "<beta>0.9</beta><beta1>0.1</beta1><beta2>0.2</beta2><epsilon>0.3</epsilon>"
                        + "<weightDecay>0.4</weightDecay><maximumGradientNorm>0.5</maximumGradientNorm></rewardModel></method>");
        assertThat(method.rewardModel()).isEqualTo(new RewardModel(0.9, new Optimizer(2, 0.1, 0.2, 0.3, 0.4, 0.5)));
    }

    @ParameterizedTest
    @CsvSource({
        "<rewardModel><beta>0</beta></rewardModel>, '<method><rewardModel><beta> is 0.0, but must be greater than 0'",
        "<rewardModel><learningRate>-1</learningRate></rewardModel>, '<method><rewardModel><learningRate> is -1.0, but'",
        "<critic/>, '<method><rewardModel> is declared, but so is a <critic>, and advantages come from one of the two'",
        "<onPolicyRollouts>1</onPolicyRollouts>, '<method><onPolicyRollouts> is 1, but the scores of a <rewardModel>'",
        "<offPolicyRollouts>1</offPolicyRollouts>, '<method><offPolicyRollouts> is 1, but a <rewardModel> scores what'",
        "<advantageStd>true</advantageStd>, '<method><advantageStd> is true, but means nothing to a method whose'",
        "<accuracyFilter><minimum>-0.1</minimum></accuracyFilter>, '<accuracyFilter><minimum> is -0.1, but must lie'",
        "<accuracyFilter><maximum>1.1</maximum></accuracyFilter>, '<accuracyFilter><maximum> is 1.1, but must lie'",
        "<accuracyFilter><minimum>0.9</minimum></accuracyFilter>, '<accuracyFilter><minimum> is 0.9, but is above <max'"
    })
    void whatDoesNotFitARewardModelOrAFilterIsNamed(String element, String complaint) {
        assertThatThrownBy(() -> method("<method><preset>PRIME_ZERO</preset>" + element + "</method>"))
                .hasMessageContaining(complaint);
    }

    @Test
    void aFilterNeedsResponsesOfThePolicy() {
        assertThatThrownBy(() -> method("<method><preset>SFT</preset><accuracyFilter/></method>"))
                .hasMessageContaining(
                        "<method><onPolicyRollouts> is 0, but an <accuracyFilter> goes by what the policy");
    }

    @Test
    void gammaIsThatOfTheRatioWhichThePresetShapes() throws Exception {
        Method method = method("<method><preset>ON_POLICY_SHAPING</preset><shapingGamma>0.3</shapingGamma></method>");
        assertThat(method.onPolicyReshape()).isEqualTo(new Reshape.Shaping(0.3));
        assertThat(method.offPolicy()).isEqualTo(OffPolicyTerm.Importance.of(new Reshape.Identity()));
        assertThatThrownBy(() ->
                        method("<method><preset>ON_POLICY_SHAPING</preset><shapingGamma>0</shapingGamma></method>"))
                .hasMessageContaining("<method><shapingGamma> is 0.0, but must be greater than 0");
        assertThatThrownBy(() -> method("<method><preset>ON_POLICY_SHAPING</preset><shapingGamma>0.3</shapingGamma>"
                        + "<onPolicyReshape>IDENTITY</onPolicyReshape></method>"))
                .hasMessageContaining("<method><shapingGamma> is 0.3, but is short for an <onPolicyReshape>");
    }

    @ParameterizedTest
    @CsvSource({
        "shapingGamma, 0.1, 0.1",
        "sftCoefficient, 1, 1.0",
        "offPolicyClip, 0.2, declared",
        "offPolicyReshape, IDENTITY, declared",
        "minimumWeight, 0.1, 0.1",
        "maximumWeight, 0.9, 0.9",
        "prefix, <minimum>0.5</minimum>, declared",
        "teacherReward, CONSTANT, CONSTANT"
    })
    void anElementAboutTeacherRowsIsRefusedWhereThereAreNone(String element, String value, String shown) {
        assertThatThrownBy(() -> method(
                        "<method><preset>ON_POLICY</preset><" + element + ">" + value + "</" + element + "></method>"))
                .hasMessageContaining("<method><" + element + "> is " + shown + ", but is about teacher rows");
    }

    @ParameterizedTest
    @CsvSource({
        "source, 'PAPER, REFERENCE_CODE, ORIGINAL'",
        "advantageGroup, 'UNION, ON_POLICY_ONLY'",
        "entropyTokens, 'ALL, ON_POLICY'",
        "teacherReward, 'VERIFY, CONSTANT'"
    })
    void anUnknownChoiceNamesItsElementAndTheChoices(String element, String choices) {
        assertThatThrownBy(() -> method("<method><" + element + ">NOPE</" + element + "></method>"))
                .hasMessage("<experiment id=x><method><" + element + "> is NOPE, but must be one of " + choices);
    }

    @Test
    void anUnknownStrategyOrScheduleNamesItsElementAndTheChoices() {
        assertThatThrownBy(() -> method("<method><prefix><strategy>linear</strategy></prefix></method>"))
                .hasMessage("<experiment id=x><method><prefix><strategy> is linear, but must be one of RANDOM, LINEAR,"
                        + " LINEAR_MAX, REVERSE_LINEAR, FIXED");
        assertThatThrownBy(() -> method("<schedule><learningRate>LINEAR</learningRate></schedule>"))
                .hasMessage("<experiment id=x><schedule><learningRate> is LINEAR, but must be one of CONSTANT, COSINE");
    }

    @Test
    void aStrategyThatVariesStartsFromNothingUnlessToldOtherwise() throws Exception {
        assertThat(method("<method><prefix><strategy>LINEAR</strategy></prefix></method>")
                        .prefix())
                .isEqualTo(new Prefix(Prefix.Strategy.LINEAR, 0, 1, 1));
        assertThat(method("<method><prefix><strategy>RANDOM</strategy></prefix></method>")
                        .prefix())
                .isEqualTo(Prefix.FULL);
    }

    @Test
    void oneChangedPartLeavesTheOthers() throws Exception {
        Method changed = method("<method><entropyCoefficient>0</entropyCoefficient></method>");
        Method base = Preset.LUFFY.method(Method.Source.REFERENCE_CODE, 128);

        assertThat(changed.entropyCoefficient()).isZero();
        assertThat(changed)
                .usingRecursiveComparison()
                .ignoringFields("entropyCoefficient")
                .isEqualTo(base);
    }

    @Test
    void everyPartCanBeChanged() throws Exception {
        Method method = method("<method><onPolicyRollouts>3</onPolicyRollouts><offPolicyRollouts>2</offPolicyRollouts>"
                + "<onPolicyClip><low>0.1</low><high>0.3</high></onPolicyClip>"
                + "<offPolicyClip>0.2</offPolicyClip>"
                + "<onPolicyReshape><kind>POWER</kind><exponent>2</exponent></onPolicyReshape>"
                + "<offPolicyReshape>IDENTITY</offPolicyReshape>"
                + "<minimumWeight>0.01</minimumWeight><maximumWeight>0.9</maximumWeight>"
                + "<advantageGroup>ON_POLICY_ONLY</advantageGroup><advantageStd>true</advantageStd>"
                + "<maximumProbability>0.95</maximumProbability>"
                + "<normalizer>SUM_OVER_CONSTANT</normalizer><normalizerLength>99</normalizerLength>"
                + "<lossScale>2</lossScale><entropyTokens>ON_POLICY</entropyTokens><klCoefficient>0.5</klCoefficient>"
                + "<prefix><strategy>LINEAR</strategy><minimum>0.25</minimum><steps>10</steps></prefix>"
                + "<teacherReward>CONSTANT</teacherReward><dropDegenerateGroups>true</dropDegenerateGroups></method>");

        assertThat(method.groupSize()).isEqualTo(5);
        assertThat(method.onPolicyClip()).isEqualTo(new Clip.Ppo(0.1, 0.3));
        assertThat(method.onPolicyReshape()).isEqualTo(new Reshape.Power(2));
        assertThat(method.offPolicy())
                .isEqualTo(new OffPolicyTerm.Importance(new Reshape.Identity(), new Clip.Ppo(0.2, 0.2), 0.01, 0.9));
        assertThat(method.advantage().group()).isEqualTo(Advantage.Group.ON_POLICY_ONLY);
        assertThat(method.advantage().deviation()).isEqualTo(Advantage.Deviation.UNBIASED);
        assertThat(method.maximumProbability()).isEqualTo(0.95);
        assertThat(method.normalizer()).isEqualTo(new Normalizer.SumOverConstant(99));
        assertThat(method.lossScale()).isEqualTo(2);
        assertThat(method.entropyTokens()).isEqualTo(Method.Tokens.ON_POLICY);
        assertThat(method.klCoefficient()).isEqualTo(0.5);
        assertThat(method.prefix()).isEqualTo(new Prefix(Prefix.Strategy.LINEAR, 0.25, 1, 10));
        assertThat(method.teacherReward()).isEqualTo(Method.TeacherReward.CONSTANT);
        assertThat(method.dropDegenerateGroups()).isTrue();
    }

    @Test
    void shapingGammaIsShortForTheShapingReshape() throws Exception {
        assertThat(method("<method><shapingGamma>0.5</shapingGamma></method>").offPolicy())
                .isEqualTo(OffPolicyTerm.Importance.of(new Reshape.Shaping(0.5)));
    }

    @Test
    void aNegativeGammaNamesTheElementThatTheUserWrote() {
        assertThatThrownBy(() -> method("<method><shapingGamma>-0.1</shapingGamma></method>"))
                .hasMessage("<experiment id=x><method><shapingGamma> is -0.1, but must be greater than 0");
    }

    @Test
    void gammaAndReshapeTogetherAreRefused() {
        assertThatThrownBy(() -> method("<method><shapingGamma>0.1</shapingGamma>"
                        + "<offPolicyReshape>IDENTITY</offPolicyReshape></method>"))
                .hasMessageContaining("<method><shapingGamma> is 0.1, but is short for an <offPolicyReshape>");
    }

    @Test
    void gammaMeansNothingToSft() {
        assertThatThrownBy(() -> method("<method><preset>SFT</preset><shapingGamma>0.1</shapingGamma></method>"))
                .hasMessageContaining("<method><shapingGamma> is 0.1, but shapes an importance weight");
    }

    @Test
    void theSftLossCanReplaceTheWeightedOne() throws Exception {
        assertThat(method("<method><preset>MIXED_GRPO</preset><sftCoefficient>0.5</sftCoefficient></method>")
                        .offPolicy())
                .isEqualTo(new OffPolicyTerm.NegativeLogLikelihood(0.5));
    }

    @Test
    void aClipIsNoneOneNumberOrTwo() throws Exception {
        assertThat(method("<method><onPolicyClip>NONE</onPolicyClip></method>").onPolicyClip())
                .isEqualTo(new Clip.None());
        assertThat(method("<method><onPolicyClip>0.2</onPolicyClip></method>").onPolicyClip())
                .isEqualTo(new Clip.Ppo(0.2, 0.2));
        assertThatThrownBy(() -> method("<method><onPolicyClip>none</onPolicyClip></method>"))
                .hasMessageContaining("<method><onPolicyClip><low> is none, but must be NONE, a number");
        assertThatThrownBy(() -> method("<method><onPolicyClip><low>0.2</low></onPolicyClip></method>"))
                .hasMessageContaining("<method><onPolicyClip><high> is nothing, but <low> and <high> are declared");
    }

    @Test
    void aParameterOfAnotherReshapeIsRefused() {
        assertThatThrownBy(() -> method("<method><offPolicyReshape><kind>POWER</kind><gamma>1</gamma>"
                        + "</offPolicyReshape></method>"))
                .hasMessageContaining("<offPolicyReshape><gamma> is 1.0, but means nothing to POWER");
    }

    @Test
    void aConstantNormaliserDividesByTheResponseLimitUnlessToldOtherwise() throws Exception {
        assertThat(method("<method><normalizer>SEQUENCE_MEAN_OVER_CONSTANT</normalizer></method>")
                        .normalizer())
                .isEqualTo(new Normalizer.SequenceMeanOverConstant(128));
    }
}
