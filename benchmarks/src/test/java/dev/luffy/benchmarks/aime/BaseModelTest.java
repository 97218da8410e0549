package dev.luffy.benchmarks.aime;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class BaseModelTest {

    @Test
    void theWeightsAreTheOnesThatTheDeclaredExperimentGave() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(BaseModel.weights());
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(BaseModel.SHA256);
    }

    @Test
    void theWeightsStayBelowAMegabyte() {
        assertThat(BaseModel.weights().length).isLessThan(1_000_000);
    }
}
