package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.luffy.runtime.tensor.AdamW;
import dev.luffy.runtime.tensor.Decoder;
import dev.luffy.runtime.tensor.Engine;
import dev.luffy.runtime.tensor.Generation;
import dev.luffy.runtime.tensor.Host;
import dev.luffy.runtime.tensor.SamplingWeights;
import dev.luffy.runtime.tensor.Scored;
import dev.luffy.runtime.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Folders that {@code src/test/fixtures/make_folders.py} drew, named by {@code -Dluffy.folders}; without it the golden
 * checkpoints. Leaves figures and saved folders in {@code target/unseen-folders}, which {@code check_saved.py} reads.
 */
class UnseenFoldersTest {
    private static final double LOGIT = 1e-4;
    private static final Path OUTPUT = Path.of("target", "unseen-folders");

    @BeforeAll
    static void oneThread() {
        Engine.start(1);
    }

    static List<Path> folders() throws IOException {
        String declared = System.getProperty("luffy.folders");
        if (declared == null) {
            return Arrays.stream(Golden.values()).map(Golden::path).collect(Collectors.toList());
        }
        try (Stream<Path> folders = Files.list(Path.of(declared))) {
            return folders.sorted().collect(Collectors.toList());
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void logitsLogProbabilitiesAndGreedyTokensAreThoseOfTransformers(Path folder) throws IOException {
        JsonNode expected = expected(folder);
        int[] ids = Golden.ints(expected.path("forward").path("ids"));
        try (Model model = new Model(folder, false)) {
            double logitError = 0;
            double size = 0;
            float[][] logits = model.logits(ids); // [positions, vocabulary]
            for (int i = 0; i < ids.length; i++) {
                double[] row = logits(expected, i);
                for (int v = 0; v < row.length; v++) {
                    logitError = Math.max(logitError, Math.abs(row[v] - logits[i][v]));
                    size = Math.max(size, Math.abs(row[v]));
                }
            }
            double logProbError = 0;
            float[] logProb = model.logProb(ids); // [positions - 1]
            double[] theirs = Golden.doubles(expected.path("forward").path("logprob_of_next"));
            assertThat(theirs).hasSameSizeAs(logProb);
            for (int i = 0; i < theirs.length; i++) {
                logProbError = Math.max(logProbError, Math.abs(theirs[i] - logProb[i]));
            }
            figures(folder, "logits %.1e (largest %.1f), log-probabilities %.1e", logitError, size, logProbError);
            assertThat(logitError).isLessThan(LOGIT);
            assertThat(logProbError).isLessThan(LOGIT);
            JsonNode greedy = expected.path("greedy");
            assertThat(model.greedy(
                            Golden.ints(greedy.path("prompt_ids")),
                            greedy.path("new_ids").size()))
                    .containsExactly(Golden.ints(greedy.path("new_ids")));
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void anUntrainedModelIsSavedToTheSameFiles(Path folder) throws IOException {
        Path saved = OUTPUT.resolve(folder.getFileName()).resolve("saved");
        try (Model model = new Model(folder, false)) {
            ModelFolder.save(saved, folder, Host.of(model.weights.tensors()), model.decoder.config());
        }
        List<String> files = Golden.files(folder);
        files.remove("expected.json");
        assertThat(Golden.files(saved)).isEqualTo(files);
        for (String file : files) {
            if (!file.endsWith(".safetensors")) {
                assertThat(saved.resolve(file)).hasSameBinaryContentAs(folder.resolve(file));
            }
        }
        assertSameTensors(ModelFolder.open(saved), ModelFolder.open(folder));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void aTrainedModelIsSavedToAFolderThatIsReadAgain(Path folder) throws IOException {
        JsonNode expected = expected(folder);
        int[] ids = Golden.ints(expected.path("forward").path("ids"));
        Path trained = OUTPUT.resolve(folder.getFileName()).resolve("trained");
        try (Model model = new Model(folder, true);
                AdamW optimizer = new AdamW(model.weights, 0.9, 0.999, 1e-8, 0.01)) {
            model.backward(ids);
            optimizer.step(1e-2, 1, optimizer.gradientNorm());
            ModelFolder.save(trained, folder, Host.of(model.weights.tensors()), model.decoder.config());
        }
        try (Model model = new Model(trained, false)) {
            JsonMapper mapper = new JsonMapper();
            float[][] logits = model.logits(ids);
            assertThat(logits[ids.length - 1]).doesNotContain(Float.NaN);
            mapper.writeValue(
                    OUTPUT.resolve(folder.getFileName())
                            .resolve("trained_logits.json")
                            .toFile(),
                    mapper.createObjectNode()
                            .putPOJO("ids", ids)
                            .putPOJO("logits", logits)
                            .putPOJO("greedy", model.greedy(Arrays.copyOf(ids, 7), 24)));
        }
    }

    private static void assertSameTensors(ModelFolder actual, ModelFolder expected) {
        var tensors = actual.tensors();
        assertThat(tensors.keySet()).isEqualTo(expected.tensors().keySet());
        expected.tensors()
                .forEach((name, tensor) -> assertThat(tensors.get(name).whole().data())
                        .as(name)
                        .isEqualTo(tensor.whole().data()));
    }

    private static JsonNode expected(Path folder) throws IOException {
        return new JsonMapper().readTree(folder.resolve("expected.json").toFile());
    }

    /** Of the golden checkpoints only the last position's are complete. */
    private static double[] logits(JsonNode expected, int position) {
        JsonNode forward = expected.path("forward");
        if (forward.has("logits")) {
            return Golden.doubles(forward.path("logits").get(position));
        }
        JsonNode firstEight = forward.path("logits_first8_each_position");
        boolean last = position == firstEight.size() - 1;
        return Golden.doubles(last ? forward.path("logits_last") : firstEight.get(position));
    }

    private static void figures(Path folder, String format, Object... numbers) throws IOException {
        Path file = OUTPUT.resolve(folder.getFileName()).resolve("figures.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.format(Locale.ROOT, format, numbers) + "\n");
    }

    private static final class Model implements AutoCloseable {
        private final Weights weights;
        private final Decoder decoder;

        Model(Path path, boolean trainable) throws IOException {
            ModelFolder folder = ModelFolder.open(path);
            weights = Weights.of(folder.config(), folder.tensors(), trainable);
            decoder = new Decoder(folder.config());
        }

        float[][] logits(int[] ids) {
            int[][] prefixes = new int[ids.length][];
            Arrays.setAll(prefixes, i -> Arrays.copyOf(ids, i + 1));
            return decoder.lastLogits(weights, prefixes);
        }

        /** The first token is the prompt, since nothing predicts it. */
        private Scored score(int[] ids, boolean withGradient) {
            int[][] prompt = {Arrays.copyOf(ids, 1)};
            return decoder.score(
                    weights, prompt, new int[][] {Arrays.copyOfRange(ids, 1, ids.length)}, 1, withGradient);
        }

        float[] logProb(int[] ids) {
            try (Scored scored = score(ids, false)) {
                return scored.logProb().clone();
            }
        }

        void backward(int[] ids) {
            try (Scored scored = score(ids, true)) {
                float[] dLogProb = new float[ids.length - 1];
                Arrays.fill(dLogProb, -1f / dLogProb.length);
                scored.backward(dLogProb, new float[dLogProb.length]);
            }
        }

        int[] greedy(int[] prompt, int tokens) {
            int[][] response = new int[1][];
            try (SamplingWeights sampled = decoder.samplingWeights(weights)) {
                Generation request = new Generation(
                        new int[][] {prompt},
                        new int[1],
                        1,
                        1,
                        1 << 20,
                        tokens,
                        0,
                        1,
                        0,
                        (row, position) -> 0,
                        new int[0][]);
                decoder.generate(sampled, request, () -> {}, done -> response[0] = done.tokens());
            }
            return response[0];
        }

        @Override
        public void close() {
            decoder.close();
            weights.close();
        }
    }
}
