package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.maven.study.Quantity.Span;
import dev.luffy.maven.study.Quantity.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThirdsTest {

    private static Curve rewards(Double... rewards) {
        List<Curve.Step> steps = new ArrayList<>();
        for (Double reward : rewards) steps.add(new Curve.Step(steps.size() + 1, reward, 2.0, 30.0, 0.0, 0));
        return new Curve(steps);
    }

    private static OptionalDouble reward(Span span, Double... rewards) {
        return Thirds.mean(rewards(rewards), Trait.REWARD, span);
    }

    @Test
    void eachThirdHasItsMean() {
        Double[] rewards = {1.0, 2.0, 3.0, 5.0, 8.0, 10.0};

        assertThat(reward(Span.FIRST, rewards)).hasValue(1.5);
        assertThat(reward(Span.MIDDLE, rewards)).hasValue(4);
        assertThat(reward(Span.LAST, rewards)).hasValue(9);
        assertThat(reward(Span.LAST_LESS_MIDDLE, rewards)).hasValue(5);
        assertThat(reward(Span.LAST_LESS_FIRST, rewards)).hasValue(7.5);
    }

    /** How many steps each third has; their numbers are the step's, so a mean tells which they are. */
    @ParameterizedTest
    @CsvSource({"3, 1, 1", "4, 1, 2", "5, 2, 1", "6, 2, 2", "7, 2, 3", "8, 3, 2", "500, 167, 166"})
    void thirdsOfAnyNumberOfStepsDifferByOneStepAtMostAndLeaveNoneOut(int n, int outer, int middle) {
        Double[] steps = IntStream.rangeClosed(1, n).mapToObj(i -> (double) i).toArray(Double[]::new);

        assertThat(2 * outer + middle).isEqualTo(n);
        assertThat(reward(Span.FIRST, steps).getAsDouble()).isCloseTo((1 + outer) / 2.0, within(1e-9));
        assertThat(reward(Span.MIDDLE, steps).getAsDouble()).isCloseTo((1 + n) / 2.0, within(1e-9));
        assertThat(reward(Span.LAST, steps).getAsDouble()).isCloseTo((n - outer + 1 + n) / 2.0, within(1e-9));
    }

    @Test
    void ofTwoStepsThereIsNoMiddle() {
        assertThat(reward(Span.FIRST, 1.0, 3.0)).hasValue(1);
        assertThat(reward(Span.MIDDLE, 1.0, 3.0)).isEmpty();
        assertThat(reward(Span.LAST, 1.0, 3.0)).hasValue(3);
        assertThat(reward(Span.LAST_LESS_FIRST, 1.0, 3.0)).hasValue(2);
        assertThat(reward(Span.LAST_LESS_MIDDLE, 1.0, 3.0)).isEmpty();
    }

    @Test
    void ofOneStepThereIsOnlyTheFirstThirdAndNoChange() {
        assertThat(reward(Span.FIRST, 4.0)).hasValue(4);
        assertThat(reward(Span.LAST, 4.0)).isEmpty();
        assertThat(reward(Span.LAST_LESS_FIRST, 4.0)).isEmpty();
        assertThat(reward(Span.FIRST)).isEmpty();
    }

    @Test
    void stepsWithoutSamplesAreSkippedAndAThirdOfThemIsEmpty() {
        assertThat(reward(Span.FIRST, null, 2.0, 5.0, 5.0, null, null)).hasValue(2);
        assertThat(reward(Span.LAST, null, 2.0, 5.0, 5.0, null, null)).isEmpty();
    }

    @Test
    void entropyAndLengthHaveThirdsToo() {
        assertThat(Thirds.mean(rewards(1.0, 1.0, 1.0), Trait.ENTROPY, Span.LAST))
                .hasValue(2);
        assertThat(Thirds.mean(rewards(1.0, 1.0, 1.0), Trait.LENGTH, Span.MIDDLE))
                .hasValue(30);
    }
}
