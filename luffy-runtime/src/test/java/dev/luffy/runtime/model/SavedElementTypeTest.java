package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedElementTypeTest {

    @Test
    void onlyTheValueOfTheElementTypeChanges() throws IOException {
        assertThat(float32("{\n  \"é\": 1e-06,\n  \"dtype\" : \"bfloat16\" ,\n  \"z\": [1]\n}\n"))
                .isEqualTo("{\n  \"é\": 1e-06,\n  \"dtype\" : \"float32\" ,\n  \"z\": [1]\n}\n");
    }

    @Test
    void theOldNameOfTheKeyCountsToo() throws IOException {
        assertThat(float32("{\"torch_dtype\":\"float16\",\"dtype\":null}"))
                .isEqualTo("{\"torch_dtype\":\"float32\",\"dtype\":\"float32\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"dtype\":\"float32\"}",
                "{\"inner\":{\"dtype\":\"bfloat16\"}}",
                "{\"list\":[{\"dtype\":\"bfloat16\"}]}",
                "{\"dtype\":{\"dtype\":\"bfloat16\"},\"inner\":{\"dtype\":\"bfloat16\"}}",
                "{\"name\":\"dtype\"}"
            })
    void everythingElseStays(String config) throws IOException {
        assertThat(float32(config)).isEqualTo(config);
    }

    private static String float32(String config) throws IOException {
        return new String(SavedElementType.float32(config.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
