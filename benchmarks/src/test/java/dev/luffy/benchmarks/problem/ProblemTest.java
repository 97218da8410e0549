package dev.luffy.benchmarks.problem;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ProblemTest {

    @Test
    void requiredTextsAreNeitherNullNorBlank() {
        assertThatThrownBy(() -> new Problem(" ", "p", "1", "", "")).hasMessageContaining("'id' is blank");
        assertThatThrownBy(() -> new Problem("1", "", "1", "", "")).hasMessageContaining("'prompt' is blank");
        assertThatThrownBy(() -> new Problem("1", "p", "\n", "", "")).hasMessageContaining("'answer' is blank");
        assertThatThrownBy(() -> new Trace("", "t")).hasMessageContaining("'problemId' is blank");
        assertThatThrownBy(() -> new Trace("1", " ")).hasMessageContaining("'text' is blank");
        assertThatNullPointerException().isThrownBy(() -> new Problem("1", null, "1", "", ""));
        assertThatNullPointerException().isThrownBy(() -> new Problem("1", "p", "1", null, ""));
        assertThatNullPointerException().isThrownBy(() -> new Trace("1", null));
    }
}
