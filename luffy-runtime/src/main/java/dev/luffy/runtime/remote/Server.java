package dev.luffy.runtime.remote;

import dev.luffy.runtime.endpoint.AnswerListener;
import dev.luffy.runtime.endpoint.Endpoint;
import dev.luffy.runtime.endpoint.EndpointClient;
import dev.luffy.runtime.endpoint.EndpointException;
import dev.luffy.runtime.endpoint.ServedModel;
import dev.luffy.runtime.endpoint.TokenAnswer;
import dev.luffy.runtime.endpoint.TokenAsk;
import dev.luffy.runtime.endpoint.TokenVocabulary;
import dev.luffy.runtime.endpoint.WeightUpdate;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.RolloutServer;
import dev.luffy.runtime.experiment.ServerAccess;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The declared server, with complaints that name the element, and a stop that cancels what is being waited for. */
final class Server implements AutoCloseable {

    private static final String ELEMENT = "<rollout><server>";

    private final ServerAccess access;
    private final Endpoint endpoint;
    private final EndpointClient client;
    private final Stop stop;

    /** @param key or null for none */
    Server(ServerAccess access, RolloutServer.Api api, String key, Stop stop) {
        this.access = access;
        this.stop = stop;
        try {
            this.endpoint = new Endpoint(
                    URI.create(access.url()),
                    api == RolloutServer.Api.GENERATE ? Endpoint.Api.GENERATE : Endpoint.Api.TOKEN_COMPLETIONS,
                    access.model(),
                    access.concurrency(),
                    Duration.ofMillis(access.timeoutMillis()),
                    access.retries(),
                    Duration.ofMillis(access.backoffMillis()));
            // A stop wants a checkpoint, for which there is little time; what a server was about to say is asked again.
            this.client = new EndpointClient(endpoint, key, Duration.ZERO);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(ELEMENT + ": " + e.getMessage());
        }
    }

    /** How the key travels, if unprotected. */
    Optional<String> warning() {
        return client.warning();
    }

    /**
     * Asks which model the server has, and refuses one that cannot be meant.
     *
     * @param tokens that prompt and response may have together
     * @return server and model as one line
     */
    String check(int tokens) {
        List<ServedModel> models = answered("", client::models);
        String names = models.stream().map(ServedModel::id).collect(Collectors.joining(", "));
        // A server that has loaded weights from a folder may go by the folder's name from then on.
        boolean there = access.model() == null
                || models.stream().anyMatch(m -> m.id().equals(access.model()) || isOurs(m.id()));
        if (!there) {
            throw new InvalidInputException(ELEMENT + "<model> is " + access.model() + ", but " + endpoint.base()
                    + " serves " + names + ": declare one of these, or start the server with that name");
        }
        for (ServedModel each : models) {
            if (each.maximumTokens() != null && each.maximumTokens() < tokens) {
                throw new InvalidInputException(ELEMENT + "<url> is " + endpoint.base() + ", whose model " + each.id()
                        + " has room for " + each.maximumTokens() + " tokens, but <maximumPromptTokens> and"
                        + " <maximumResponseTokens> are " + tokens
                        + " together: start the server with more, or lower one of the two");
            }
        }
        return endpoint.base() + " (" + names + ")";
    }

    private boolean isOurs(String name) {
        return name.startsWith(access.weightsOnServer());
    }

    /**
     * Has weights loaded.
     *
     * @param folder as the server sees it
     * @param version that answers are to name from now on
     */
    void load(String folder, String version, Runnable tick) {
        String fix = ". Can the server read that folder? If it sees <weights>, " + access.weights()
                + ", under another name, declare <weightsOnServer>; if it was started with another model, start it with the"
                + " trained one";
        WeightUpdate.Done done = answered(
                fix,
                stopped -> client.load(folder, version, () -> {
                    tick.run();
                    return stopped.getAsBoolean();
                }));
        if (!done.success()) {
            throw new InvalidInputException(ELEMENT + ": " + endpoint.base() + " did not load the weights in " + folder
                    + ": " + done.message() + fix);
        }
    }

    /** Asks until all is answered. */
    void ask(TokenVocabulary vocabulary, List<TokenAsk> asks, AnswerListener<TokenAnswer> listener) {
        int[] count = {0};
        answered("", stopped -> {
            client.continueTokens(vocabulary, asks.iterator(), new AnswerListener<TokenAnswer>() {
                @Override
                public void answered(TokenAnswer answer) {
                    count[0]++;
                    listener.answered(answer);
                }

                @Override
                public void tick(long done, long inFlight, long retries) {
                    listener.tick(done, inFlight, retries);
                }

                @Override
                public boolean stopRequested() {
                    return stopped.getAsBoolean();
                }
            });
            return count[0] == asks.size() ? Optional.of(count) : Optional.empty();
        });
    }

    @Override
    public void close() {
        client.close();
    }

    /** Something that the server is asked; empty if it was stopped. */
    private interface Call<T> {
        Optional<T> with(BooleanSupplier stopped) throws InterruptedException;
    }

    /** @param fix what to do if the server refuses, a sentence behind a full stop */
    private <T> T answered(String fix, Call<T> call) {
        try {
            return call.with(this::stopped).orElseThrow(StopRequested::new);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StopRequested();
        } catch (EndpointException e) {
            String message = ELEMENT + ": " + e.getMessage();
            if (e.userError()) throw new InvalidInputException(message + fix);
            String kept = ". Responses so far are kept; when the server is well, run again";
            throw new UncheckedIOException(message + kept, new IOException(e.getMessage()));
        }
    }

    private boolean stopped() {
        try {
            stop.check();
            return false;
        } catch (StopRequested e) {
            return true;
        }
    }
}
