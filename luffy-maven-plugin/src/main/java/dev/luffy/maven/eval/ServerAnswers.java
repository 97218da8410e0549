package dev.luffy.maven.eval;

import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.maven.fork.InterruptedRunException;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerException;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.endpoint.Ask;
import dev.luffy.runtime.endpoint.Endpoint;
import dev.luffy.runtime.endpoint.EndpointClient;
import dev.luffy.runtime.endpoint.EndpointException;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.InputDigest;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Answers by a server; every one is in the journal before the next is looked at. */
final class ServerAnswers {

    private static final int SEED_DIGITS = 8;

    private final LongSupplier nanoTime;

    /** @param nanoTime a clock that only the console sees */
    ServerAnswers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Asks for the missing responses.
     *
     * @param apiKey the key, or null for none
     * @param missing in the order of asking
     */
    void answer(
            Task task,
            Endpoint endpoint,
            String apiKey,
            SampleJournal journal,
            List<Sample.Key> missing,
            RunListener console) {
        long total = task.wanted().size();
        int problems = task.benchmark().all().size();
        try (EndpointClient client = client(task, endpoint, apiKey);
                StopSignal stop = new StopSignal()) {
            String notice = client.warning().orElse(null);
            console.event(new Event.Started(client.describe(), 0, problems, total - missing.size(), total, notice));
            Arrivals arrivals = new Arrivals(journal, console, stop, nanoTime, total - missing.size(), total);
            try {
                client.answer(asks(task, missing), arrivals);
            } catch (EndpointException e) {
                throw failed(task, e, arrivals.there(), total);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw interrupted(task, arrivals.there(), total, console);
            }
            if (arrivals.there() < total) throw interrupted(task, arrivals.there(), total, console);
            console.event(new Event.Evaluated(total));
        }
    }

    /** Refuses a key that cannot be one, before anything is asked. */
    static void check(Task task, Endpoint endpoint, String apiKey) {
        client(task, endpoint, apiKey).close();
    }

    private static EndpointClient client(Task task, Endpoint endpoint, String apiKey) {
        try {
            return new EndpointClient(endpoint, apiKey);
        } catch (IllegalArgumentException e) {
            throw new UserErrorException(task.evaluation().element() + "<endpoint>: " + e.getMessage());
        }
    }

    private static Iterator<Ask> asks(Task task, List<Sample.Key> missing) {
        boolean conversation = Asked.conversation(task.evaluation());
        Map<String, Problem> problems = new HashMap<>();
        for (Problem each : task.benchmark().all()) problems.put(each.id(), each);
        return missing.stream()
                .map(key -> {
                    Problem problem = problems.get(key.problem());
                    // What a greedy response does not depend on is not sent with it either.
                    boolean greedy = key.temperature() == 0;
                    return new Ask(
                            key,
                            conversation ? task.benchmark().system() : "",
                            conversation
                                    ? task.benchmark().userMessage(problem)
                                    : task.benchmark().promptText(problem),
                            greedy ? 1 : task.evaluation().topP(),
                            task.asked().maximumTokens(),
                            seed(greedy ? 0 : task.evaluation().seed(), key));
                })
                .iterator();
    }

    /** A seed of its own for every response, 0 … 2³¹ − 1, which depends on nothing but the declared one and the key. */
    static long seed(long declared, Sample.Key key) {
        String text = declared + "\n" + key.temperature() + "\n" + key.index() + "\n" + key.problem();
        String digits = InputDigest.ofText(text).substring(0, SEED_DIGITS);
        return Long.parseLong(digits, 16) & Integer.MAX_VALUE;
    }

    // Without the cause, whose message Maven would append to a sentence that is complete.
    private static RuntimeException failed(Task task, EndpointException e, long there, long total) {
        String kept = "\n  " + there + " of " + total + " responses are kept, the next run asks for the rest."
                + " A question that is declined every time can be left out of the file, or by <where>";
        String message = task.evaluation().element() + "<endpoint>: " + e.getMessage() + kept;
        return e.userError() ? new UserErrorException(message) : new WorkerException(message);
    }

    private static InterruptedRunException interrupted(Task task, long there, long total, RunListener console) {
        console.interrupted(there);
        return new InterruptedRunException("interrupted while asking " + task.label() + "; " + there + " of " + total
                + " responses are there, the next run asks for the rest");
    }
}
