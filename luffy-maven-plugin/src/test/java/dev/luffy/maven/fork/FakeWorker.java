package dev.luffy.maven.fork;

import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A worker that keeps the protocol and trains nothing. Its only argument names a behaviour. */
final class FakeWorker {

    private FakeWorker() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of("").toAbsolutePath();
        say(new Event.Started("fake", 7, 3, 0, 2, null));
        System.out.println("OMP_NUM_THREADS=" + System.getenv("OMP_NUM_THREADS"));
        switch (arguments[0]) {
            case "finish" -> {
                say(new Event.Step(1, 2, 0.5, 0.1, 1, 10, 100, 0.5, false));
                say(new Event.Finished("model", "0", "metrics.json"));
            }
            case "user-error" -> {
                say(new Event.Failed(Event.Kind.USER, "problem 3 has no answer"));
                System.exit(3);
            }
            case "diverge" -> {
                say(new Event.Failed(Event.Kind.DIVERGED, "the loss of step 2 is not finite"));
                System.exit(4);
            }
            case "break" -> {
                for (int i = 1; i <= 100; i++) System.out.println("line " + i);
                System.exit(134);
            }
            case "be-killed" -> {
                say(new Event.Saved(4, "checkpoints"));
                say(new Event.Reached(Stage.UPDATING));
                long self = ProcessHandle.current().pid();
                new ProcessBuilder("kill", "-9", Long.toString(self)).start().waitFor();
                Thread.sleep(600_000);
            }
            case "fill-heap" -> System.out.println(new long[1 << 28].length); // 2 GiB
            case "listen" -> {
                int characters = 0;
                while (System.in.read() != '\n') characters++;
                System.out.println("heard " + characters + " characters");
                say(new Event.Finished("model", "0", "metrics.json"));
            }
            case "lie" -> System.exit(3); // says user error without saying which
            case "checkpoint-at-end-of-input" -> {
                say(new Event.Saved(1, "checkpoints"));
                Files.writeString(
                        folder.resolve("pid"),
                        Long.toString(ProcessHandle.current().pid()));
                while (System.in.read() >= 0) Thread.onSpinWait();
                say(new Event.Saved(2, "checkpoints"));
                say(new Event.Interrupted(2));
                System.exit(5);
            }
            case "hang" -> {
                say(new Event.Saved(1, "checkpoints"));
                Files.writeString(
                        folder.resolve("pid"),
                        Long.toString(ProcessHandle.current().pid()));
                Thread.sleep(600_000);
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void say(Event event) throws IOException {
        Files.writeString(
                Path.of("events.ndjson"),
                Json.canonical(event) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
