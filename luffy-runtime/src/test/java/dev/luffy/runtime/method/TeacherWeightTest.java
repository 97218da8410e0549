package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.runtime.experiment.Reshape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TeacherWeightTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.05", "0.1", "0.2", "0.3", "0.5"})
    void shapingIsTheClosedFormForEveryGammaOfThePaper(String gamma) {
        TeacherWeight shaping = TeacherWeight.of(new Reshape.Shaping(Double.parseDouble(gamma)));
        JsonNode table = Golden.FILE.get("shaping_table");
        assertThat(table).hasSize(12);
        for (JsonNode row : table) {
            double p = row.get("p").asDouble();
            Dual f = shaping.of(Math.log(p));
            assertThat(f.value()).isCloseTo(row.get("f_" + gamma).asDouble(), within(1e-15));
            // the table's w is the gradient on the token's logit: ∂log p/∂logit = 1 − p
            assertThat(f.slope() * (1 - p)).isCloseTo(row.get("w_" + gamma).asDouble(), within(1e-15));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.001, 0.009901, 0.009793",
        "0.01, 0.090909, 0.081818",
        "0.05, 0.333333, 0.211111",
        "0.1, 0.5, 0.225",
        "0.2, 0.666667, 0.177778",
        "0.5, 0.833333, 0.069444",
        "0.9, 0.9, 0.009",
        "0.99, 0.908257, 0.000833",
        "1.0, 0.909091, 0"
    })
    void anchorsOfThePapersGamma(double p, double f, double w) {
        Dual actual = TeacherWeight.of(MethodParts.SHAPING).of(Math.log(p));
        assertThat(actual.value()).isCloseTo(f, within(5e-7));
        assertThat(actual.slope() * (1 - p)).isCloseTo(w, within(5e-7));
    }

    @Test
    void theGradientOfShapingIsLargestWhereTheProbabilityIsGamma() {
        TeacherWeight shaping = TeacherWeight.of(MethodParts.SHAPING);
        assertThat(shaping.of(Math.log(0.1)).slope()).isCloseTo(0.25, within(1e-15));
        assertThat(shaping.of(Math.log(0.09)).slope()).isLessThan(0.25);
        assertThat(shaping.of(Math.log(0.11)).slope()).isLessThan(0.25);
    }

    @Test
    void anImpossibleTokenHasWeightZeroNotNaN() {
        assertThat(TeacherWeight.of(MethodParts.SHAPING).of(Double.NEGATIVE_INFINITY))
                .isEqualTo(Dual.ZERO);
        assertThat(TeacherWeight.of(MethodParts.IDENTITY).of(-800)).isEqualTo(Dual.ZERO);
    }
}
