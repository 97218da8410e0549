package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Clip;
import org.junit.jupiter.api.Test;

class SurrogateTest {

    private final Surrogate clip = Surrogate.of(new Clip.Ppo(0.25, 0.5));

    @Test
    void theGradientSurvivesOnTheEdgeOfTheBand() {
        assertThat(clip.of(new Dual(1.5, 1.5), 2)).isEqualTo(new Dual(3, 3));
        assertThat(clip.of(new Dual(0.75, 0.75), -2)).isEqualTo(new Dual(-1.5, -1.5));
        assertThat(clip.clips(new Dual(1.5, 1.5), 2)).isFalse();
    }

    @Test
    void beyondTheBandOnlyTheFlatteringSideIsClipped() {
        assertThat(clip.of(new Dual(2, 2), 1)).isEqualTo(new Dual(1.5, 0)); // raised enough
        assertThat(clip.of(new Dual(2, 2), -1)).isEqualTo(new Dual(-2, -2)); // must come down
        assertThat(clip.of(new Dual(0.5, 0.5), -1)).isEqualTo(new Dual(-0.75, -0.0)); // lowered enough
        assertThat(clip.of(new Dual(0.5, 0.5), 1)).isEqualTo(new Dual(0.5, 0.5)); // must come up
    }

    @Test
    void withoutAClipTheBandIsInfinite() {
        Surrogate plain = Surrogate.of(new Clip.None());
        assertThat(plain.of(new Dual(1e6, 1e6), 2)).isEqualTo(new Dual(2e6, 2e6));
        assertThat(plain.clips(new Dual(1e6, 1e6), 2)).isFalse();
    }

    @Test
    void aZeroAdvantageIsNeverClipped() {
        assertThat(clip.clips(new Dual(9, 9), 0)).isFalse();
    }
}
