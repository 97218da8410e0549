package dev.luffy.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.aime.ModelTemplate;
import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.rollout.Prompt;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data of which neither the file nor the tokens fit into the heap of the process that prepares it and reads it back. */
class SmallHeapTest {

    private static final int ROWS = 4000;
    private static final int TRACE_TOKENS = 1100;
    private static final long HEAP = 16 << 20;

    @TempDir
    Path folder;

    /** The process: prepares the data of a folder, then reads prompts here and there. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Experiment experiment =
                DataFixture.experiment(Layout.named("luffy-training").in(Layout.Format.JSONL), DataFixture.DROP_ALL);
        experiment = Declarations.with(experiment, "reward", new dev.luffy.runtime.experiment.Reward("</think>"));
        experiment = Declarations.with(experiment, new Rollout(24, TRACE_TOKENS, 1, 1, 0, 64));
        try (DataFixture fixture = new DataFixture(folder, folder.resolve("model"));
                TrainingData data = fixture.data(experiment, folder.resolve("rows.jsonl"), null)) {
            if (data.prompts().size() != ROWS)
                throw new AssertionError(data.counts().sentence());
            Random random = new Random(1);
            for (int i = 0; i < 2 * ROWS; i++) {
                int index = random.nextInt(ROWS);
                Prompt prompt = data.prompts().get(index);
                boolean right = prompt.problem().id().equals("" + index)
                        && prompt.traces().get(0).length == TRACE_TOKENS;
                if (!right) throw new AssertionError(prompt);
            }
        }
    }

    @Test
    void aWorkerHoldsARowAndNumbersOfTheOthers() throws Exception {
        ModelTemplate.write(folder.resolve("model"));
        Path file = folder.resolve("rows.jsonl");
        String unread = "A field that nobody reads. ".repeat(800);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int row = 0; row < ROWS; row++) {
                out.write("{\"prompt\":[{\"role\":\"user\",\"content\":\"1+1+" + row + "=\"}],\"target\":[{\"role\":"
                        + "\"assistant\",\"content\":\"" + "0".repeat(TRACE_TOKENS - 3) + "</think>1\"}],"
                        + "\"reward_model\":{\"ground_truth\":\"1\"},\"extra_info\":{\"index\":" + row
                        + "},\"note\":\"" + unread + "\"}\n");
            }
        }
        assertThat(Files.size(file)).isGreaterThan(5 * HEAP);
        assertThat((long) ROWS * TRACE_TOKENS * Integer.BYTES).isGreaterThan(HEAP);
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapTest.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
