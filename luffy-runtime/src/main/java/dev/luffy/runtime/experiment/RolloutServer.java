package dev.luffy.runtime.experiment;

/**
 * That responses are sampled by a server, and how. Where it is does not belong here: the address decides no result.
 *
 * @param api how tokens are asked for
 * @param compareLogProbs whether the trainer scores the responses before it learns from them, for their entropy and for how
 *     far the server's log-probabilities are from its own
 */
public record RolloutServer(Api api, boolean compareLogProbs) {

    /** How tokens are asked for. */
    public enum Api {
        /** By SGLang's {@code /generate}: ids in and out. */
        GENERATE,
        /** By OpenAI's {@code /v1/completions}: ids in, and out where the server has a way to say them. */
        COMPLETIONS
    }

    public RolloutServer {
        Check.present("api", api);
    }
}
