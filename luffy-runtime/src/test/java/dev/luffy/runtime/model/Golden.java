package dev.luffy.runtime.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tiny random checkpoints of each family that transformers 5.18 saved, and what it computed with them ({@code expected.json},
 * torch 2.13 on the CPU in float32).
 */
enum Golden {
    TIED("qwen2-tied"),
    UNTIED_BF16_SHARDED("qwen2-untied-bf16-sharded"),
    /** With scaled rotary frequencies. */
    LLAMA("llama-rope-scaled"),
    /** With norms of the heads, whose size is not the quotient of width and number. */
    QWEN3("qwen3");

    private final String name;

    Golden(String name) {
        this.name = name;
    }

    Path path() {
        try {
            return Path.of(Golden.class.getResource("/golden/hf/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode expected() throws IOException {
        return new JsonMapper().readTree(path().resolve("expected.json").toFile());
    }

    /** The names of the parameters that transformers trained. */
    Iterable<String> expectedParameters() throws IOException {
        JsonNode sums = expected().path("adamw_3_steps").path("parameter_sums_after");
        return sums::fieldNames;
    }

    /** A copy to damage; without {@code expected.json}, which is not part of a model. */
    Path copyTo(Path folder) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        for (String file : files(path())) {
            if (!file.equals("expected.json")) {
                Files.copy(path().resolve(file), copy.resolve(file));
            }
        }
        return copy;
    }

    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
        }
    }

    static int[] ints(JsonNode list) {
        return IntStream.range(0, list.size()).map(i -> list.get(i).intValue()).toArray();
    }

    static double[] doubles(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToDouble(i -> list.get(i).doubleValue())
                .toArray();
    }
}
