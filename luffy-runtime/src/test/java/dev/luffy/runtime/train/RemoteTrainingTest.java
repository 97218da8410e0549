package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.luffy.runtime.endpoint.Stub;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Prefix;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.RolloutServer.Api;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.remote.DecoderServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training whose responses come from a server that samples as the trainer would. */
@Timeout(120)
class RemoteTrainingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temporary;

    private RunFixture fixture;

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new RunFixture(temporary.resolve("remote"));
    }

    private DecoderServer server(Experiment experiment) throws IOException {
        return new DecoderServer(experiment, fixture.model, fixture.problems);
    }

    private static Experiment luffy() {
        return served(Declarations.luffy());
    }

    private static Experiment served(Experiment experiment) {
        return Declarations.served(experiment, Api.GENERATE, true);
    }

    static Stream<Experiment> experiments() {
        Method luffy = Preset.LUFFY.method(Method.Source.REFERENCE_CODE, 16);
        Method half = Declarations.with(luffy, "prefix", new Prefix(Prefix.Strategy.RANDOM, 0.3, 0.7, 1));
        Method all = Declarations.with(luffy, "prefix", new Prefix(Prefix.Strategy.RANDOM, 0.5, 1, 1));
        Method mixed = Preset.MIXED_GRPO.method(Method.Source.REFERENCE_CODE, 16);
        Experiment several = Declarations.with(
                Declarations.of(mixed, 3), new Schedule(3, 8, 4, Schedule.Shape.CONSTANT, 0, 0, 3, 1));
        return Stream.of(
                Declarations.luffy(),
                Declarations.of(half, 2),
                Declarations.of(all, 2),
                Declarations.with(several, Declarations.with(several.rollout(), "topK", 40)),
                Declarations.of(Preset.RL_WITH_SFT_LOSS.method(Method.Source.PAPER, 16), 3));
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void itEndsWithTheBytesOfTrainingWithoutAServer(Experiment local) throws Exception {
        RunFixture alone = new RunFixture(temporary.resolve("local"));
        String expected = alone.run(local);
        for (Api api : Api.values()) {
            fixture = new RunFixture(temporary.resolve(api.name()));
            Experiment experiment = Declarations.served(local, api, true);
            try (DecoderServer server = server(experiment)) {
                assertThat(fixture.run(experiment, server, () -> {}))
                        .as("by %s", api)
                        .isEqualTo(expected);
                assertThat(server.mostAnswers()).isEqualTo(1);
            }
            assertThat(fixture.events).noneMatch(Event.Notice.class::isInstance);
            List<JsonNode> mine = metrics();
            List<JsonNode> theirs = metrics(alone);
            assertThat(mine).hasSameSizeAs(theirs);
            for (int i = 0; i < mine.size(); i++) {
                // Entropies of sampling and of scoring, and the two engines, agree but for rounding.
                assertThat(mine.get(i).path("rolloutLogProbGap").doubleValue()).isBetween(0.0, 1e-5);
                assertThat(mine.get(i).path("entropy").doubleValue())
                        .isCloseTo(
                                theirs.get(i).path("entropy").doubleValue(), org.assertj.core.data.Offset.offset(1e-5));
                assertThat(without(mine.get(i), "rolloutLogProbGap", "entropy"))
                        .isEqualTo(without(theirs.get(i), "entropy"));
            }
        }
    }

    @Test
    void theWeightsAreLoadedAnewForEveryStepAndOnlyTheLastRemain() throws Exception {
        Experiment experiment = luffy();
        try (DecoderServer server = server(experiment)) {
            fixture.run(experiment, server, () -> {});
            assertThat(server.loaded()).hasSize(4).doesNotHaveDuplicates();
            assertThat(server.versions())
                    .hasSize(4)
                    .doesNotHaveDuplicates()
                    .allMatch(v -> v.matches("[0-9a-f]{16}-\\d"));
            List<String> asked =
                    server.stub().received().stream().map(Stub.Request::path).toList();
            assertThat(asked.get(0)).isEqualTo("/v1/models");
            assertThat(asked.indexOf("/update_weights_from_disk")).isLessThan(asked.indexOf("/generate"));
        }
        assertThat(names(temporary.resolve("remote/weights/tiny/seed-42"))).containsExactly("step-00000003");
        assertThat(fixture.last(Event.Started.class).engine()).contains("rollouts from http://127.0.0.1", "stub-model");
    }

    @Test
    void withoutComparisonNothingIsKnownOfEntropyAndEngineAndTheResultIsTheSame() throws Exception {
        Experiment experiment = Declarations.served(Declarations.luffy(), Api.GENERATE, false);
        String expected = new RunFixture(temporary.resolve("local")).run(Declarations.luffy());
        try (DecoderServer server = server(experiment)) {
            assertThat(fixture.run(experiment, server, () -> {})).isEqualTo(expected);
            assertThat(server.stub().received())
                    .filteredOn(request -> request.path().equals("/generate"))
                    .allMatch(request -> !request.body().path("return_logprob").asBoolean(true));
        }
        for (JsonNode line : metrics()) {
            assertThat(line.path("entropy").isNull()).isTrue();
            assertThat(line.has("rolloutLogProbGap")).isFalse();
        }
        assertThat(fixture.last(Event.Step.class).entropy()).isNaN();
    }

    @Test
    void textIsTokenizedAgainAndCounted() throws Exception {
        Experiment experiment = Declarations.served(Declarations.luffy(), Api.COMPLETIONS, true);
        try (DecoderServer server = server(experiment).textOnly()) {
            fixture.run(experiment, server, () -> {});
        }
        // A random model writes what no tokenizer would.
        for (JsonNode line : metrics()) {
            assertThat(line.path("retokenized").intValue()).isEqualTo(28);
            assertThat(line.path("retokenizationDrift").intValue()).isBetween(1, 28);
        }
        assertThat(fixture.events)
                .filteredOn(Event.Notice.class::isInstance)
                .singleElement()
                .asString()
                .contains("28 of 28 responses of step 1 were tokenized again", "<api>GENERATE</api>");
    }

    @Test
    void aServerThatNamesOtherWeightsIsRefused() throws Exception {
        Experiment experiment = luffy();
        try (DecoderServer server = server(experiment)) {
            List<Stub.Request> loads = new ArrayList<>();
            server.trouble(request -> {
                if (!request.path().equals("/update_weights_from_disk")) return null;
                loads.add(request);
                return loads.size() < 2 ? null : Stub.Reply.of(200, "{\"success\":true,\"message\":\"done\"}");
            });
            assertThatThrownBy(() -> fixture.run(experiment, server, () -> {}))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("<rollout><server>: http://127.0.0.1")
                    .hasMessageContaining("-0', not from '")
                    .hasMessageContaining("-1', which the server said it had loaded");
        }
    }

    @Test
    void aServerThatOnlySaysItHasLoadedIsFoundOutByItsLogProbabilities() throws Exception {
        Experiment experiment = Declarations.with(luffy(), new Optimizer(2e-2, 0.9, 0.999, 1e-8, 0, 0));
        try (DecoderServer server = server(experiment).deaf()) {
            fixture.run(experiment, server, () -> {});
        }
        List<JsonNode> lines = metrics();
        assertThat(lines.get(0).path("rolloutLogProbGap").doubleValue()).isLessThan(1e-5);
        assertThat(lines.get(3).path("rolloutLogProbGap").doubleValue()).isGreaterThan(0.2);
        assertThat(fixture.events)
                .filteredOn(Event.Notice.class::isInstance)
                .singleElement()
                .asString()
                .contains("nats from the trainer's", "other weights");
    }

    @Test
    void aServerThatNamesNoWeightsIsBelievedAndTheUserTold() throws Exception {
        Experiment experiment = luffy();
        try (DecoderServer server = server(experiment).silent()) {
            fixture.run(experiment, server, () -> {});
        }
        assertThat(fixture.events)
                .filteredOn(Event.Notice.class::isInstance)
                .singleElement()
                .asString()
                .contains("does not say which weights");
    }

    @Test
    void divergedWeightsAreNotLeftForAServer() throws Exception {
        Experiment experiment = Declarations.with(luffy(), new Optimizer(1e39, 0.9, 0.999, 1e-8, 0, 0));
        try (DecoderServer server = server(experiment)) {
            assertThatThrownBy(() -> fixture.run(experiment, server, () -> {}))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("step 2: a weight of ");
            assertThat(server.loaded()).hasSize(1);
        }
    }

    private List<JsonNode> metrics() throws IOException {
        return metrics(fixture);
    }

    private static List<JsonNode> metrics(RunFixture of) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(of.output().resolve("metrics.ndjson"))) lines.add(JSON.readTree(line));
        return lines;
    }

    private static JsonNode without(JsonNode line, String... fields) {
        return ((ObjectNode) line).deepCopy().without(List.of(fields));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
