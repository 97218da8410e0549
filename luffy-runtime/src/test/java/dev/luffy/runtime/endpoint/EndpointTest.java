package dev.luffy.runtime.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.suite.Sample;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @Test
    void aSlashAtTheEndOfTheBaseDoesNotMatter() {
        assertThat(of("http://localhost:8000/v1/").address())
                .isEqualTo(of("http://localhost:8000/v1").address())
                .hasToString("http://localhost:8000/v1/chat/completions");
        assertThat(of("https://example.org/").models()).hasToString("https://example.org/models");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://x/v1|no http or https address",
                "localhost:8000|no http or https address",
                "v1|no http or https address",
                "http:///v1|no host",
                "http://my_host:8000/v1|underscore",
                "http://x/v1?a=b|leave out all from there on",
                "http://x/v1#a|leave out all from there on",
                "http://x/v1/chat/completions|leave that out",
                "http://x/v1/completions/|leave that out"
            })
    void aBaseThatCannotBeIsExplained(String base, String says) {
        assertThatThrownBy(() -> of(base))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("base: ")
                .hasMessageContaining(says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:sk-secret@x/v1", "https://sk-secret@my_host/v1", "ftp://sk-secret@x"})
    void aKeyInTheAddressIsRefusedAndNotShown(String base) {
        assertThatThrownBy(() -> of(base))
                .hasMessageContaining("give the key on its own")
                .hasMessageNotContaining("sk-secret");
    }

    @Test
    void numbersOutOfRangeAreNamed() {
        URI base = URI.create("http://localhost/v1");
        Duration some = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Endpoint(base, Endpoint.Api.CHAT, " ", 1, some, 0, some))
                .hasMessageStartingWith("model: ");
        assertThatThrownBy(() -> new Endpoint(base, Endpoint.Api.CHAT, "m", 0, some, 0, some))
                .hasMessage("concurrency: 0 is not in 1 … 4096");
        assertThatThrownBy(() -> new Endpoint(base, Endpoint.Api.CHAT, "m", 1, Duration.ZERO, 0, some))
                .hasMessageStartingWith("timeout: PT0S");
        assertThatThrownBy(() -> new Endpoint(base, Endpoint.Api.CHAT, "m", 1, Duration.ofDays(300000), 0, some))
                .hasMessageStartingWith("timeout: ");
        assertThatThrownBy(() -> new Endpoint(base, Endpoint.Api.CHAT, "m", 1, some, -1, some))
                .hasMessage("retries: -1 is not in 0 … 100");
        assertThatThrownBy(() -> new Endpoint(base, Endpoint.Api.CHAT, "m", 1, some, 0, some.negated()))
                .hasMessageStartingWith("backoff: PT-1S");
    }

    @Test
    void anEndpointOfTokensHasABaseBeforeTheVersionAndMayHaveNoModel() {
        Endpoint tokens = tokens("http://gpu:30000/", Endpoint.Api.GENERATE, null);
        assertThat(tokens.address()).hasToString("http://gpu:30000/generate");
        assertThat(tokens.models()).hasToString("http://gpu:30000/v1/models");
        assertThat(tokens.weightUpdates()).hasToString("http://gpu:30000/update_weights_from_disk");
        assertThatThrownBy(() -> tokens("http://gpu/v1", Endpoint.Api.GENERATE, null))
                .hasMessage("base: 'http://gpu/v1' ends in /v1; leave that out, it is added where it belongs");
        assertThatThrownBy(() -> tokens("http://gpu", Endpoint.Api.TOKEN_COMPLETIONS, " "))
                .hasMessage("model: a name is needed, as listed by http://gpu/v1/models");
    }

    @Test
    void anEndpointIsNotAskedForWhatItsApiHasNot() {
        try (EndpointClient texts = new EndpointClient(of("http://localhost/v1"), null);
                EndpointClient tokens =
                        new EndpointClient(tokens("http://localhost", Endpoint.Api.GENERATE, null), null)) {
            assertThatThrownBy(() -> texts.load("f", "v", () -> false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("an endpoint of CHAT knows no weights");
            assertThatThrownBy(() -> tokens.answer(Collections.emptyIterator(), new Heard()))
                    .hasMessage("an endpoint of GENERATE knows no texts");
        }
    }

    private static Endpoint tokens(String base, Endpoint.Api api, String model) {
        return new Endpoint(URI.create(base), api, model, 1, Duration.ofSeconds(1), 0, Duration.ZERO);
    }

    @Test
    void aQuestionsNumbersAreChecked() {
        Sample.Key key = new Sample.Key("a", 0, 0);
        assertThatThrownBy(() -> new Ask(new Sample.Key("a", Double.NaN, 0), "", "", 1, 1, 0))
                .hasMessageStartingWith("temperature: NaN");
        assertThatThrownBy(() -> new Ask(key, "", "", 0, 1, 0)).hasMessageStartingWith("topP: 0");
        assertThatThrownBy(() -> new Ask(key, "", "", 1, 0, 0)).hasMessageStartingWith("maximumTokens: 0");
        assertThatThrownBy(() -> new Ask(key, "", "", 1, 1, 1L << 31)).hasMessageStartingWith("seed: 2147483648");
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org/v1,   sk-1, true",
        "http://10.0.0.1/v1,      sk-1, true",
        "http://localhost.example.org/v1, sk-1, true",
        "https://example.org/v1,  sk-1, false",
        "http://example.org/v1,       , false",
        "http://localhost:80/v1,  sk-1, false",
        "http://127.0.0.1/v1,     sk-1, false",
        "http://[::1]:80/v1,      sk-1, false"
    })
    void aKeyThatTravelsUnprotectedIsWarnedAbout(String base, String key, boolean warned) {
        try (EndpointClient client = new EndpointClient(of(base), key)) {
            assertThat(client.warning().isPresent()).isEqualTo(warned);
            client.warning().ifPresent(each -> assertThat(each).doesNotContain("sk-1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "sk-1\n", "sk 1", "sk-é"})
    void aKeyThatCannotBeOneIsRefusedAndNotShown(String key) {
        assertThatThrownBy(() -> new EndpointClient(of("http://localhost/v1"), key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the API key is empty or has")
                .hasMessageNotContaining("sk");
    }

    private static Endpoint of(String base) {
        return Heard.endpoint(URI.create(base), 1, 0);
    }
}
