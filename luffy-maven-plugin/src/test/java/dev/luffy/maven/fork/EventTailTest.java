package dev.luffy.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTailTest {

    @TempDir
    Path folder;

    @Test
    void beforeTheFirstEventThereIsNothing() {
        assertThat(new EventTail(folder.resolve("none")).read()).isEmpty();
    }

    @Test
    void byteByByteTheSameEventsAppearAsAtOnce() throws IOException {
        List<Event> said = List.of(
                new Event.Phase("scoring – prüft"),
                new Event.Saved(3, "a\nb"),
                new Event.Step(1, 2, 0.5, -0.25, 1.5, 20, 1000, 0.1, true),
                new Event.Interrupted(3));
        StringBuilder text = new StringBuilder();
        for (Event each : said) text.append(Json.canonical(each)).append('\n');
        Path file = folder.resolve("events.ndjson");
        EventTail tail = new EventTail(file);

        List<Event> heard = new ArrayList<>();
        for (byte each : text.toString().getBytes(StandardCharsets.UTF_8)) {
            append(file, each);
            heard.addAll(tail.read());
        }

        assertThat(heard).isEqualTo(said);
    }

    @Test
    void halfALineWaitsForItsEnd() throws IOException {
        Path file = folder.resolve("events.ndjson");
        EventTail tail = new EventTail(file);
        Files.writeString(file, "{\"event\":\"phase\",");
        assertThat(tail.read()).isEmpty();

        Files.writeString(file, "\"name\":\"sampling\"}\n", StandardOpenOption.APPEND);
        assertThat(tail.read()).containsExactly(new Event.Phase("sampling"));
    }

    @Test
    void aLineThatIsNoEventIsPassedOver() throws IOException {
        Path file = folder.resolve("events.ndjson");
        Files.writeString(file, "native noise\n{\"event\":\"phase\",\"name\":\"a\"}\n{\"event\":\"unheard-of\"}\n");
        EventTail tail = new EventTail(file);

        assertThat(tail.read()).containsExactly(new Event.Phase("a"));
    }

    private static void append(Path file, byte each) throws IOException {
        Files.write(file, new byte[] {each}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
