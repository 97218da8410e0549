package dev.luffy.maven;

import static dev.luffy.maven.Pom.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Critic;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Outcome;
import dev.luffy.runtime.experiment.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code <critic>} and {@code <outcome>} in a {@code <method>}. */
class CriticBindingTest {

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
}
