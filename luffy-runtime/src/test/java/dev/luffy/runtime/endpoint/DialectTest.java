package dev.luffy.runtime.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.suite.Sample;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"content\":\"4\"}|4",
                "{\"content\":\"\"}|~~",
                "{\"content\":\"4\",\"reasoning_content\":\"2+2\"}|<think>2+2</think>4",
                "{\"content\":\"4\",\"reasoning\":\"2+2\"}|<think>2+2</think>4",
                "{\"content\":\"4\",\"reasoning\":\"2+2\",\"reasoning_content\":\"2+2\"}|<think>2+2</think>4",
                "{\"content\":\"4\",\"reasoning_content\":null}|4",
                "{\"content\":\"4\",\"reasoning_content\":\"\"}|4",
                "{\"content\":\"4\",\"reasoning\":{}}|4",
                "{\"content\":null,\"reasoning_content\":\"2+2\"}|<think>2+2</think>",
                "{\"content\":null,\"refusal\":\"No.\"}|No.",
                "{\"content\":\"a\\ud83d\\ude42b\\ud83dc\\ude42\"}|a🙂b\uFFFDc\uFFFD"
            })
    void chatTextIsThoughtThenContent(String message, String text) throws Exception {
        assertThat(chat(message, "\"stop\"", 3).text()).isEqualTo(text);
    }

    @Test
    void aThoughtThatWasCutOffIsLeftOpen() throws Exception {
        Sample sample = chat("{\"content\":null,\"reasoning_content\":\"2+\"}", "\"length\"", 100);

        assertThat(sample.text()).isEqualTo("<think>2+");
        assertThat(sample.finish()).isEqualTo(Sample.Finish.LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"stop\"', 3, STOP",
        "'\"length\"', 100, LENGTH",
        "'\"content_filter\"', 3, STOP",
        "'\"tool_calls\"', 3, STOP",
        "'\"stop\"', 100, STOP",
        "null, 100, LENGTH",
        "null, 99, STOP"
    })
    void theReasonSaysHowItEnded(String reason, int tokens, Sample.Finish finish) throws Exception {
        Sample sample = chat("{\"content\":\"4\"}", reason, tokens);

        assertThat(sample.finish()).isEqualTo(finish);
        assertThat(sample.tokens()).isEqualTo(tokens);
    }

    @Test
    void whatAFilterTookAwayIsAnEmptyAnswer() throws Exception {
        assertThat(chat("{\"content\":null}", "\"content_filter\"", 0).text()).isEmpty();
    }

    /** A server that keeps thoughts back may have nothing else to show when the limit is reached. */
    @Test
    void whatWasCutOffBeforeItsFirstWordIsAnEmptyAnswer() throws Exception {
        for (String message : List.of("{\"content\":null}", "{}")) {
            Sample sample = chat(message, "\"length\"", 100);
            assertThat(sample.text()).isEmpty();
            assertThat(sample.finish()).isEqualTo(Sample.Finish.LENGTH);
        }
        assertThatThrownBy(() -> chat("{\"content\":null}", "\"stop\"", 3))
                .isInstanceOf(Protocol.MalformedException.class);
    }

    @Test
    void withoutUsageTheTokensAreUnknown() throws Exception {
        byte[] body = "{\"choices\":[{\"message\":{\"content\":\"4\"},\"finish_reason\":\"stop\"}],\"usage\":null}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(dialect(Endpoint.Api.CHAT).answer(Heard.ask("a"), body).tokens())
                .isEqualTo(-1);
    }

    @Test
    void completionsHaveTextAndNoMessage() throws Exception {
        Dialect dialect = dialect(Endpoint.Api.COMPLETIONS);
        byte[] text = "{\"choices\":[{\"text\":\" 4\"}]}".getBytes(StandardCharsets.UTF_8);
        byte[] message = "{\"choices\":[{\"message\":{\"content\":\"4\"}}]}".getBytes(StandardCharsets.UTF_8);

        assertThat(dialect.answer(Heard.ask("a"), text).text()).isEqualTo(" 4");
        assertThatThrownBy(() -> dialect.answer(Heard.ask("a"), message)).hasMessage("no choices[0].text");
    }

    @Test
    void onlyUtf8IsRead() {
        for (byte[] each : List.of(
                "{\"a\":1}".getBytes(StandardCharsets.UTF_16),
                "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE),
                new byte[] {'"', (byte) 0xc3, '"'}, // half a character
                new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'}, // a slash, too long
                new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'})) { // half a surrogate pair
            assertThatThrownBy(() -> Body.tree(each)).isInstanceOf(Protocol.MalformedException.class);
        }
    }

    @Test
    void bracketsWithoutEndAreMalformedAndNothingWorse() {
        byte[] deep = "[".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Body.tree(deep)).isInstanceOf(Protocol.MalformedException.class);
    }

    @Test
    void aBodyEndsAtItsLimit() {
        boolean[] cancelled = new boolean[1];
        Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long count) {}

            @Override
            public void cancel() {
                cancelled[0] = true;
            }
        };
        LimitedBody fits = new LimitedBody(10);
        fits.onSubscribe(subscription);
        fits.onNext(List.of(ByteBuffer.allocate(6), ByteBuffer.allocate(4)));
        fits.onComplete();
        assertThat(fits.getBody().toCompletableFuture().join()).hasSize(10);
        assertThat(cancelled[0]).isFalse();

        LimitedBody tooLong = new LimitedBody(10);
        tooLong.onSubscribe(subscription);
        tooLong.onNext(List.of(ByteBuffer.allocate(6), ByteBuffer.allocate(5), ByteBuffer.allocate(1)));
        assertThat(tooLong.getBody().toCompletableFuture()).isCompletedExceptionally();
        assertThat(cancelled[0]).isTrue();
    }

    private static Sample chat(String message, String reason, int tokens) throws Protocol.MalformedException {
        String body = "{\"choices\":[{\"message\":" + message + ",\"finish_reason\":" + reason
                + "}],\"usage\":{\"completion_tokens\":" + tokens + "}}";
        return dialect(Endpoint.Api.CHAT).answer(Heard.ask("a"), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Dialect dialect(Endpoint.Api api) {
        return new Dialect(new Endpoint(
                URI.create("http://localhost/v1"), api, "tiny", 1, Duration.ofSeconds(1), 0, Duration.ZERO));
    }
}
