package dev.luffy.maven;

import static dev.luffy.maven.EndpointElements.trimmed;

import dev.luffy.maven.plan.DeclaredServer;
import dev.luffy.runtime.endpoint.Endpoint;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.RolloutServer;
import dev.luffy.runtime.experiment.ServerAccess;
import java.nio.file.Path;

/**
 * A server that samples the responses of a training: it loads the policy's weights from a folder before every step, as SGLang
 * does, and is asked for tokens. Only {@code <url>} and {@code <weights>} must be there; the other values shown are the defaults.
 * The key never stands in a POM: it is the password of a {@code <server>} in settings.xml, which Maven can keep encrypted, or an
 * environment variable.
 *
 * <pre>{@code
 * <server>
 *   <url>http://gpu:30000</url>                      <!-- what comes before /generate and /v1/completions -->
 *   <weights>/shared/luffy</weights>                 <!-- folder that trainer and server both see -->
 *   <weightsOnServer>/mnt/luffy</weightsOnServer>    <!-- its name there, where it has another -->
 *   <api>GENERATE</api>                              <!-- or COMPLETIONS, which needs the <model> -->
 *   <model>my-model</model>                          <!-- name that the server goes by -->
 *   <server>my-gpu</server>                          <!-- id in settings.xml; no key when left out … -->
 *   <apiKeyVariable>SGLANG_API_KEY</apiKeyVariable>  <!-- … or the name of an environment variable, not both -->
 *   <compareLogProbs>true</compareLogProbs>          <!-- score the responses before learning from them -->
 *   <concurrency>64</concurrency>                    <!-- requests at one time -->
 *   <timeoutSeconds>600</timeoutSeconds>             <!-- for one request -->
 *   <retries>5</retries>                             <!-- after a busy or broken answer -->
 *   <backoffSeconds>1</backoffSeconds>               <!-- before the first retry, then doubled -->
 * </server>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RolloutServerBean {

    private String url;
    private String weights;
    private String weightsOnServer;
    private String api = "GENERATE";
    private String model;
    private String server;
    private String apiKeyVariable;
    private boolean compareLogProbs = true;
    private int concurrency = 64;
    private double timeoutSeconds = 600;
    private int retries = 5;
    private double backoffSeconds = 1;

    /** What of it decides a result. */
    RolloutServer toRolloutServer() {
        return new RolloutServer(Element.named(RolloutServer.Api.class, "api", api), compareLogProbs);
    }

    /** @param basedir folder that a relative {@code <weights>} starts from */
    DeclaredServer toServer(Path basedir) {
        EndpointElements.refuseTwoKeys(server, apiKeyVariable);
        boolean generate = toRolloutServer().api() == RolloutServer.Api.GENERATE;
        Endpoint endpoint = new EndpointElements(url, model, concurrency, timeoutSeconds, retries, backoffSeconds)
                .endpoint(generate ? Endpoint.Api.GENERATE : Endpoint.Api.TOKEN_COMPLETIONS);
        if (weights == null || weights.isBlank()) {
            throw new InvalidDeclarationException(
                    "weights", "nothing", "must be declared: a folder that trainer and server both see");
        }
        String here =
                basedir.resolve(weights.trim()).toAbsolutePath().normalize().toString();
        String there = weightsOnServer == null ? here : weightsOnServer.trim().replaceAll("(?<=.)/+$", "");
        return new DeclaredServer(
                endpoint,
                new ServerAccess(
                        endpoint.base().toString(),
                        endpoint.model(),
                        here,
                        there,
                        endpoint.concurrency(),
                        endpoint.timeout().toMillis(),
                        endpoint.retries(),
                        endpoint.backoff().toMillis(),
                        server != null || apiKeyVariable != null),
                trimmed(server),
                trimmed(apiKeyVariable));
    }
}
