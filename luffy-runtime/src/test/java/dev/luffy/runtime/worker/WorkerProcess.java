package dev.luffy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Job;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A worker as the plugin starts it: a JVM of its own, which is handed a job as a file. */
record WorkerProcess(Process process, Path log, Path events) {

    private static final long PATIENCE_SECONDS = 120;

    /** Starts a worker; events of an earlier one are forgotten. */
    static WorkerProcess start(Path folder, Job job) throws IOException {
        return start(folder, job, List.of(), List.of());
    }

    /**
     * @param before words before the command
     * @param options of its JVM
     */
    static WorkerProcess start(Path folder, Job job, List<String> before, List<String> options) throws IOException {
        return start(folder, job, before, options, Map.of());
    }

    /** @param variables of its environment, besides those of this process */
    static WorkerProcess start(Path folder, Job job, Map<String, String> variables) throws IOException {
        return start(folder, job, List.of(), List.of(), variables);
    }

    private static WorkerProcess start(
            Path folder, Job job, List<String> before, List<String> options, Map<String, String> variables)
            throws IOException {
        Path file = Files.writeString(folder.resolve("request.json"), Json.readable(job));
        Path events = Path.of(job.output(), "events.ndjson");
        Files.deleteIfExists(events);
        Path log = folder.resolve("worker.log");
        List<String> words = new ArrayList<>(before);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // These live for a second or two: an optimising compiler would never earn its keep.
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        words.addAll(options);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName(), file.toString()));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().putAll(variables);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new WorkerProcess(builder.start(), log, events);
    }

    /** The same of a job that expects a key. */
    static WorkerProcess start(Path folder, Job job, String key) throws IOException {
        WorkerProcess worker = start(folder, job);
        worker.process.getOutputStream().write((key + "\n").getBytes(StandardCharsets.UTF_8));
        worker.process.getOutputStream().flush();
        return worker;
    }

    /** Waits for its end and returns its exit code. */
    int finish() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Closes the parent's end of standard input and waits for the worker, which may take a while but not long. */
    int letGo() throws IOException, InterruptedException {
        process.getOutputStream().close();
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Waits until the worker has told an event. */
    void await(Predicate<Event> wanted) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (told().stream().anyMatch(wanted)) return;
            Thread.sleep(5);
        }
        throw new AssertionError("the event was never told:\n" + Files.readString(log));
    }

    /** The events so far. */
    List<Event> told() throws IOException {
        if (!Files.exists(events)) return List.of();
        String text = Files.readString(events);
        String wholeLines = text.substring(0, text.lastIndexOf('\n') + 1);
        return wholeLines.lines().map(line -> Json.read(line, Event.class)).toList();
    }

    <E extends Event> E first(Class<E> kind) throws IOException {
        return told().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    Event last() throws IOException {
        List<Event> told = told();
        return told.get(told.size() - 1);
    }
}
