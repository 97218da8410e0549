package dev.luffy.maven;

import static dev.luffy.maven.Pom.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.AccuracyFilter;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.RewardModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code <rewardModel>} and {@code <accuracyFilter>} in a {@code <method>}. */
class RewardModelBindingTest {

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
}
