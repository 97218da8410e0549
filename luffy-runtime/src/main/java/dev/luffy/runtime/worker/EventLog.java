package dev.luffy.runtime.worker;

import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The channel to the plugin: a file, because native libraries write to standard output as they please. */
final class EventLog implements AutoCloseable {

    private final OutputStream out;

    private EventLog(OutputStream out) {
        this.out = out;
    }

    static EventLog in(Path folder) throws IOException {
        return new EventLog(Files.newOutputStream(
                folder.resolve("events.ndjson"), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    synchronized void add(Event event) {
        try {
            out.write((Json.canonical(event) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
