package dev.luffy.runtime.worker;

import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.runtime.evaluate.Evaluator;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Job;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.MemoryExhaustedException;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import dev.luffy.runtime.train.DivergedException;
import dev.luffy.runtime.train.NdjsonFile;
import dev.luffy.runtime.train.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The worker's main class. */
public final class Worker {

    private Worker() {}

    /**
     * @param arguments one: the path of a {@link Job} as JSON
     */
    public static void main(String[] arguments) throws IOException {
        Job job = Json.read(Files.readString(Path.of(arguments[0]), StandardCharsets.UTF_8), Job.class);
        Lifeline lifeline = new Lifeline();
        String key = isKeyed(job) ? Lifeline.firstLine(System.in) : null;
        lifeline.watch(System.in);
        ExitCode code = ExitCode.BREAKAGE;
        // A file and not standard output, because native libraries write to that as they please.
        Path channel = Path.of(job.output(), "events.ndjson");
        try (NdjsonFile events = NdjsonFile.appending(channel)) {
            code = run(job, lifeline, events, key);
        } finally {
            lifeline.finished();
        }
        // Exit hooks of signals have already begun when a signal is the reason; halt does not wait for ourselves.
        Runtime.getRuntime().halt(code.code());
    }

    private static boolean isKeyed(Job job) {
        return job instanceof Request request
                && request.server() != null
                && request.server().keyed();
    }

    private static void execute(Job job, Lifeline lifeline, NdjsonFile events, String key) throws IOException {
        if (job instanceof Request request) {
            new Run(request, lifeline, events::add, key).execute();
        } else if (job instanceof EvaluationRequest request) {
            new Evaluator(request, lifeline, events::add).execute();
        } else {
            throw new IllegalStateException("no room takes a job of " + job.getClass());
        }
    }

    private static ExitCode run(Job job, Lifeline lifeline, NdjsonFile events, String key) {
        try {
            execute(job, lifeline, events, key);
            return ExitCode.FINISHED;
        } catch (StopRequested e) {
            return ExitCode.INTERRUPTED;
        } catch (DivergedException e) {
            events.add(new Event.Failed(Event.Kind.DIVERGED, e.getMessage()));
            return ExitCode.DIVERGED;
        } catch (MemoryExhaustedException e) {
            e.printStackTrace(); // what the engine itself said, and where
            events.add(new Event.Failed(Event.Kind.USER, e.getMessage()));
            return ExitCode.USER_ERROR;
        } catch (InvalidInputException
                | InvalidDeclarationException
                | MalformedDataException
                | CheckpointFormatException e) {
            events.add(new Event.Failed(Event.Kind.USER, e.getMessage()));
            return ExitCode.USER_ERROR;
        } catch (UncheckedIOException | IOException e) {
            e.printStackTrace(); // to the worker's log, whose tail the plugin shows
            events.add(new Event.Failed(Event.Kind.BREAKAGE, e.getMessage()));
            return ExitCode.BREAKAGE;
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            events.add(new Event.Failed(Event.Kind.BREAKAGE, String.valueOf(e)));
            return ExitCode.BREAKAGE;
        }
    }
}
