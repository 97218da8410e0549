package dev.luffy.maven.plan;

import dev.luffy.runtime.endpoint.Endpoint;

/** Which model an evaluation asks. */
public sealed interface ModelUnderTest {

    /** A Hugging Face folder, or a model that ships with the plugin. */
    record Local(ModelSource source) implements ModelUnderTest {}

    /** What {@code luffy:train} made of an experiment with a seed. */
    record Trained(String experiment, long seed) implements ModelUnderTest {}

    /**
     * A model behind an OpenAI-compatible server. The key itself is not here, so that nothing that prints a declaration
     * can print it.
     *
     * @param server id of a {@code <server>} in settings.xml whose password is the key, or null
     * @param apiKeyVariable name of an environment variable that holds the key, or null
     */
    record Remote(Endpoint endpoint, String server, String apiKeyVariable) implements ModelUnderTest {}
}
