package dev.luffy.maven.fork;

import dev.luffy.maven.plan.MemoryAdvice;
import dev.luffy.runtime.experiment.MemoryRemedy;
import dev.luffy.runtime.experiment.MemoryShortage;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known about a worker that died: exit code, its last lines, and where the rest lies; and where it most likely died for
 * want of memory, what to change.
 */
public final class CrashReport {

    private static final int LINES = 40;
    private static final int KILLED = 128 + 9;
    private static final int TAIL_BYTES = 1 << 16;

    private CrashReport() {}

    /**
     * The report, some lines.
     *
     * @param label what the worker did, such as "luffy, seed 1"
     * @param folder that it was started in
     * @param log name of its log there
     * @param advice shown if memory is what it lacked
     */
    public static String of(String label, Path folder, String log, WorkerEnd.Crashed crash, MemoryAdvice advice) {
        StringBuilder text = new StringBuilder(
                "the worker of " + label + " ended with exit code " + crash.exitCode() + " and without a result");
        Path said = folder.resolve(log);
        Deque<String> lines = lastLines(said);
        Optional<String> shortage = shortage(crash, String.join("\n", lines), advice);
        shortage.ifPresent(text::append);
        if (crash.message() != null) text.append("\n  It said: ").append(crash.message());
        for (String line : lines) text.append("\n  | ").append(line);
        text.append("\n  Full log: ").append(said);
        errorFile(folder).ifPresent(file -> text.append("\n  JVM error file: ").append(file));
        if (crash.savedStep() > 0 && shortage.isEmpty())
            text.append("\n  The next run resumes after step ").append(crash.savedStep());
        return text.toString();
    }

    /** That memory was short, and the remedy; empty where nothing points to it. */
    private static Optional<String> shortage(WorkerEnd.Crashed crash, String log, MemoryAdvice advice) {
        String when = " while " + crash.stage().happening();
        Optional<MemoryShortage> told = MemoryShortage.in(crash.message() + "\n" + log);
        if (told.isPresent()) {
            String ranOut = "\n  Memory ran out" + when + ": " + told.get().sentence();
            return Optional.of(ranOut
                    + (told.get().heap() ? MemoryRemedy.heap(advice.next()) : planned(advice) + advice.remedy()));
        }
        if (crash.exitCode() != KILLED) return Optional.empty();
        return Optional.of("\n  It was killed from outside" + when
                + ", most likely by the system because memory ran out" + planned(advice) + advice.remedy());
    }

    private static String planned(MemoryAdvice advice) {
        return advice.planned().isEmpty() ? "" : "\n  " + advice.planned();
    }

    private static Deque<String> lastLines(Path log) {
        Deque<String> last = new ArrayDeque<>();
        try (var channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - TAIL_BYTES));
            byte[] tail = Channels.newInputStream(channel).readAllBytes();
            // A log may hold anything, native output included: undecodable bytes become replacement characters.
            new String(tail, StandardCharsets.UTF_8).lines().forEach(line -> {
                if (last.size() == LINES) last.removeFirst();
                last.addLast(line);
            });
        } catch (IOException e) {
            last.add("(no log: " + e.getMessage() + ")");
        }
        return last;
    }

    private static Optional<Path> errorFile(Path output) {
        try (Stream<Path> files = Files.list(output)) {
            return files.filter(file -> file.getFileName().toString().startsWith("hs_err_"))
                    .max(Path::compareTo);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
