package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResponseMaskTest {

    @Test
    void theMaskEndsWithTheFirstEndOfSequenceAsInTheReference() {
        JsonNode golden = Golden.FILE.get("eos_mask");
        assertThat(golden.get("response")).hasSize(4);
        for (int i = 0; i < golden.get("response").size(); i++) {
            int[] tokens = Arrays.stream(Golden.vector(golden.at("/response/" + i)))
                    .mapToInt(id -> (int) id)
                    .toArray();
            double masked =
                    Arrays.stream(Golden.vector(golden.at("/mask/" + i))).sum();
            assertThat(ResponseMask.lengthThroughFirstEos(
                            tokens, golden.get("eos").asInt()))
                    .isEqualTo((int) masked);
        }
    }

    @Test
    void anyOfSeveralEndsEndsTheResponse() {
        int[] tokens = {4, 9, 2, 4};
        assertThat(ResponseMask.lengthThroughFirstEos(tokens, 2, 9)).isEqualTo(2);
        assertThat(ResponseMask.lengthThroughFirstEos(tokens)).isEqualTo(4);
        assertThat(ResponseMask.lengthThroughFirstEos(new int[0], 2)).isZero();
    }
}
