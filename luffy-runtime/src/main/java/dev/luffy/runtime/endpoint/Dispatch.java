package dev.luffy.runtime.endpoint;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * One pass over the questions. Everything is decided on the calling thread; the HTTP client's threads only put what
 * arrived into a queue. So there is no lock, and an answer is handed over once by construction.
 */
final class Dispatch<Q extends Question, A> {

    /** So many questions declined without an answer in between mean that there will be none. */
    private static final int HOPELESS = 16;
    /** One whose attempts are used up has taken its time, and counts for so many. */
    private static final int USED_UP = 4;

    private static final int LISTED = 20;
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);

    private final Endpoint endpoint;
    private final Function<Q, CompletableFuture<HttpResponse<byte[]>>> line;
    private final Triage<Q, A> triage;
    private final Patience patience;
    private final Duration grace;
    private final BooleanSupplier closed;
    private final Iterator<Q> asks;
    private final AnswerListener<A> listener;

    private final BlockingQueue<Errand.Arrival<Q>> arrivals = new LinkedBlockingQueue<>();
    private final Set<Errand<Q>> flying = new LinkedHashSet<>(); // at the server
    private final Set<Errand<Q>> waiting = new LinkedHashSet<>(); // for their next attempt

    private long done;
    private long retries;
    private boolean answersAtAll; // the server has said something, so it can be reached
    private long quietUntil = System.nanoTime(); // the server wants to be left alone until then
    private final List<String> unanswered = new ArrayList<>(); // with the server's words
    private boolean unansweredByUsersFault;
    private int inARow; // unanswered since the last answer, by weight
    private RuntimeException failure;
    private boolean interrupted;
    private boolean stopping;
    private long cancelAt; // meaningful while stopping

    /**
     * @param line sends a question, without waiting
     * @param grace how long requests may go on after a stop
     * @param closed whether everything is to be dropped at once
     */
    Dispatch(
            Endpoint endpoint,
            Function<Q, CompletableFuture<HttpResponse<byte[]>>> line,
            Triage<Q, A> triage,
            Duration grace,
            BooleanSupplier closed,
            Iterator<Q> asks,
            AnswerListener<A> listener) {
        this.endpoint = endpoint;
        this.line = line;
        this.triage = triage;
        this.patience = new Patience(endpoint.backoff());
        this.grace = grace;
        this.closed = closed;
        this.asks = asks;
        this.listener = listener;
    }

    void run() throws InterruptedException {
        try {
            while (step()) listener.tick(done, flying.size(), retries);
            listener.tick(done, 0, retries);
        } finally {
            flying.forEach(each -> each.exchange.cancel(true));
        }
        if (interrupted) {
            InterruptedException end = new InterruptedException("interrupted after " + done + " answers");
            if (failure != null) end.addSuppressed(failure);
            throw end;
        }
        if (failure != null) throw failure;
        if (!unanswered.isEmpty() && !stopping) throw unanswered("");
    }

    private EndpointException unanswered(String rest) {
        if (unanswered.size() == 1) {
            return new EndpointException(
                    endpoint.base() + " did not answer " + unanswered.get(0) + rest, unansweredByUsersFault);
        }
        List<String> shown = unanswered.subList(0, Math.min(LISTED, unanswered.size()));
        String more = unanswered.size() > LISTED ? "\n  and " + (unanswered.size() - LISTED) + " more" : "";
        return new EndpointException(
                endpoint.base() + " did not answer " + unanswered.size() + " questions" + rest + ":\n  "
                        + String.join("\n  ", shown) + more,
                unansweredByUsersFault);
    }

    /** Sends what may be sent, then takes what has arrived or waits for it a moment. False when all is done. */
    private boolean step() {
        if (Thread.interrupted()) interrupt(); // before anything is sent
        if (!stopping && (closed.getAsBoolean() || listener.stopRequested())) stop();
        if (closed.getAsBoolean() || (stopping && System.nanoTime() - cancelAt >= 0)) return false;
        if (stopping || failure != null) {
            waiting.clear(); // not at the server: nothing is lost that was paid for, and nobody need wake up for them
        } else {
            send();
        }
        // Asked again, since sending may have failed.
        boolean ending = stopping || failure != null;
        if (flying.isEmpty() && (ending || (waiting.isEmpty() && !more()))) return false;
        try {
            Errand.Arrival<Q> first = arrivals.poll(pause(), TimeUnit.NANOSECONDS);
            // All that is there goes before time-outs are looked for: a slow listener must not cost an answer.
            for (Errand.Arrival<Q> each = first; each != null; each = arrivals.poll()) take(each);
        } catch (InterruptedException e) {
            interrupt();
        }
        giveUpTheLate();
        return true;
    }

    private void interrupt() {
        if (!stopping) stop();
        if (interrupted) cancelAt = System.nanoTime(); // the second time means at once
        interrupted = true;
    }

    private void stop() {
        stopping = true;
        cancelAt = System.nanoTime() + grace.toNanos();
    }

    private void send() {
        long now = System.nanoTime();
        if (quietUntil - now > 0) return;
        List<Errand<Q>> ready = new ArrayList<>();
        for (Errand<Q> each : waiting) if (each.due - now <= 0) ready.add(each);
        for (Errand<Q> each : ready) {
            waiting.remove(each);
            launch(each);
        }
        while (failure == null && flying.size() + waiting.size() < endpoint.concurrency() && more()) {
            try {
                launch(new Errand<>(asks.next(), now));
            } catch (RuntimeException e) {
                failure = e; // of the iterator, or a question that cannot be written; the others in flight still count
            }
        }
    }

    private boolean more() {
        try {
            return asks.hasNext();
        } catch (RuntimeException e) {
            if (failure == null) failure = e;
            return false;
        }
    }

    private void launch(Errand<Q> errand) {
        CompletableFuture<HttpResponse<byte[]>> exchange = line.apply(errand.question);
        errand.exchange = exchange;
        errand.deadline = System.nanoTime() + endpoint.timeout().toNanos();
        int attempt = ++errand.attempts;
        if (attempt > 1) retries++;
        flying.add(errand);
        exchange.whenComplete(
                (response, problem) -> arrivals.add(new Errand.Arrival<>(errand, attempt, response, problem)));
    }

    private void take(Errand.Arrival<Q> arrival) {
        Errand<Q> errand = arrival.errand();
        // An attempt that was given up reports its cancellation here; the question may be on its way again.
        if (arrival.attempt() != errand.attempts || !flying.remove(errand)) return;
        if (arrival.response() == null) {
            settle(errand, triage.of(arrival.failure()));
        } else {
            answersAtAll = true;
            settle(errand, triage.of(errand.question, arrival.response()));
        }
    }

    private void giveUpTheLate() {
        long now = System.nanoTime();
        List<Errand<Q>> late = new ArrayList<>();
        for (Errand<Q> each : flying) if (each.deadline - now <= 0) late.add(each);
        for (Errand<Q> each : late) {
            // False means that it has ended meanwhile: its arrival is or will be in the queue.
            if (each.exchange.cancel(true)) {
                flying.remove(each);
                settle(each, triage.ofTimeout());
            }
        }
    }

    private void settle(Errand<Q> errand, Outcome<A> outcome) {
        if (outcome instanceof Outcome.Answered<A> answered) {
            done++;
            inARow = 0;
            listener.answered(answered.answer());
        } else if (outcome instanceof Outcome.Declined<A> declined) {
            leave(errand, declined.what(), true, 1);
        } else if (outcome instanceof Outcome.Refused<A> refused) {
            fail(errand, refused.what(), refused.userError());
        } else if (outcome instanceof Outcome.Unreachable<A> unreachable) {
            Duration wait = answersAtAll
                    ? patience.afterAttempt(errand.question, errand.attempts)
                    : patience.afterNoConnection(errand.question, errand.attempts);
            String what = "it cannot be reached (" + unreachable.what() + ")"
                    + (answersAtAll ? "" : "; is the server running, and is the address right?");
            if (errand.attempts > endpoint.retries()) fail(errand, what, !answersAtAll);
            else again(errand, wait);
        } else if (outcome instanceof Outcome.Again<A> again) {
            if (!again.atLeast().isZero()) {
                quietUntil =
                        later(quietUntil, System.nanoTime() + again.atLeast().toNanos());
            }
            Duration wait =
                    patience.afterAttempt(errand.question, errand.attempts).plus(again.atLeast());
            if (errand.attempts > endpoint.retries()) leave(errand, again.what(), false, USED_UP);
            else again(errand, wait);
        }
    }

    private void again(Errand<Q> errand, Duration wait) {
        errand.due = System.nanoTime() + wait.toNanos();
        waiting.add(errand);
    }

    /** One question alone goes without an answer, so that it cannot keep the others from theirs. */
    private void leave(Errand<Q> errand, String what, boolean userError, int weight) {
        if (failure != null) return;
        unanswered.add(said(errand, what));
        unansweredByUsersFault |= userError;
        inARow += weight;
        if (inARow >= HOPELESS) failure = unanswered(" in a row, so no more are asked");
    }

    private void fail(Errand<Q> errand, String what, boolean userError) {
        if (failure != null) return; // the first says it
        failure = new EndpointException(endpoint.base() + " did not answer " + said(errand, what), userError);
    }

    private static String said(Errand<?> errand, String what) {
        String attempts = errand.attempts == 1 ? "1 attempt" : errand.attempts + " attempts";
        return errand.question.name() + " in " + attempts + ": " + what;
    }

    /** Until something is due, at most a tick. */
    private long pause() {
        long now = System.nanoTime();
        long pause = TICK;
        for (Errand<Q> each : flying) pause = Math.min(pause, each.deadline - now);
        for (Errand<Q> each : waiting) pause = Math.min(pause, later(each.due, quietUntil) - now);
        if (stopping) pause = Math.min(pause, cancelAt - now);
        return Math.max(pause, 0);
    }

    private static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }
}
