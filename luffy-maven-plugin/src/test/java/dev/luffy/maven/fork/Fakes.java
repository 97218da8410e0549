package dev.luffy.maven.fork;

import dev.luffy.maven.plan.MemoryAdvice;
import dev.luffy.runtime.experiment.Event;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Commands that start the fake worker, and a listener that remembers. */
final class Fakes {

    private Fakes() {}

    static final MemoryAdvice ADVICE =
            new MemoryAdvice("The plan is 3 GiB", "\n  To fix: lower <this>", "the next run waits");

    static Command command(String behaviour, String... options) {
        List<String> all = new ArrayList<>(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"));
        all.addAll(List.of(options));
        return new Command(
                JavaInstallation.at(Path.of(System.getProperty("java.home"))),
                all,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toList(),
                FakeWorker.class.getName(),
                List.of(behaviour),
                WorkerEnvironment.of(new WorkerNeeds(64, 3, 1000)));
    }

    /** The process id that the fake worker wrote, once it has. */
    static long awaitPid(Path folder) throws Exception {
        Path file = folder.resolve("pid");
        while (!Files.exists(file) || Files.size(file) == 0) Thread.sleep(20);
        return Long.parseLong(Files.readString(file));
    }

    static final class Memory implements RunListener {
        final List<Event> events = new ArrayList<>();
        long interruptedAt = -1;

        @Override
        public void event(Event event) {
            events.add(event);
        }

        @Override
        public void tick() {}

        @Override
        public void interrupted(long step) {
            interruptedAt = step;
        }
    }
}
