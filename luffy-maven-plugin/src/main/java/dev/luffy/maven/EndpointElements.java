package dev.luffy.maven;

import dev.luffy.maven.plan.ShownAddress;
import dev.luffy.runtime.endpoint.Endpoint;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/** The elements that say where a server is and how hard it may be pressed, as they were written. */
record EndpointElements(
        String url, String model, int concurrency, double timeoutSeconds, int retries, double backoffSeconds) {

    /** @throws InvalidDeclarationException if a value cannot be meant; never shows a password in the address */
    Endpoint endpoint(Endpoint.Api api) {
        try {
            return new Endpoint(
                    address(),
                    api,
                    model == null ? null : model.trim(),
                    concurrency,
                    seconds("timeoutSeconds", timeoutSeconds),
                    retries,
                    seconds("backoffSeconds", backoffSeconds));
        } catch (IllegalArgumentException e) {
            // Messages begin with the name of a component and never show a key.
            String[] parts = e.getMessage().split(": ", 2);
            throw new InvalidDeclarationException(field(parts[0]), value(parts[0]), "that does not work: " + parts[1]);
        }
    }

    /** A name of where a key is, of which there may be one. */
    static void refuseTwoKeys(String server, String apiKeyVariable) {
        if (server != null && apiKeyVariable != null) {
            throw new InvalidDeclarationException(
                    "server", server, "one of <server> and <apiKeyVariable> is enough: leave the other out");
        }
    }

    static String trimmed(String text) {
        return text == null ? null : text.trim();
    }

    private static String field(String component) {
        return switch (component) {
            case "base" -> "url";
            case "timeout" -> "timeoutSeconds";
            case "backoff" -> "backoffSeconds";
            default -> component;
        };
    }

    private Object value(String component) {
        return switch (component) {
            case "base" -> ShownAddress.of(url);
            case "timeout" -> timeoutSeconds;
            case "backoff" -> backoffSeconds;
            case "concurrency" -> concurrency;
            case "retries" -> retries;
            default -> model == null ? "nothing" : model;
        };
    }

    private URI address() {
        if (url == null) throw new InvalidDeclarationException("url", "nothing", "must be declared");
        try {
            return new URI(url.trim());
        } catch (URISyntaxException e) {
            throw new InvalidDeclarationException("url", ShownAddress.of(url), "is no address: " + e.getReason());
        }
    }

    private static Duration seconds(String field, double value) {
        if (!(value >= 0 && value <= 1e9)) {
            throw new InvalidDeclarationException(field, value, "must be a number of seconds");
        }
        return Duration.ofMillis(Math.round(1000 * value));
    }
}
