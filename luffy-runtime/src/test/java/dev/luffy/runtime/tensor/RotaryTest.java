package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.luffy.runtime.experiment.LayerParts;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.RopeScaling;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotaryTest {
    /** The rotary settings of Llama 3.2. */
    private static final ModelConfig LLAMA = new ModelConfig(
                    23, 24, 40, 2, 6, 3, 64, 1e-5, 500_000, true, 131_072, List.of(2), 0, 0.02)
            .with(LayerParts.LLAMA, new RopeScaling.Llama3(32, 1, 4, 8192));

    /** As transformers 5.23's ROPE_INIT_FUNCTIONS["llama3"] computed them: fifteen stay, three are between, the rest divided. */
    private static final float[] FREQUENCIES = {
        1f,
        0.663601279f,
        0.440366626f,
        0.292227834f,
        0.193922758f,
        0.128687382f,
        0.0853971019f,
        0.0566696189f,
        0.0376060307f,
        0.0249554086f,
        0.0165604409f,
        0.0109895291f,
        0.00729266508f,
        0.00483942125f,
        0.00321144611f,
        0.00129054801f,
        0.000429556705f,
        9.70828623e-05f,
        1.94616387e-05f,
        1.29147675e-05f,
        8.57025589e-06f,
        5.68723226e-06f,
        3.77405445e-06f,
        2.50446715e-06f,
        1.66196742e-06f,
        1.10288363e-06f,
        7.31874934e-07f,
        4.85673127e-07f,
        3.22293289e-07f,
        2.1387423e-07f,
        1.41927202e-07f,
        9.41830649e-08f
    };

    @Test
    void theFrequenciesOfLlamaAreThoseOfTransformers() {
        try (Rotary rotary = new Rotary(LLAMA)) {
            for (int i = 0; i < FREQUENCIES.length; i++) {
                assertThat(rotary.frequency(i)).as("pair %d", i).isCloseTo(FREQUENCIES[i], withinPercentage(2e-5));
            }
        }
    }

    @Test
    void withoutScalingTheyFallGeometrically() {
        try (Rotary rotary = new Rotary(LLAMA.with(LayerParts.LLAMA, RopeScaling.NONE))) {
            for (int i = 0; i < FREQUENCIES.length; i++) {
                float expected = (float) Math.pow(500_000, -i / 32.0);
                assertThat(rotary.frequency(i)).as("pair %d", i).isCloseTo(expected, withinPercentage(2e-5));
            }
        }
    }
}
