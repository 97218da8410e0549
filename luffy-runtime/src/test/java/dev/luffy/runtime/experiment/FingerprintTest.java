package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.problem.Layout;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final Inputs INPUTS = new Inputs("aa", "bb", "cc", null);

    @Test
    void anExperimentSurvivesItsJson() {
        Experiment experiment = Declarations.luffy();
        assertThat(Json.read(Json.canonical(experiment), Experiment.class)).isEqualTo(experiment);
    }

    @Test
    void everyPresetSurvivesItsJson() {
        for (Preset preset : Preset.values()) {
            for (Method.Source source : preset.sources()) {
                Method method = preset.method(source, 48);
                assertThat(Json.read(Json.canonical(method), Method.class)).isEqualTo(method);
            }
        }
    }

    @Test
    void theSameDeclarationHasTheSameFingerprint() {
        assertThat(Fingerprint.of(Declarations.luffy(), INPUTS).sha256())
                .isEqualTo(Fingerprint.of(Declarations.luffy(), INPUTS).sha256())
                .hasSize(64);
    }

    @Test
    void anyInputsDigestChangesTheFingerprint() {
        assertThat(Fingerprint.of(Declarations.luffy(), new Inputs("aa", "bb", "cd", null))
                        .sha256())
                .isNotEqualTo(Fingerprint.of(Declarations.luffy(), INPUTS).sha256());
    }

    @Test
    void aDifferenceIsNamedWithBothValues() {
        Fingerprint earlier = Fingerprint.of(Declarations.luffy(), INPUTS);
        Fingerprint now = Fingerprint.of(Declarations.withSeed(Declarations.luffy(), 43), INPUTS);
        assertThat(now.differenceFrom(earlier)).contains("experiment.seed was 42 and is now 43");
        assertThat(earlier.differenceFrom(earlier)).isEmpty();
    }

    @Test
    void howMuchMemoryMayBeUsedMakesNoOtherResult() {
        Experiment much = Declarations.luffy();
        Experiment little = Declarations.with(
                Declarations.with(much, new Rollout(16, 16, 1, 1, 0, 8)), new Budget(512, 1, true, 1, null));
        Fingerprint now = Fingerprint.of(little, INPUTS);
        Fingerprint earlier = Fingerprint.of(much, INPUTS);
        assertThat(now.sha256()).isNotEqualTo(earlier.sha256());
        assertThat(now.resultSha256()).isEqualTo(earlier.resultSha256());
        assertThat(now.differenceFrom(earlier)).isEmpty();
        Fingerprint rounded = Fingerprint.of(Declarations.with(little, new Budget(256, 1, true, 1, null)), INPUTS);
        assertThat(rounded.differenceFrom(earlier))
                .contains("experiment.budget.microBatchTokens was 512 and is now 256");
        assertThat(rounded.resultSha256()).isNotEqualTo(earlier.resultSha256());
    }

    @Test
    void aRewardWithoutPolicyIsWrittenAsBeforeThereWerePolicies() {
        assertThat(Json.canonical(Declarations.luffy())).contains("\"reward\":{\"boundary\":\"</think>\"},");
        assertThat(Json.read("{\"boundary\":\"\"}", Reward.class)).isEqualTo(new Reward(""));
    }

    @Test
    void anExperimentThatLeavesTheContextAloneIsWrittenAsBeforeItCouldBeChanged() {
        assertThat(Json.canonical(Declarations.luffy())).doesNotContain("context");
        Experiment stretched = Declarations.with(Declarations.luffy(), new Context(40_000.0, 16_384));
        assertThat(Json.canonical(stretched))
                .contains("\"context\":{\"maximumPositions\":16384,\"ropeTheta\":40000.0},");
        assertThat(Json.read(Json.canonical(stretched), Experiment.class)).isEqualTo(stretched);
        Experiment longer = Declarations.with(Declarations.luffy(), new Context(null, 16_384));
        assertThat(Json.canonical(longer)).contains("\"context\":{\"maximumPositions\":16384},");
        assertThat(Fingerprint.of(longer, INPUTS).differenceFrom(Fingerprint.of(stretched, INPUTS)))
                .contains("experiment.context.ropeTheta was 40000.0 and is now absent");
    }

    @Test
    void aContextOfNothingIsRefused() {
        assertThatThrownBy(() -> new Context(0.0, null))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("ropeTheta");
        assertThatThrownBy(() -> new Context(null, 0))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("maximumPositions");
    }

    @Test
    void aPromptThatIsNoConversationIsWrittenAsBeforeThereWereConversations() {
        Experiment raw = Declarations.luffy();
        assertThat(Json.canonical(raw)).doesNotContain("conversation");
        assertThat(Json.canonical(INPUTS)).doesNotContain("chatTemplate");
        Experiment chat = Declarations.with(raw, "conversation", new Conversation("Be brief."));
        assertThat(Json.read(Json.canonical(chat), Experiment.class)).isEqualTo(chat);
        assertThat(Fingerprint.of(chat, INPUTS).sha256())
                .isNotEqualTo(Fingerprint.of(raw, INPUTS).sha256())
                .isNotEqualTo(Fingerprint.of(chat, new Inputs("aa", "bb", "cc", null, "dd"))
                        .sha256());
    }

    @Test
    void rolloutsOfTheTrainerAreWrittenAsBeforeThereWereServers() {
        Experiment local = Declarations.luffy();
        assertThat(Json.canonical(local)).doesNotContain("server");
        Experiment served = Declarations.served(local, RolloutServer.Api.GENERATE, true);
        assertThat(Json.canonical(served)).contains("\"server\":{\"api\":\"GENERATE\",\"compareLogProbs\":true},");
        assertThat(Json.read(Json.canonical(served), Experiment.class)).isEqualTo(served);
        assertThat(Fingerprint.of(served, INPUTS).differenceFrom(Fingerprint.of(local, INPUTS)))
                .contains(
                        "experiment.rollout.server was absent and is now {\"api\":\"GENERATE\",\"compareLogProbs\":true}");
    }

    @Test
    void aServerIsOfNoUseToAMethodThatSamplesNothing() {
        Experiment sft = Declarations.of(Preset.SFT.method(Method.Source.REFERENCE_CODE, 16), 1);
        assertThatThrownBy(() -> Declarations.served(sft, RolloutServer.Api.GENERATE, true))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("<rollout.server> is declared, but the method SFT samples nothing");
        Method half = Declarations.with(
                sft.method(), "prefix", new Prefix(Prefix.Strategy.RANDOM, 0.3, 0.7, 1)); // the rest is sampled
        Declarations.served(Declarations.of(half, 1), RolloutServer.Api.GENERATE, true);
    }

    @Test
    void dataThatIsReadAsItAlwaysWasIsWrittenAsBeforeThereWereLayoutsAndFilters() {
        Experiment plain = Declarations.luffy();
        assertThat(Json.canonical(plain)).doesNotContain("\"data\"");
        assertThat(Data.of(null, null)).isNull();
        assertThat(Data.of(null, Filter.NONE)).isNull();
        Layout layout = Layout.named("luffy-training").in(Layout.Format.PARQUET);
        Experiment rows = Declarations.with(plain, "data", Data.of(layout, Filter.NONE));
        assertThat(Json.canonical(rows))
                .contains("\"data\":{\"layout\":{\"fields\":{\"answer\":\"reward_model.ground_truth\",")
                .contains("\"format\":\"PARQUET\",\"where\":{}}},");
        Filter easy = Declarations.with(Filter.NONE, "traceTokens", 8);
        Experiment filtered = Declarations.with(plain, "data", Data.of(null, easy));
        assertThat(Json.canonical(filtered))
                .contains(
                        "\"data\":{\"filter\":{\"longPrompts\":\"REFUSE\",\"longTraces\":\"REFUSE\",\"missingTraces\":"
                                + "\"REFUSE\",\"traceTokens\":8,\"unreadableAnswers\":\"REFUSE\",\"wrongTraces\":\"WARN\"}},");
        for (Experiment each : List.of(rows, filtered)) {
            assertThat(Json.read(Json.canonical(each), Experiment.class)).isEqualTo(each);
        }
        assertThat(Fingerprint.of(filtered, INPUTS).differenceFrom(Fingerprint.of(plain, INPUTS)))
                .hasValueSatisfying(difference -> assertThat(difference).startsWith("experiment.data was absent"));
    }

    @Test
    void keysAreSorted() {
        assertThat(Json.canonical(new Budget(100, 2))).isEqualTo("{\"microBatchTokens\":100,\"threads\":2}");
    }

    @Test
    void anUnknownFieldIsRefused() {
        assertThatThrownBy(() -> Json.read("{\"microBatchTokens\":1,\"threads\":1,\"x\":2}", Budget.class))
                .isInstanceOf(UncheckedIOException.class);
    }
}
