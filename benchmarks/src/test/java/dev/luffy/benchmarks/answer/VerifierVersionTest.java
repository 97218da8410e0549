package dev.luffy.benchmarks.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A gate takes results of one version of the verifier for comparable, so the version has to follow the verdicts. */
class VerifierVersionTest {

    @Test
    void whoeverChangesAVerdictRaisesTheVersion() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String file : LabelledCase.POLICIES.keySet()) {
            for (LabelledCase row : LabelledCase.read(file)) {
                String line = file + ":" + row.line() + " " + row.verdict().status() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThat(MathVerifier.VERSION + " " + HexFormat.of().formatHex(digest.digest()))
                .as("verdicts of the labelled cases changed: raise MathVerifier.VERSION and write both here")
                .isEqualTo("1 788cdcd923ee5ce3d4fb520190e2a0c1df425cb3257ddbda5976ad2a4fd06e0f");
    }
}
