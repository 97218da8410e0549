package dev.luffy.runtime.endpoint;

import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.SplittableRandom;

/** How long to wait before an attempt is repeated. */
final class Patience {

    /** Longest wait, whoever asks for it. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int MOST_DOUBLINGS = 20; // a million times the first wait; keeps the product within a long

    private final Duration first;

    Patience(Duration first) {
        this.first = first.compareTo(LONGEST) > 0 ? LONGEST : first;
    }

    /**
     * Doubles with each attempt, times a factor in [0.5, 1.5) drawn from the question's seed: requests that failed
     * together do not return together, and the same evaluation waits the same.
     *
     * @param attempts made so far, 1 or more
     */
    Duration afterAttempt(Question question, int attempts) {
        long doubled = first.toMillis() << Math.min(attempts - 1, MOST_DOUBLINGS);
        return jittered(Math.min(doubled, LONGEST.toMillis()), question, attempts);
    }

    /** The same without growth: whether a host can be reached shows soon, or is the user's to fix. */
    Duration afterNoConnection(Question question, int attempts) {
        return jittered(first.toMillis(), question, attempts);
    }

    private static Duration jittered(long millis, Question question, int attempts) {
        double factor = 0.5 + new SplittableRandom(question.seed() * 1_000_003 + attempts).nextDouble();
        return Duration.ofNanos((long) (millis * 1e6 * factor));
    }

    /**
     * What the header {@code Retry-After} demands (RFC 9110, 10.2.3: seconds or a date), at most {@link #LONGEST}; zero
     * without one, or with one that cannot be read. A date counts from the server's own {@code Date}, since its clock
     * need not be ours.
     */
    static Duration demanded(HttpHeaders headers, Instant now) {
        String text = headers.firstValue("Retry-After").orElse("").strip();
        if (text.matches("[0-9]{1,18}(\\.[0-9]{1,9})?")) {
            BigDecimal seconds = new BigDecimal(text).min(BigDecimal.valueOf(LONGEST.toSeconds()));
            return Duration.ofMillis(seconds.movePointRight(3).longValue());
        }
        Optional<Instant> until = date(text);
        if (until.isEmpty()) return Duration.ZERO;
        Instant from = headers.firstValue("Date").flatMap(Patience::date).orElse(now);
        Duration wait = Duration.between(from, until.get());
        if (wait.isNegative()) return Duration.ZERO;
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
