package dev.luffy.maven;

import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.plan.ShownAddress;
import dev.luffy.runtime.endpoint.Endpoint;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;

/**
 * A model behind a server that speaks OpenAI's protocol. Only {@code <url>} and {@code <model>} must be there; the other
 * values shown are the defaults. The key never stands in a POM: it is the password of a {@code <server>} in settings.xml,
 * which Maven can keep encrypted, or an environment variable.
 *
 * <pre>{@code
 * <endpoint>
 *   <url>https://api.example.org/v1</url>           <!-- what comes before /chat/completions -->
 *   <model>my-model</model>
 *   <api>chat</api>                                  <!-- or completions, for base models -->
 *   <server>my-endpoint</server>                     <!-- id in settings.xml; no key when left out … -->
 *   <apiKeyVariable>OPENAI_API_KEY</apiKeyVariable>  <!-- … or the name of an environment variable, not both -->
 *   <concurrency>8</concurrency>                     <!-- requests at one time -->
 *   <timeoutSeconds>600</timeoutSeconds>             <!-- for one request -->
 *   <retries>5</retries>                             <!-- after a busy or broken answer -->
 *   <backoffSeconds>1</backoffSeconds>               <!-- before the first retry, then doubled -->
 * </endpoint>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class EndpointBean {

    private String url;
    private String model;
    private String api = "chat";
    private String server;
    private String apiKeyVariable;
    private int concurrency = 8;
    private double timeoutSeconds = 600;
    private int retries = 5;
    private double backoffSeconds = 1;

    ModelUnderTest toModel() {
        if (server != null && apiKeyVariable != null) {
            throw new InvalidDeclarationException(
                    "server", server, "one of <server> and <apiKeyVariable> is enough: leave the other out");
        }
        try {
            Endpoint endpoint = new Endpoint(
                    address(),
                    api(),
                    model == null ? null : model.trim(),
                    concurrency,
                    seconds("timeoutSeconds", timeoutSeconds),
                    retries,
                    seconds("backoffSeconds", backoffSeconds));
            return new ModelUnderTest.Remote(endpoint, trimmed(server), trimmed(apiKeyVariable));
        } catch (IllegalArgumentException e) {
            // Messages begin with the name of a component and never show a key.
            String[] parts = e.getMessage().split(": ", 2);
            throw new InvalidDeclarationException(field(parts[0]), value(parts[0]), "that does not work: " + parts[1]);
        }
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

    private Endpoint.Api api() {
        String name = api == null ? "" : api.trim().toUpperCase(Locale.ROOT);
        for (Endpoint.Api each : Endpoint.Api.values())
            if (!each.tokens() && each.name().equals(name)) return each;
        throw new InvalidDeclarationException("api", api == null ? "nothing" : api, "must be one of chat, completions");
    }

    private static Duration seconds(String field, double value) {
        if (!(value >= 0 && value <= 1e9)) {
            throw new InvalidDeclarationException(field, value, "must be a number of seconds");
        }
        return Duration.ofMillis(Math.round(1000 * value));
    }

    private static String trimmed(String text) {
        return text == null ? null : text.trim();
    }
}
