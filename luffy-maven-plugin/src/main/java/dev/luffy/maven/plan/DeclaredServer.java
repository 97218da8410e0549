package dev.luffy.maven.plan;

import dev.luffy.runtime.endpoint.Endpoint;
import dev.luffy.runtime.experiment.ServerAccess;

/**
 * The server that an experiment's rollouts come from. The key itself is not here, so that nothing that prints a declaration can
 * print it.
 *
 * @param endpoint the server, checked
 * @param access the same as the worker is told
 * @param server id of a {@code <server>} in settings.xml whose password is the key, or null
 * @param apiKeyVariable name of an environment variable that holds the key, or null
 */
public record DeclaredServer(Endpoint endpoint, ServerAccess access, String server, String apiKeyVariable) {}
