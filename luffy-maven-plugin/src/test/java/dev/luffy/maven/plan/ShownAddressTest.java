package dev.luffy.maven.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.org/v1,https://example.org/v1",
        "https://example.org/v1?key=secret,https://example.org/v1?…",
        "https://example.org/v1#secret,https://example.org/v1?…",
        "https://u:secret@example.org/v1?a=secret,…@example.org/v1?…",
        "https://u:secr?et#x@example.org/v1,…@example.org/v1",
        "u:sec@ret@example.org,…@example.org",
        "https://example.org/v1?mail=a@b,…@b"
    })
    void whatMayBeSecretIsLeftOut(String address, String shown) {
        assertThat(ShownAddress.of(address)).isEqualTo(shown);
    }
}
