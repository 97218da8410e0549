package dev.luffy.runtime.endpoint;

import dev.luffy.benchmarks.suite.Sample;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Keeps what it heard; and short ways to ask. */
class Heard implements AnswerListener<Sample> {

    final List<Sample> samples = new ArrayList<>();
    long done;
    long inFlight;
    long retries;

    @Override
    public void answered(Sample sample) {
        samples.add(sample);
    }

    @Override
    public void tick(long nowDone, long nowInFlight, long nowRetries) {
        done = nowDone;
        inFlight = nowInFlight;
        retries = nowRetries;
    }

    @Override
    public boolean stopRequested() {
        return false;
    }

    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        for (Sample each : samples) texts.put(each.problem(), each.text());
        return texts;
    }

    List<String> problems() {
        return samples.stream().map(Sample::problem).sorted().toList();
    }

    static Ask ask(String problem) {
        return new Ask(new Sample.Key(problem, 0.6, 0), "", problem, 0.95, 100, Math.abs(problem.hashCode()));
    }

    /** p000, p001, … */
    static List<Ask> asks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ask("p%03d".formatted(i)))
                .toList();
    }

    /** Patient with the server, impatient between attempts. */
    static Endpoint endpoint(URI base, int concurrency, int retries) {
        return new Endpoint(
                base, Endpoint.Api.CHAT, "tiny", concurrency, Duration.ofSeconds(60), retries, Duration.ofMillis(1));
    }
}
