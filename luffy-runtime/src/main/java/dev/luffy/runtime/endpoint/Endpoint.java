package dev.luffy.runtime.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * An OpenAI-compatible server and how hard it may be pressed.
 *
 * @param base what comes before {@code /chat/completions}, such as {@code http://localhost:8000/v1}, or, of an API of tokens,
 *     before {@code /v1/completions}; a slash at its end is dropped
 * @param api which of the protocols the questions are put in
 * @param model the model's name, as the server lists it; null where {@link Api#GENERATE} needs none
 * @param concurrency most requests at one time
 * @param timeout for one request, from sending it to the last byte of its answer
 * @param retries further attempts after the first
 * @param backoff wait before the first retry, doubled before each further one
 * @since 0.1
 */
public record Endpoint(
        URI base, Api api, String model, int concurrency, Duration timeout, int retries, Duration backoff) {

    private static final int MOST_REQUESTS = 4096;
    private static final int MOST_RETRIES = 100;
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

    /** The protocols: two for texts, whose base ends in {@code /v1}, and two for tokens, whose base is before that. */
    public enum Api {
        /** Messages with roles; the server applies the model's chat template. */
        CHAT("chat/completions", "models"),
        /** Plain text that the model continues; for base models. */
        COMPLETIONS("completions", "models"),
        /** SGLang's own: ids of tokens in and out. */
        GENERATE("generate", "v1/models"),
        /** OpenAI's with ids of tokens for a prompt, and back where the server has a way to give them. */
        TOKEN_COMPLETIONS("v1/completions", "v1/models");

        private final String path;
        private final String models;

        Api(String path, String models) {
            this.path = path;
            this.models = models;
        }

        /** Whether prompts and answers are ids of tokens. */
        public boolean tokens() {
            return this == GENERATE || this == TOKEN_COMPLETIONS;
        }
    }

    /** @throws IllegalArgumentException naming the value and what to write instead */
    public Endpoint {
        Objects.requireNonNull(api, "api");
        base = checked(Objects.requireNonNull(base, "base"), api);
        if (api != Api.GENERATE && (model == null || model.isBlank())) {
            throw new IllegalArgumentException("model: a name is needed, as listed by " + base + "/" + api.models);
        }
        if (concurrency < 1 || concurrency > MOST_REQUESTS) {
            throw new IllegalArgumentException("concurrency: " + concurrency + " is not in 1 … " + MOST_REQUESTS);
        }
        if (timeout == null || timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "timeout: " + timeout + " is not positive and at most " + LONGEST_TIMEOUT + ", such as PT10M");
        }
        if (retries < 0 || retries > MOST_RETRIES) {
            throw new IllegalArgumentException("retries: " + retries + " is not in 0 … " + MOST_RETRIES);
        }
        if (backoff == null || backoff.isNegative()) {
            throw new IllegalArgumentException("backoff: " + backoff + " is negative or missing, write such as PT1S");
        }
    }

    /** Where the questions go. */
    public URI address() {
        return URI.create(base + "/" + api.path);
    }

    /** Where the server lists its models. */
    URI models() {
        return URI.create(base + "/" + api.models);
    }

    /** Where the server takes the order to load weights; for an API of tokens. */
    URI weightUpdates() {
        return URI.create(base + "/update_weights_from_disk");
    }

    /** Whether what is sent stays on this machine, as far as the name tells. */
    boolean local() {
        String host = base.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.matches("127(\\.[0-9]{1,3}){3}")
                || host.equals("[::1]");
    }

    private static URI checked(URI given, Api api) {
        // These two first, because the other messages show the address.
        if (given.getRawUserInfo() != null
                || (given.getRawAuthority() != null && given.getRawAuthority().contains("@"))) {
            throw new IllegalArgumentException(
                    "base: an address with a user or password in it would be logged; give the key on its own");
        }
        if (given.getRawQuery() != null || given.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "base: an address with ? or # cannot be extended; leave out all from there on");
        }
        String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "base: '" + given + "' is no http or https address, such as http://localhost:8000/v1");
        }
        if (given.getHost() == null) {
            throw new IllegalArgumentException("base: '" + given
                    + "' has no host that Java accepts (an underscore is not allowed), such as localhost in"
                    + " http://localhost:8000/v1");
        }
        String path = given.getRawPath().replaceAll("/+$", "");
        if (api.tokens() && path.endsWith("/v1")) {
            throw new IllegalArgumentException(
                    "base: '" + given + "' ends in /v1; leave that out, it is added where it belongs");
        }
        for (Api each : Api.values()) {
            if (each.tokens() == api.tokens() && path.endsWith("/" + each.path)) {
                throw new IllegalArgumentException(
                        "base: '" + given + "' already ends in /" + each.path + "; leave that out, it is added");
            }
        }
        try {
            return new URI(scheme + "://" + given.getRawAuthority() + path);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("base: '" + given + "' is no address: " + e.getMessage(), e);
        }
    }
}
