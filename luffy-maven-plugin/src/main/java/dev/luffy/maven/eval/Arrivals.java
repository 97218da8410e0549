package dev.luffy.maven.eval;

import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.runtime.endpoint.AnswerListener;
import dev.luffy.runtime.experiment.Event;
import java.util.function.LongSupplier;

/** Puts answers of a server into the journal and tells the console how far things are, as a worker would. */
final class Arrivals implements AnswerListener<Sample> {

    private final SampleJournal journal;
    private final RunListener console;
    private final StopSignal stop;
    private final LongSupplier nanoTime;
    private final long before;
    private final long total;
    private final long begin;
    private long added;
    private long truncated;
    private long tokens;
    private String waiting = "";

    Arrivals(
            SampleJournal journal,
            RunListener console,
            StopSignal stop,
            LongSupplier nanoTime,
            long before,
            long total) {
        this.journal = journal;
        this.console = console;
        this.stop = stop;
        this.nanoTime = nanoTime;
        this.before = before;
        this.total = total;
        this.begin = nanoTime.getAsLong();
    }

    /** Responses that are there. */
    long there() {
        return before + added;
    }

    @Override
    public void answered(Sample sample) {
        journal.add(sample);
        added++;
        if (sample.finish() == Sample.Finish.LENGTH) truncated++;
        tokens += Math.max(0, sample.tokens());
        double seconds = (nanoTime.getAsLong() - begin) / 1e9;
        console.event(new Event.Answered(
                there(), total, (double) truncated / added, seconds > 0 ? tokens / seconds : 0, seconds));
    }

    @Override
    public void tick(long done, long inFlight, long retries) {
        String now = "waiting for " + inFlight + " answers" + (retries == 0 ? "" : ", " + retries + " asked again");
        if (!now.equals(waiting)) {
            waiting = now;
            console.event(new Event.Phase(now));
        }
        console.tick();
    }

    @Override
    public boolean stopRequested() {
        return stop.requested();
    }
}
