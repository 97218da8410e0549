package dev.luffy.maven;

import static dev.luffy.maven.Pom.method;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A {@code <method>} that cannot be meant: the element, the value and the way out are named. */
class RefusedMethodTest {

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
    void aParameterOfAnotherReshapeIsRefused() {
        assertThatThrownBy(() -> method("<method><offPolicyReshape><kind>POWER</kind><gamma>1</gamma>"
                        + "</offPolicyReshape></method>"))
                .hasMessageContaining("<offPolicyReshape><gamma> is 1.0, but means nothing to POWER");
    }
}
