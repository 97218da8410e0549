package dev.luffy.runtime.tensor;

import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where libtorch's time goes: its own profiler on the calling thread, summed by operation without what it calls in turn. */
public final class Profile {
    private static final int SHOWN = 14;

    private record Call(String name, double start, double end, double[] inner) {}

    private record Operation(String name, double microseconds, int calls) {}

    private Profile() {}

    /** Prints the operations that took the longest, as shares of the whole time. Of one thread alone: lanes would be missing. */
    public static void print(String title, Runnable work) throws IOException {
        Path file = Files.createTempFile("luffy", ".json");
        JniUtils.startProfile(false, false, false);
        long start = System.nanoTime();
        work.run();
        double whole = (System.nanoTime() - start) * 1e-3;
        JniUtils.stopProfile(file.toString());
        List<Operation> operations = operations(Json.read(Files.readString(file), JsonNode.class));
        Files.delete(file);
        double known = operations.stream().mapToDouble(Operation::microseconds).sum();
        System.out.printf(Locale.ROOT, "%s: %.0f ms%n", title, whole / 1000);
        for (Operation each : operations.subList(0, Math.min(SHOWN, operations.size()))) {
            System.out.printf(
                    Locale.ROOT,
                    "  %5.1f %%  %7.1f µs a call  %s%n",
                    100 * each.microseconds() / whole,
                    each.microseconds() / each.calls(),
                    each.name());
        }
        System.out.printf(Locale.ROOT, "  %5.1f %%  outside of operations%n", 100 * (1 - known / whole));
    }

    private static List<Operation> operations(JsonNode trace) {
        Map<String, List<Call>> byThread = new HashMap<>();
        JsonNode events = trace.isArray() ? trace : trace.path("traceEvents");
        for (JsonNode event : events) {
            if (!event.path("ph").asText().equals("X")) continue;
            double start = event.path("ts").asDouble();
            byThread.computeIfAbsent(event.path("tid").asText(), key -> new ArrayList<>())
                    .add(new Call(
                            event.path("name").asText(),
                            start,
                            start + event.path("dur").asDouble(),
                            new double[1]));
        }
        byThread.values().forEach(Profile::nest);
        return byThread.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Call::name))
                .entrySet()
                .stream()
                .map(entry -> new Operation(
                        entry.getKey(),
                        entry.getValue().stream()
                                .mapToDouble(call -> call.end - call.start - call.inner[0])
                                .sum(),
                        entry.getValue().size()))
                .sorted(Comparator.comparingDouble(Operation::microseconds).reversed())
                .toList();
    }

    private static void nest(List<Call> calls) {
        calls.sort(Comparator.comparingDouble(Call::start).thenComparing(Call::end, Comparator.reverseOrder()));
        Deque<Call> open = new ArrayDeque<>();
        for (Call call : calls) {
            while (!open.isEmpty() && open.peek().end <= call.start) open.pop();
            if (!open.isEmpty()) open.peek().inner[0] += call.end - call.start;
            open.push(call);
        }
    }
}
