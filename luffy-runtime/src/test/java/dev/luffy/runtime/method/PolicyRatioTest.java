package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.Reshape;
import org.junit.jupiter.api.Test;

class PolicyRatioTest {

    @Test
    void anUnchangedPolicyHasRatioOneUnderEveryReshapeButTheLogarithm() {
        assertThat(PolicyRatio.of(new Reshape.Identity()).of(-2, -2)).isEqualTo(new Dual(1, 1));
        assertThat(PolicyRatio.of(new Reshape.Power(0.5)).of(-2, -2)).isEqualTo(new Dual(1, 0.5));
        assertThat(PolicyRatio.of(new Reshape.PlusLogarithm(0.1)).of(-2, -2)).isEqualTo(new Dual(1, 1.1));
        assertThat(PolicyRatio.of(MethodParts.SHAPING).of(-2, -2).value()).isEqualTo(1);
    }

    @Test
    void theLogarithmOfARatioIgnoresItsWeightAsTheReferenceDoes() {
        assertThat(PolicyRatio.of(new Reshape.Logarithm(0.1)).of(-2, -3)).isEqualTo(new Dual(1, 1));
    }

    @Test
    void theShapedRatioSurvivesAnUnderflowingProbability() {
        // both probabilities are 0 in double precision, their ratio is e
        Dual ratio = PolicyRatio.of(MethodParts.SHAPING).of(-799, -800);
        assertThat(ratio.value()).isCloseTo(Math.E, within(1e-12));
        assertThat(ratio.slope()).isCloseTo(Math.E, within(1e-12));
    }
}
