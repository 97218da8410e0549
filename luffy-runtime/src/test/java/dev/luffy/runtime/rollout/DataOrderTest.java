package dev.luffy.runtime.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DataOrderTest {

    @Test
    void anEpochVisitsEveryPromptOnceAndDropsTheRemainder() {
        DataOrder order = new DataOrder(5, 10, 3);
        int[] visited = new int[9];
        for (int step = 1; step <= 3; step++) System.arraycopy(order.batch(step), 0, visited, (step - 1) * 3, 3);
        assertThat(Arrays.stream(visited).distinct().count()).isEqualTo(9);
        assertThat(Arrays.stream(visited).boxed()).allMatch(index -> index >= 0 && index < 10);
    }

    @Test
    void epochsAreShuffledDifferently() {
        DataOrder order = new DataOrder(5, 50, 50);
        assertThat(order.batch(1)).isNotEqualTo(order.batch(2)).containsExactlyInAnyOrder(order.batch(2));
    }

    @Test
    void aBatchDependsOnSeedAndStepOnly() {
        int[] later = new DataOrder(5, 50, 7).batch(23);
        DataOrder other = new DataOrder(5, 50, 7);
        for (int step = 40; step > 23; step--) other.batch(step);
        assertThat(other.batch(23)).isEqualTo(later);
        assertThat(new DataOrder(6, 50, 7).batch(23)).isNotEqualTo(later);
    }

    @Test
    void aBatchLargerThanTheDataIsRefused() {
        assertThatThrownBy(() -> new DataOrder(1, 3, 4))
                .hasMessageContaining("4")
                .hasMessageContaining("3");
    }
}
