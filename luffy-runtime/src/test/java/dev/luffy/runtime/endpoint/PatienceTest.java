package dev.luffy.runtime.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final Patience patience = new Patience(Duration.ofSeconds(1));
    private final Ask ask = Heard.ask("a");

    @Test
    void theWaitDoublesWithinItsJitter() {
        for (int attempts = 1; attempts <= 5; attempts++) {
            long middle = 1000L << (attempts - 1);
            assertThat(patience.afterAttempt(ask, attempts))
                    .isBetween(Duration.ofMillis(middle / 2), Duration.ofMillis(middle * 3 / 2));
        }
    }

    @Test
    void theWaitStopsGrowing() {
        for (int attempts = 7; attempts <= 101; attempts++) {
            assertThat(patience.afterAttempt(ask, attempts))
                    .isBetween(Patience.LONGEST.dividedBy(2), Patience.LONGEST.multipliedBy(2));
        }
        assertThat(new Patience(Duration.ofDays(9)).afterAttempt(ask, 100))
                .isLessThan(Patience.LONGEST.multipliedBy(2));
    }

    @Test
    void theSameQuestionWaitsTheSameAndOthersDoNotReturnTogether() {
        assertThat(patience.afterAttempt(ask, 2)).isEqualTo(new Patience(Duration.ofSeconds(1)).afterAttempt(ask, 2));
        assertThat(Heard.asks(50).stream()
                        .map(each -> patience.afterAttempt(each, 1))
                        .distinct())
                .hasSize(50);
    }

    @Test
    void withoutAConnectionTheWaitDoesNotGrow() {
        assertThat(patience.afterNoConnection(ask, 9)).isLessThanOrEqualTo(Duration.ofMillis(1500));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "7|7000",
                " 0.25 |250",
                "3600|60000",
                "999999999999999999|60000",
                "-5|0",
                "soon|0",
                "''|0",
                "Sat, 31 Jan 2026 12:00:09 GMT|9000",
                "Sat, 31 Jan 2026 11:00:00 GMT|0",
                "Sat, 31 Jan 2026 18:00:00 GMT|60000",
                "Fri, 31 Jan 2026 12:00:09 GMT|0"
            })
    void retryAfterIsSecondsOrADate(String header, long millis) {
        assertThat(Patience.demanded(headers(Map.of("Retry-After", header)), NOW))
                .isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void aDateCountsFromTheServersOwnClock() {
        HttpHeaders skewed = headers(Map.of(
                "retry-after", "Sat, 31 Jan 2026 03:00:04 GMT",
                "date", "Sat, 31 Jan 2026 03:00:00 GMT"));
        assertThat(Patience.demanded(skewed, NOW)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void withoutTheHeaderNothingIsDemanded() {
        assertThat(Patience.demanded(headers(Map.of()), NOW)).isZero();
    }

    private static HttpHeaders headers(Map<String, String> given) {
        Map<String, List<String>> lists = new TreeMap<>();
        given.forEach((name, value) -> lists.put(name, List.of(value)));
        return HttpHeaders.of(lists, (name, value) -> true);
    }
}
