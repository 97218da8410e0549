package dev.luffy.runtime.endpoint;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** A question on its way: at the server, or waiting for its next attempt. Belongs to the thread of {@link Dispatch}. */
final class Errand<Q extends Question> {

    final Q question;
    /** Requests sent so far. */
    int attempts;
    /** When the next attempt may be sent, in {@link System#nanoTime} time. */
    long due;
    /** When the request at the server is given up, in the same time. */
    long deadline;

    CompletableFuture<HttpResponse<byte[]>> exchange;

    Errand(Q question, long due) {
        this.question = question;
        this.due = due;
    }

    /** The end of one attempt, as the HTTP client's threads report it; exactly one of the last two is not null. */
    record Arrival<Q extends Question>(
            Errand<Q> errand, int attempt, HttpResponse<byte[]> response, Throwable failure) {}
}
