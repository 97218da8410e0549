package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.luffy.runtime.experiment.Clip;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Normalizer;
import dev.luffy.runtime.experiment.OffPolicyTerm;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Reshape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The loss against numbers of the reference implementation; float64 on both sides, so the last digits may differ. */
class ObjectiveGoldenTest {

    private static final Offset<Double> CLOSE = within(1e-13);
    private static final double[] ADVANTAGES = Golden.advantages("grpo_no_std");

    @ParameterizedTest
    @MethodSource("cases")
    void everyMixedLossOfTheReferenceIsReproducedWithItsGradient(int index) {
        JsonNode expected = Golden.FILE.at("/mixed_loss_cases/" + index);
        Evaluation actual = parts(arguments(index)).evaluate(Golden.rows(ADVANTAGES));

        assertThat(actual.loss()).isCloseTo(out(expected, "pg_loss"), CLOSE);
        assertThat(actual.policyLoss()).isEqualTo(actual.loss());
        assertGradient(actual, expected.get("grad_log_prob"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void metricsOfTheReferenceFollowFromTheStatistics(int index) {
        JsonNode expected = Golden.FILE.at("/mixed_loss_cases/" + index);
        TokenStatistics s =
                parts(arguments(index)).evaluate(Golden.rows(ADVANTAGES)).statistics();

        assertThat(s.onPolicyTokens()).isEqualTo(21);
        assertThat(s.offPolicyTokens()).isEqualTo(11);
        assertThat(s.offPolicyLoss() / s.offPolicyTokens()).isCloseTo(out(expected, "off_pg_loss"), CLOSE);
        if (s.dropped() == 0) { // the reference takes this mean before it drops tokens
            assertThat(s.onPolicyLoss() / s.onPolicyTokens()).isCloseTo(out(expected, "on_pg_loss"), CLOSE);
        }
        assertThat(s.offPolicyProbability() / s.offPolicyTokens()).isCloseTo(out(expected, "off_policy_prob"), CLOSE);
        assertThat(s.offPolicyWeight() / s.offPolicyTokens()).isCloseTo(out(expected, "off_ratio_mean"), CLOSE);
        assertThat((double) s.offPolicyClamped() / s.offPolicyTokens())
                .isCloseTo(out(expected, "off_ratio_max_clip_frac") + out(expected, "off_ratio_min_clip_frac"), CLOSE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void metricsThatTheReferenceAveragesOverAllTokensFollowWhenEveryTokenIsCalledOnPolicy(int index) {
        JsonNode expected = Golden.FILE.at("/mixed_loss_cases/" + index);
        TokenStatistics s = parts(arguments(index))
                .evaluate(Golden.rowsAsOnPolicy(ADVANTAGES))
                .statistics();

        assertThat(s.onPolicyTokens()).isEqualTo(32);
        assertThat((double) s.onPolicyClipped() / s.onPolicyTokens()).isCloseTo(out(expected, "on_pg_clipfrac"), CLOSE);
        assertThat(s.onPolicyKl() / s.onPolicyTokens()).isCloseTo(out(expected, "ppo_kl"), CLOSE);
    }

    @Test
    void theHeadlineNumbersAreThoseOfTheDocument() {
        List<Double> losses = Stream.of(0, 1, 2, 3)
                .map(i -> parts(arguments(i)).evaluate(Golden.rows(ADVANTAGES)).loss())
                .toList();
        double[] expected = {
            -0.31682834813390665, -0.28637602387959854, 0.1819326453112543, -0.05940531527510749,
        };
        for (int i = 0; i < expected.length; i++) assertThat(losses.get(i)).isCloseTo(expected[i], CLOSE);
    }

    @Test
    void reinforcementWithALikelihoodTermIsAMatterOfParts() {
        JsonNode expected = Golden.FILE.get("rl_with_sft_loss");
        MethodParts parts = new MethodParts();
        parts.offPolicy = new OffPolicyTerm.NegativeLogLikelihood(1);
        parts.normalizer = new Normalizer.SumOverConstant(Golden.LENGTH);
        Evaluation actual = parts.evaluate(Golden.rows(Golden.advantages("split_no_std")));

        assertThat(actual.negativeLogLikelihood())
                .isCloseTo(expected.get("sft_loss").asDouble(), CLOSE);
        assertThat(actual.policyLoss()).isCloseTo(expected.get("pg_loss").asDouble(), CLOSE);
        assertThat(actual.loss()).isCloseTo(expected.get("total").asDouble(), CLOSE);
        TokenStatistics s = actual.statistics();
        assertThat(s.onPolicyKl() / s.onPolicyTokens())
                .isCloseTo(expected.get("ppo_kl").asDouble(), CLOSE);
        assertGradient(actual, expected.get("grad_log_prob"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Preset.class,
            names = {"LUFFY", "MIXED_GRPO_SHAPING", "MIXED_GRPO"})
    void aPresetOfTheReferenceIsTheReferencesLossAtThePublishedScale(Preset preset) {
        Method method = preset.method(Method.Source.REFERENCE_CODE, Golden.LENGTH);
        int index = List.of(Preset.LUFFY, Preset.MIXED_GRPO_SHAPING, Preset.MIXED_GRPO)
                .indexOf(preset);
        JsonNode expected = Golden.FILE.at("/mixed_loss_cases/" + index);

        List<Row> rows = Golden.rows(ADVANTAGES);
        Evaluation actual = new Objective(method).evaluate(rows, Totals.of(rows));
        double scale = 64.0 / 8; // the golden sum is over 8 sequences, the published one over 64 a device
        assertThat(actual.policyLoss()).isCloseTo(scale * out(expected, "pg_loss"), CLOSE);
    }

    @Test
    void shapedOnPolicyRowsHaveTheReferencesGradient() {
        // Case 14 shapes the ratio of on-policy rows; its teacher rows, which the preset has none of, are left out.
        JsonNode expected = Golden.FILE.at("/mixed_loss_cases/14");
        assertThat(expected.at("/args/on_policy_reshape").asText()).isEqualTo("p_div_p_0.1");
        List<Row> rows = Golden.rows(ADVANTAGES);
        List<Row> onPolicy =
                rows.stream().filter(row -> row.prefixLength() == 0).toList();
        Method method = Preset.ON_POLICY_SHAPING.method(Method.Source.REFERENCE_CODE, Golden.LENGTH);
        Evaluation actual = new Objective(method).evaluate(onPolicy, Totals.of(onPolicy));

        double scale = 64.0 / onPolicy.size();
        double mean = actual.statistics().onPolicyLoss() / actual.statistics().onPolicyTokens();
        assertThat(mean).isCloseTo(out(expected, "on_pg_loss"), CLOSE);
        for (int i = 0; i < onPolicy.size(); i++) {
            double[] padded = Golden.vector(expected.get("grad_log_prob").get(rows.indexOf(onPolicy.get(i)))); // [6]
            for (int t = 0; t < onPolicy.get(i).tokens(); t++) {
                assertThat(actual.dLogProb()[i][t]).isCloseTo(scale * padded[t], CLOSE);
            }
        }
    }

    @Test
    void theSftLossPresetIsTheReferencesAtThePublishedScale() {
        JsonNode expected = Golden.FILE.get("rl_with_sft_loss");
        Method method = Preset.RL_WITH_SFT_LOSS.method(Method.Source.REFERENCE_CODE, Golden.LENGTH);
        List<Row> rows = Golden.rows(Golden.advantages("split_no_std"));
        Evaluation actual = new Objective(method).evaluate(rows, Totals.of(rows));

        double scale = 56.0 / 6; // the golden sum is over 6 sequences with a policy gradient, the published one over 56
        assertThat(actual.policyLoss())
                .isCloseTo(scale * expected.get("pg_loss").asDouble(), CLOSE);
        assertThat(actual.negativeLogLikelihood())
                .isCloseTo(expected.get("sft_loss").asDouble(), CLOSE);
    }

    @Test
    void oatZeroIsTheLearnersLossWithItsGradient() {
        JsonNode expected = Golden.BASELINES.get("oat_drgrpo");
        int limit = expected.get("generate_max_length").asInt();
        Method method = Preset.OAT_ZERO.method(Method.Source.ORIGINAL, limit);
        List<Row> rows = Golden.oatRows();
        Evaluation actual = new Objective(method).evaluate(rows, Totals.of(rows));

        assertThat(actual.loss()).isCloseTo(expected.get("loss").asDouble(), CLOSE);
        assertGradient(actual, expected.get("grad"));
    }

    @Test
    void oatZerosAdvantagesAreThoseOfItsAccuracies() {
        JsonNode expected = Golden.BASELINES.at("/oat_drgrpo/adv");
        double[] rewards = Golden.vector(Golden.BASELINES.at("/prime_rloo/acc")); // [4]
        Method method = Preset.OAT_ZERO.method(Method.Source.ORIGINAL, 4);
        assertThat(Advantages.of(method.advantage(), rewards, new boolean[rewards.length]))
                .containsExactly(Golden.vector(expected));
    }

    @Test
    void luffyOfThePaperIsTheTokenMean() {
        List<Row> rows = Golden.rows(ADVANTAGES);
        Method method = Preset.LUFFY.method(Method.Source.PAPER, Golden.LENGTH);
        assertThat(new Objective(method).evaluate(rows, Totals.of(rows)).policyLoss())
                .isCloseTo(-0.05940531527510749, CLOSE);
    }

    private static IntStream cases() {
        int cases = Golden.FILE.get("mixed_loss_cases").size();
        assertThat(cases).isEqualTo(20);
        return IntStream.range(0, cases);
    }

    private static double out(JsonNode expected, String name) {
        return expected.get("out").get(name).asDouble();
    }

    private static void assertGradient(Evaluation actual, JsonNode expected) {
        for (int i = 0; i < expected.size(); i++) {
            double[] padded = Golden.vector(expected.get(i)); // [6], zero beyond the row
            for (int t = 0; t < padded.length; t++) {
                double gradient = t < actual.dLogProb()[i].length ? actual.dLogProb()[i][t] : 0;
                assertThat(gradient).as("row %d, token %d", i, t).isCloseTo(padded[t], CLOSE);
            }
        }
    }

    /** The reference's argument defaults, overridden by the case's. */
    private static JsonNode arguments(int index) {
        ObjectNode arguments = Golden.FILE.get("defaults").deepCopy();
        return arguments.setAll((ObjectNode) Golden.FILE.at("/mixed_loss_cases/" + index + "/args"));
    }

    /** The reference's flags as parts. */
    private static MethodParts parts(JsonNode flags) {
        double epsilon = flags.get("cliprange").asDouble();
        double upper = Math.max(flags.get("clip_upper_bound").asDouble(), 1 + epsilon);
        MethodParts parts = new MethodParts();
        parts.onPolicyReshape = reshape(flags, "on_policy_reshape");
        parts.onPolicyClip =
                flags.get("loss_remove_clip").asBoolean() ? new Clip.None() : new Clip.Ppo(epsilon, upper - 1);
        parts.offPolicy = new OffPolicyTerm.Importance(
                reshape(flags, "off_policy_reshape"),
                new Clip.None(),
                nullable(flags, "off_min_clip"),
                nullable(flags, "off_max_clip"));
        parts.maximumProbability = nullable(flags, "all_max_clip");
        parts.normalizer = flags.get("loss_remove_token_mean").asBoolean()
                ? new Normalizer.SumOverConstant(Golden.LENGTH)
                : new Normalizer.TokenCount();
        return parts;
    }

    private static Reshape reshape(JsonNode flags, String flag) {
        double weight = flags.get(flag + "_weight").asDouble();
        String name = flags.get(flag).asText();
        return switch (name) {
            case "no_reshape" -> new Reshape.Identity();
            case "logp" -> new Reshape.Logarithm(weight);
            case "p_logp" -> new Reshape.PlusLogarithm(weight);
            case "square_root" -> new Reshape.Power(0.5);
            case "pow" -> new Reshape.Power(flags.get(flag + "_pow_exp").asDouble());
            default -> new Reshape.Shaping(Double.parseDouble(name.substring("p_div_p_".length())));
        };
    }

    private static Double nullable(JsonNode flags, String name) {
        return flags.get(name).isNull() ? null : flags.get(name).asDouble();
    }
}
