package dev.luffy.maven;

import static dev.luffy.maven.EndpointElements.trimmed;

import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.runtime.endpoint.Endpoint;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
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
        EndpointElements.refuseTwoKeys(server, apiKeyVariable);
        Endpoint endpoint =
                new EndpointElements(url, model, concurrency, timeoutSeconds, retries, backoffSeconds).endpoint(api());
        return new ModelUnderTest.Remote(endpoint, trimmed(server), trimmed(apiKeyVariable));
    }

    private Endpoint.Api api() {
        String name = api == null ? "" : api.trim().toUpperCase(Locale.ROOT);
        for (Endpoint.Api each : Endpoint.Api.values())
            if (!each.tokens() && each.name().equals(name)) return each;
        throw new InvalidDeclarationException("api", api == null ? "nothing" : api, "must be one of chat, completions");
    }
}
