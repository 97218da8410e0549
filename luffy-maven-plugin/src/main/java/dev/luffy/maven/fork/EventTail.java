package dev.luffy.maven.fork;

import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Json;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a growing file of events. A line counts when its line feed has arrived; half a line, cut anywhere even inside a
 * character, waits for the rest. A whole line that is no event is passed over: the worker's end is decided
 * by its exit code and summary, and a build should not fail because of a progress line.
 */
final class EventTail {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private long position;

    EventTail(Path file) {
        this.file = file;
    }

    /** Events whose lines were completed since the last call, in order; empty while the file is not there. */
    List<Event> read() {
        List<Event> events = new ArrayList<>();
        // Not a channel: those are closed when the build is interrupted, just when the last events matter most.
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(position);
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = bytes.read(buffer); read > 0; read = bytes.read(buffer)) {
                position += read;
                take(buffer, read, events);
            }
        } catch (FileNotFoundException e) {
            return events; // the worker has not said anything yet
        } catch (IOException e) {
            throw new WorkerException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return events;
    }

    private void take(byte[] bytes, int length, List<Event> events) {
        for (int i = 0; i < length; i++) {
            byte next = bytes[i];
            if (next != '\n') {
                partial.write(next);
                continue;
            }
            String line = partial.toString(StandardCharsets.UTF_8);
            partial.reset();
            try {
                events.add(Json.read(line, Event.class));
            } catch (UncheckedIOException e) {
                // Passed over: see above.
            }
        }
    }
}
