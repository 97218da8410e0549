package dev.luffy.runtime.endpoint;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/** Decides what an attempt came to: an answer, worth another attempt, or refused for good. */
final class Triage<Q extends Question, A> {

    /** Statuses below 500 that say "not now". */
    private static final Set<Integer> NOT_NOW = Set.of(408, 409, 425, 429);

    /** Statuses about what was asked: its length, its form, its content. */
    private static final Set<Integer> ABOUT_THE_QUESTION = Set.of(400, 413, 422, 451);

    private final Endpoint endpoint;
    private final Secret secret;
    private final Protocol<Q, A> protocol;

    Triage(Endpoint endpoint, Secret secret, Protocol<Q, A> protocol) {
        this.endpoint = endpoint;
        this.secret = secret;
        this.protocol = protocol;
    }

    Outcome<A> of(Q question, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            try {
                return new Outcome.Answered<>(protocol.answer(question, response.body()));
            } catch (Protocol.RefusedException e) {
                return new Outcome.Refused<>(e.getMessage(), true);
            } catch (Protocol.MalformedException e) {
                return new Outcome.Again<>(
                        "HTTP " + status + " with " + e.getMessage() + quoted(response.body()), Duration.ZERO);
            }
        }
        String said = "HTTP " + status + quoted(response.body());
        if (status >= 500 || NOT_NOW.contains(status)) {
            return new Outcome.Again<>(said, Patience.demanded(response.headers(), Instant.now()));
        }
        if (ABOUT_THE_QUESTION.contains(status)) return new Outcome.Declined<>(said);
        if (status / 100 == 3) {
            // Not followed: the key would go to a host nobody declared.
            String target = response.headers().firstValue("Location").orElse("somewhere");
            return new Outcome.Refused<>(
                    "HTTP " + status + ", a redirect to " + secret.shown(target) + "; declare that address", true);
        }
        return new Outcome.Refused<>(said + hint(status), status / 100 == 4);
    }

    Outcome<A> of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof LimitedBody.TooLongException) return new Outcome.Declined<>(cause.getMessage());
        String text = cause.getClass().getSimpleName()
                + (cause.getMessage() == null ? "" : ": " + secret.shown(cause.getMessage()));
        if (cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLException) {
            return new Outcome.Unreachable<>(text);
        }
        if (cause instanceof IOException) return new Outcome.Again<>(text, Duration.ZERO);
        return new Outcome.Refused<>(text, false);
    }

    Outcome<A> ofTimeout() {
        return new Outcome.Again<>("no answer within " + endpoint.timeout(), Duration.ZERO);
    }

    private String hint(int status) {
        return switch (status) {
            case 401, 403 ->
                secret.present()
                        ? "; the API key is wrong, or not for this model"
                        : "; the server wants an API key, and none is declared";
            case 404 ->
                "; the server knows no model '" + endpoint.model() + "', or not the path of " + protocol.address();
            case 405 -> "; is " + endpoint.base() + " the right base?";
            default -> "";
        };
    }

    private String quoted(byte[] body) {
        String text = secret.shown(new String(body, StandardCharsets.UTF_8));
        return text.isEmpty() ? "" : ": " + text;
    }
}
