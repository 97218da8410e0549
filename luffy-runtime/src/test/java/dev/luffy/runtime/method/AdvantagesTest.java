package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.Advantage;
import dev.luffy.runtime.experiment.Advantage.Deviation;
import dev.luffy.runtime.experiment.Advantage.Group;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvantagesTest {

    private static final Offset<Double> CLOSE = within(1e-15);
    private static final boolean[] FIRST_OFF_POLICY = {true, false, false, false};

    @ParameterizedTest
    @CsvSource({
        "grpo_no_std, UNION, NONE",
        "grpo_std, UNION, UNBIASED",
        "split_no_std, ON_POLICY_ONLY, NONE",
        "split_std, ON_POLICY_ONLY, UNBIASED"
    })
    void advantagesAreTheReferences(String golden, Group group, Deviation deviation) {
        double[] rewards = Golden.vector(Golden.FILE.at("/inputs/reward"));
        double[] expected = Golden.advantages(golden);
        for (int start : new int[] {0, 4}) { // two groups of four, a teacher's row first
            double[] actual = Advantages.of(
                    new Advantage(group, deviation, 1e-6),
                    Arrays.copyOfRange(rewards, start, start + 4),
                    FIRST_OFF_POLICY);
            assertThat(actual).containsExactly(Arrays.copyOfRange(expected, start, start + 4), CLOSE);
        }
    }

    @ParameterizedTest
    @CsvSource({"UNION, NONE", "UNION, UNBIASED", "ON_POLICY_ONLY, NONE", "ON_POLICY_ONLY, UNBIASED"})
    void aGroupWithEqualRewardsGivesZeroAdvantage(Group group, Deviation deviation) {
        double[] rewards = {0.1, 0.1, 0.1, 0.1}; // 0.1 + 0.1 + 0.1 is not 0.3
        for (double epsilon : new double[] {0, 1e-6}) {
            assertThat(Advantages.of(new Advantage(group, deviation, epsilon), rewards, FIRST_OFF_POLICY))
                    .containsExactly(0, 0, 0, 0);
        }
    }

    @Test
    void aLoneCorrectTeacherGetsSevenEighths() {
        double[] rewards = {1, 0, 0, 0, 0, 0, 0, 0};
        boolean[] offPolicy = {true, false, false, false, false, false, false, false};
        assertThat(Advantages.of(new Advantage(Group.UNION, Deviation.NONE, 0), rewards, offPolicy))
                .containsExactly(7 / 8.0, -1 / 8.0, -1 / 8.0, -1 / 8.0, -1 / 8.0, -1 / 8.0, -1 / 8.0, -1 / 8.0);
    }

    @Test
    void aGroupOfOneRowHasMeanZeroAndDeviationOne() {
        double[] reward = {0.5};
        assertThat(Advantages.of(new Advantage(Group.UNION, Deviation.NONE, 1e-6), reward, new boolean[1]))
                .containsExactly(0.5);
        assertThat(Advantages.of(new Advantage(Group.UNION, Deviation.UNBIASED, 1e-6), reward, new boolean[1]))
                .containsExactly(0.5 / (1 + 1e-6));
    }

    @Test
    void oneOnPolicyRowIsNoBaselineEither() {
        double[] rewards = {1, 0.5};
        assertThat(Advantages.of(
                        new Advantage(Group.ON_POLICY_ONLY, Deviation.NONE, 0), rewards, new boolean[] {true, false}))
                .containsExactly(1, 0.5);
    }

    @Test
    void aShiftOfAllRewardsChangesNothingAndAScaleIsDividedOut() {
        Advantage estimator = new Advantage(Group.UNION, Deviation.UNBIASED, 0);
        double[] expected = Advantages.of(estimator, new double[] {1, 0, 2, 5}, FIRST_OFF_POLICY);
        assertThat(Advantages.of(estimator, new double[] {13, 10, 16, 25}, FIRST_OFF_POLICY))
                .containsExactly(expected, CLOSE);
        assertThat(Arrays.stream(expected).sum()).isCloseTo(0, CLOSE);
    }

    @Test
    void badInputIsAnErrorNotANumber() {
        Advantage estimator = new Advantage(Group.UNION, Deviation.NONE, 0);
        assertThatThrownBy(() -> Advantages.of(estimator, new double[] {1, Double.NaN}, new boolean[2]))
                .hasMessageContaining("row 1")
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Advantages.of(estimator, new double[2], new boolean[3]))
                .hasMessageContaining("2 rewards and 3 marks");
        assertThatThrownBy(() -> Advantages.of(estimator, new double[0], new boolean[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
