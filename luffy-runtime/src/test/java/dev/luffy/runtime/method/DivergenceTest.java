package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class DivergenceTest {

    @Test
    void k3IsTheReferences() {
        JsonNode cases = Golden.FILE.at("/low_var_kl/cases");
        assertThat(cases).hasSize(4);
        for (JsonNode row : cases) {
            double[] numbers = Golden.vector(row); // log π, log π_ref, k3
            assertThat(Divergence.k3(numbers[0], numbers[1]).value()).isCloseTo(numbers[2], within(1e-15));
        }
    }

    @Test
    void aClampedDivergenceHasNoGradientAndAnUnclampedOneHas() {
        assertThat(Divergence.k3(-8, -0.1)).isEqualTo(new Dual(10, 0));
        assertThat(Divergence.k3(-1, -1.5).slope()).isCloseTo(1 - Math.exp(-0.5), within(1e-16));
    }

    @Test
    void equalPoliciesDoNotDiverge() {
        assertThat(Divergence.k3(-1.5, -1.5)).isEqualTo(Dual.ZERO);
    }
}
