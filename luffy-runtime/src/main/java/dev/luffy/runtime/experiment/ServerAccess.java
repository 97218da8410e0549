package dev.luffy.runtime.experiment;

/**
 * Where the server is that samples a run's responses, and how hard it may be pressed. Never holds the key.
 *
 * @param url what comes before {@code /v1/completions}, {@code /generate} and {@code /update_weights_from_disk}
 * @param model name that the server goes by, or null where it needs none
 * @param weights folder that the trainer leaves weights in, absolute
 * @param weightsOnServer the same folder as the server sees it
 * @param concurrency most requests at one time
 * @param timeoutMillis for one request
 * @param retries further attempts after the first
 * @param backoffMillis wait before the first of them
 * @param keyed whether the first line of the worker's standard input is the key
 */
public record ServerAccess(
        String url,
        String model,
        String weights,
        String weightsOnServer,
        int concurrency,
        long timeoutMillis,
        int retries,
        long backoffMillis,
        boolean keyed) {

    public ServerAccess {
        Check.text("url", url);
        Check.text("weights", weights);
        Check.text("weightsOnServer", weightsOnServer);
    }
}
