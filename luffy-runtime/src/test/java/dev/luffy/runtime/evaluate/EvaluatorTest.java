package dev.luffy.runtime.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.Sample.Finish;
import dev.luffy.runtime.experiment.AnsweringBudget;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.Conversation;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.model.ModelFolder;
import dev.luffy.runtime.tensor.FloatTensor;
import dev.luffy.runtime.tensor.TensorSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {

    @TempDir
    Path temporary;

    private EvaluationFixture fixture;

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new EvaluationFixture(temporary.resolve("first"));
    }

    private static EvaluationRequest with(EvaluationRequest request, String component, Object value) {
        return Declarations.with(request, component, value);
    }

    @Test
    void aConversationIsAnsweredAsItsTextIs() throws Exception {
        String template = "{% for m in messages %}{{ m.role + ':' + m.content + ' ' }}{% endfor %}";
        Path chat = Files.writeString(fixture.model.resolve("chat_template.jinja"), template);
        EvaluationRequest request = with(fixture.request(2, 0.9), "conversation", new Conversation("Add."));
        EvaluationRequest asked = with(request, "chatTemplateSha256", InputDigest.ofFile(chat));
        fixture.run(asked);
        EvaluationFixture twin = new EvaluationFixture(temporary.resolve("twin"));
        List<Problem> written = new ArrayList<>();
        for (Problem problem : JsonLines.readProblems(twin.problems)) {
            String text = "system:Add. user:" + problem.prompt() + " ";
            written.add(new Problem(problem.id(), text, problem.answer(), problem.family(), problem.level()));
        }
        JsonLines.writeProblems(twin.problems, written);
        twin.run(twin.request(2, 0.9));
        assertThat(texts(fixture)).hasSize(2 * EvaluationFixture.PROBLEMS).isEqualTo(texts(twin));

        Files.writeString(chat, template + "?");
        assertThatThrownBy(() -> fixture.run(asked))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("chat_template.jinja changed between planning and evaluation");
        Files.delete(chat);
        assertThatThrownBy(() -> fixture.run(request))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("has no chat template");
    }

    /** The journal's lines without what was asked, which is written otherwise. */
    private static List<String> texts(EvaluationFixture fixture) throws Exception {
        List<String> texts = new ArrayList<>();
        for (String line : fixture.lines()) {
            ObjectNode node = (ObjectNode) new ObjectMapper().readTree(line);
            assertThat(node.remove("asked")).isNotNull();
            texts.add(node.toString());
        }
        Collections.sort(texts);
        return texts;
    }

    @Test
    void everyProblemIsAnsweredAsOftenAsAskedAtEveryTemperature() throws Exception {
        EvaluationRequest request = fixture.request(3, 0.0, 0.6, 1.5);
        fixture.run(request);
        TreeMap<String, Sample> samples = fixture.samples(request);
        assertThat(samples).hasSize(EvaluationFixture.PROBLEMS * (1 + 3 + 3));
        assertThat(samples).doesNotContainKey("p0 at 0.0 sample 1").containsKey("p10 at 1.5 sample 2");
        assertThat(samples.values()).allSatisfy(sample -> {
            assertThat(sample.tokens()).isBetween(1, 12);
            if (sample.finish() == Finish.LENGTH) assertThat(sample.tokens()).isEqualTo(12);
            assertThat(sample.text()).doesNotContain("<|im_end|>");
        });
        assertThat(samples.values()).extracting(Sample::finish).contains(Finish.STOP, Finish.LENGTH);
    }

    @Test
    void itsEventsTellHowFarItIs() throws Exception {
        fixture.run(fixture.request(3, 0.0, 1.0));
        Event.Started started = fixture.last(Event.Started.class);
        assertThat(started.problems()).isEqualTo(EvaluationFixture.PROBLEMS);
        assertThat(started.resumedFrom()).isZero();
        assertThat(started.steps()).isEqualTo(44);
        List<Event.Answered> answered = fixture.all(Event.Answered.class);
        assertThat(answered).extracting(Event.Answered::done).isSorted().endsWith(44L);
        assertThat(answered).hasSizeGreaterThan(3).allSatisfy(event -> {
            assertThat(event.total()).isEqualTo(44);
            assertThat(event.truncated()).isBetween(0.0, 1.0);
            assertThat(event.tokensPerSecond()).isPositive();
        });
        long cut = fixture.samples(fixture.request(3, 0.0, 1.0)).values().stream()
                .filter(sample -> sample.finish() == Finish.LENGTH)
                .count();
        assertThat(answered.get(answered.size() - 1).truncated()).isEqualTo(cut / 44.0);
        assertThat(fixture.last(Event.Evaluated.class).responses()).isEqualTo(44);
    }

    @Test
    void responsesAreThoseOfATokenByTokenTwin() throws Exception {
        EvaluationRequest request = fixture.request(2, 0.0, 1.2);
        fixture.run(request);
        try (TokenByToken twin = new TokenByToken(request)) {
            for (Sample sample : fixture.samples(request).values()) {
                assertThat(sample).isEqualTo(twin.answer(sample.key()));
            }
        }
    }

    @Test
    void aResponseDependsNeitherOnTheOtherProblemsNorOnTheOrderOfTemperatures() throws Exception {
        EvaluationRequest request = fixture.request(3, 0.0, 0.6, 1.5);
        fixture.run(request);
        EvaluationFixture other = new EvaluationFixture(temporary.resolve("other"));
        List<Problem> some = new ArrayList<>(
                JsonLines.readProblems(other.problems).stream().skip(3).toList());
        Collections.reverse(some);
        JsonLines.writeProblems(other.problems, some);
        EvaluationRequest reordered = other.request(3, 1.5, 0.0, 0.6);
        other.run(reordered);
        TreeMap<String, Sample> all = fixture.samples(request);
        TreeMap<String, Sample> found = other.samples(reordered);
        assertThat(found).hasSize((EvaluationFixture.PROBLEMS - 3) * 7);
        assertThat(all).containsAllEntriesOf(found);
    }

    @Test
    void moreSamplesThanSharePagesOrAreDecodedTogetherAreAnswered() throws Exception {
        EvaluationRequest request = fixture.request(9, 1.0); // 8 rows at a time, 8 share a prompt's pages
        fixture.run(request);
        assertThat(fixture.samples(request)).hasSize(EvaluationFixture.PROBLEMS * 9);
        try (TokenByToken twin = new TokenByToken(request)) {
            for (Sample sample : fixture.samples(request).values()) {
                if (sample.index() >= 4) assertThat(sample).isEqualTo(twin.answer(sample.key()));
            }
        }
    }

    @Test
    void aResponseDoesNotDependOnHowManyAreDecodedTogether() throws Exception {
        EvaluationRequest request = fixture.request(3, 0.0, 1.0);
        fixture.run(request);
        TreeMap<String, Sample> eight = fixture.samples(request);
        Files.delete(fixture.journal());
        EvaluationRequest one = with(request, "budget", new AnsweringBudget(1, 1));
        fixture.run(one);
        assertThat(fixture.samples(one)).isEqualTo(eight);
    }

    @Test
    void anotherSeedGivesOtherSamplesAndTheSameGreedyResponses() throws Exception {
        EvaluationRequest request = fixture.request(2, 0.0, 1.5);
        fixture.run(request);
        TreeMap<String, Sample> first = fixture.samples(request);
        EvaluationRequest other = with(request, "seed", 43);
        Files.delete(fixture.journal());
        fixture.run(other);
        TreeMap<String, Sample> second = fixture.samples(other);
        assertThat(second.keySet()).isEqualTo(first.keySet());
        second.forEach((name, sample) -> {
            if (sample.temperature() == 0) assertThat(sample).isEqualTo(first.get(name));
        });
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void aPromptThatLeavesTheModelTooFewPositionsIsRefusedByName() throws Exception {
        EvaluationRequest request = with(fixture.request(1, 0.0), "maximumTokens", 500);
        assertThatThrownBy(() -> fixture.run(request))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("problems.jsonl")
                .hasMessageContaining("'p3'")
                .hasMessageContaining("1 to 12: <maximumTokens> is 500")
                .hasMessageContaining("max_position_embeddings 512");
    }

    @Test
    void aLimitThatLeavesNoRoomForAnyPromptIsRefused() throws Exception {
        EvaluationRequest request = with(fixture.request(1, 0.0), "maximumTokens", 512);
        assertThatThrownBy(() -> fixture.run(request))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("<maximumTokens> is 512")
                .hasMessageContaining("max_position_embeddings 512");
    }

    @Test
    void inputsThatChangedSinceTheyWereDigestedAreRefusedAndTheJournalStays() throws Exception {
        EvaluationRequest request = fixture.request(1, 0.0);
        fixture.run(request);
        List<String> before = fixture.lines();
        EvaluationRequest otherModel = with(with(request, "modelSha256", "00"), "fingerprint", "f2");
        assertThatThrownBy(() -> fixture.run(otherModel))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(fixture.model + " changed")
                .hasMessageContaining("was 00");
        Files.writeString(fixture.problems, Files.readString(fixture.problems).replace("3+7=", "3+8="));
        assertThatThrownBy(() -> fixture.run(with(request, "fingerprint", "f2")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("problems.jsonl changed");
        assertThat(fixture.lines()).isEqualTo(before);
    }

    @Test
    void aModelThatGivesNaNIsTheUsersToReplace() throws Exception {
        ModelFolder golden = ModelFolder.open(fixture.model);
        Map<String, TensorSource> tensors = new TreeMap<>(golden.tensors());
        FloatTensor norm = tensors.get("model.norm.weight").whole();
        float[] data = norm.data().clone();
        data[0] = Float.NaN;
        tensors.put("model.norm.weight", new FloatTensor(norm.shape(), data));
        Path damaged = temporary.resolve("damaged");
        ModelFolder.save(damaged, fixture.model, tensors, golden.config());
        for (double temperature : new double[] {0, 1}) {
            EvaluationRequest request = with(
                    with(fixture.request(1, temperature), "model", damaged.toString()),
                    "modelSha256",
                    InputDigest.ofModel(damaged));
            assertThatThrownBy(() -> fixture.run(request))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(damaged + " gives NaN");
            assertThat(fixture.lines()).isEmpty();
        }
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() throws Exception {
        EvaluationRequest good = fixture.request(1, 0.0);
        Map<String, Object> bad =
                Map.of("samples", 0, "temperatures", List.of(-0.5), "topP", 1.5, "topK", -1, "maximumTokens", 0);
        bad.forEach((field, value) -> assertThatThrownBy(() -> with(good, field, value))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("<" + field + ">"));
        assertThatThrownBy(() -> new AnsweringBudget(0, 1)).hasMessageContaining("<batchRows>");
        assertThatThrownBy(() -> new AnsweringBudget(null, 1, 0, 1, null)).hasMessageContaining("<cacheMebibytes>");
        assertThatThrownBy(() -> new AnsweringBudget(null, 1, null, 1, "gpu")).hasMessageContaining("<device>");
        assertThatThrownBy(() -> fixture.request(1)).hasMessageContaining("at least one temperature");
        assertThatThrownBy(() -> fixture.request(1, 0.0, 0.6, -0.0)).hasMessageContaining("twice");
    }
}
