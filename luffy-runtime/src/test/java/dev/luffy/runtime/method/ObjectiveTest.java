package dev.luffy.runtime.method;

import static dev.luffy.runtime.method.MethodParts.IDENTITY;
import static dev.luffy.runtime.method.MethodParts.NO_CLIP;
import static dev.luffy.runtime.method.MethodParts.PPO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Normalizer;
import dev.luffy.runtime.experiment.OffPolicyTerm;
import dev.luffy.runtime.experiment.Preset;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What the loss promises beyond its numbers. */
class ObjectiveTest {

    private static final Offset<Double> CLOSE = within(1e-15);

    @Test
    void anySplitIntoMicroBatchesAddsUpToTheWholeUpdate() {
        List<Row> rows = Combinations.update(11, 12);
        List<List<List<Row>>> splits = List.of(
                List.of(rows.subList(0, 6), rows.subList(6, 12)),
                List.of(rows.subList(0, 1), rows.subList(1, 4), rows.subList(4, 12)),
                rows.stream().map(List::of).toList());
        for (Method method : Combinations.methods()) {
            Objective objective = new Objective(method);
            Totals totals = Totals.of(rows);
            Evaluation whole = objective.evaluate(rows, totals);
            for (List<List<Row>> split : splits) {
                double loss = 0;
                int row = 0;
                TokenStatistics statistics = TokenStatistics.NONE;
                for (List<Row> microBatch : split) {
                    Evaluation part = objective.evaluate(microBatch, totals);
                    loss += part.loss();
                    statistics = statistics.plus(part.statistics());
                    for (int i = 0; i < microBatch.size(); i++, row++) {
                        assertThat(part.dLogProb()[i]).containsExactly(whole.dLogProb()[row]); // to the last bit
                        assertThat(part.dEntropy()[i]).containsExactly(whole.dEntropy()[row]);
                    }
                }
                assertThat(loss).isCloseTo(whole.loss(), within(4e-15)); // sums in another order
                assertThat(statistics.onPolicyTokens())
                        .isEqualTo(whole.statistics().onPolicyTokens());
                assertThat(statistics.onPolicyLoss())
                        .isCloseTo(whole.statistics().onPolicyLoss(), within(2e-14));
            }
        }
    }

    @Test
    void aFreshBatchHasRatioOneWithItsGradient() {
        double[] logProb = {-0.5, -1.2};
        Row fresh = new Row(0.7, 0, logProb, null, null, new double[2]);
        Row explicit = new Row(0.7, 0, logProb, logProb.clone(), null, new double[2]);
        MethodParts parts = new MethodParts();
        parts.onPolicyClip = PPO;

        Evaluation evaluation = parts.evaluate(List.of(fresh));
        assertThat(evaluation.loss()).isEqualTo(-1.4);
        assertThat(evaluation.dLogProb()[0]).containsExactly(-0.7, -0.7);
        assertThat(evaluation.statistics().onPolicyKl()).isZero();
        assertThat(evaluation).usingRecursiveComparison().isEqualTo(parts.evaluate(List.of(explicit)));
    }

    @Test
    void aPartialPrefixIsTheTeachersAndItsContinuationThePolicys() {
        // p = ½ everywhere, ρ = 2 on the continuation; A = 1
        double half = Math.log(0.5);
        Row row = new Row(1, 2, fill(3, half), fill(3, Math.log(0.25)), null, new double[3]);
        Evaluation evaluation = new MethodParts().evaluate(List.of(row));
        assertThat(evaluation.loss()).isCloseTo(-(0.5 + 0.5 + 2), CLOSE);
        assertThat(evaluation.statistics().onPolicyTokens()).isEqualTo(1);
        assertThat(evaluation.statistics().offPolicyTokens()).isEqualTo(2);
    }

    @Test
    void zeroAdvantagesLeaveNoGradient() {
        List<Row> rows = Golden.rows(new double[8]);
        Evaluation evaluation = new MethodParts().evaluate(rows);
        assertThat(evaluation.loss()).isZero();
        for (double[] row : evaluation.dLogProb()) assertThat(row).containsOnly(0.0);
    }

    @Test
    void thePolicyGradientIsLinearInScaleAndTheOtherTermsIgnoreIt() {
        MethodParts parts = regularised();
        Evaluation once = parts.evaluate(Combinations.update(5, 6));
        parts.lossScale = 64;
        Evaluation scaled = parts.evaluate(Combinations.update(5, 6));
        assertThat(scaled.policyLoss()).isCloseTo(64 * once.policyLoss(), within(1e-12));
        assertThat(scaled.klLoss()).isEqualTo(once.klLoss());
        assertThat(scaled.entropyBonus()).isEqualTo(once.entropyBonus());
        assertThat(scaled.dEntropy()).isDeepEqualTo(once.dEntropy());
    }

    @Test
    void theLikelihoodIgnoresScaleAndNormaliser() {
        MethodParts parts = new MethodParts();
        parts.offPolicy = new OffPolicyTerm.NegativeLogLikelihood(0.5);
        double expected = parts.evaluate(Combinations.update(5, 6)).negativeLogLikelihood();
        parts.lossScale = 64;
        parts.normalizer = new Normalizer.SequenceMeanOverConstant(100);
        assertThat(parts.evaluate(Combinations.update(5, 6)).negativeLogLikelihood())
                .isEqualTo(expected)
                .isPositive();
    }

    @Test
    void withALikelihoodTermTheSequenceMeanCountsOnlyRowsThatThePolicySampledFrom() {
        Row teacher = new Row(1, 1, fill(1, -1), null, null, new double[1]);
        Row sampled = new Row(1, 0, fill(1, -1), null, null, new double[1]);
        MethodParts parts = new MethodParts();
        parts.normalizer = new Normalizer.SequenceMeanOverConstant(10);
        parts.offPolicy = new OffPolicyTerm.NegativeLogLikelihood(1);
        assertThat(parts.evaluate(List.of(teacher, sampled)).policyLoss()).isCloseTo(-1 / 10.0, CLOSE);

        parts.offPolicy = OffPolicyTerm.Importance.of(IDENTITY);
        assertThat(parts.evaluate(List.of(teacher, sampled)).policyLoss()).isCloseTo(-(1 + Math.exp(-1)) / 20, CLOSE);
    }

    @Test
    void supervisedFineTuningIsTheTokenMeanOfTheTraces() {
        Method sft = Preset.SFT.method(Method.Source.PAPER, 8);
        List<Row> rows = List.of(
                new Row(1, 3, new double[] {-1, -2, -3}, null, null, new double[3]),
                new Row(0, 1, new double[] {-4}, null, null, new double[1]));
        Evaluation evaluation = new Objective(sft).evaluate(rows, Totals.of(rows));
        assertThat(evaluation.loss()).isEqualTo(2.5);
        assertThat(evaluation.policyLoss()).isZero();
        assertThat(evaluation.dLogProb()[0]).containsExactly(-0.25, -0.25, -0.25);
        assertThat(evaluation.dLogProb()[1]).containsExactly(-0.25);
        assertThat(evaluation.statistics().offPolicyLoss()).isEqualTo(10);
    }

    @Test
    void aRejectedUnlikelyTeacherTokenIsPushedDownUnlessEquationFiveClipsIt() {
        Row rejected = new Row(-0.5, 1, fill(1, Math.log(0.3)), null, null, new double[1]);
        MethodParts parts = new MethodParts();
        assertThat(parts.evaluate(List.of(rejected)).dLogProb()[0][0]).isCloseTo(0.5 * 0.3, CLOSE);

        parts.offPolicy = new OffPolicyTerm.Importance(IDENTITY, PPO, null, null);
        Evaluation clipped = parts.evaluate(List.of(rejected));
        assertThat(clipped.dLogProb()[0][0]).isZero();
        assertThat(clipped.loss()).isCloseTo(0.5 * 0.8, CLOSE);
        assertThat(clipped.statistics().offPolicyClipped()).isEqualTo(1);
    }

    @Test
    void theLowerLimitOfAWeightComesLastAndWinsAsInTheReference() {
        Row row = new Row(1, 1, fill(1, Math.log(0.3)), null, null, new double[1]);
        MethodParts parts = new MethodParts();
        parts.offPolicy = new OffPolicyTerm.Importance(IDENTITY, NO_CLIP, 0.5, 0.2);
        Evaluation evaluation = parts.evaluate(List.of(row));
        assertThat(evaluation.loss()).isEqualTo(-0.5);
        assertThat(evaluation.dLogProb()[0]).containsExactly(0);
        assertThat(evaluation.statistics().offPolicyClamped()).isEqualTo(1);
    }

    @Test
    void clippingIsCountedOnThePolicysOwnTokensAlsoWhereNothingIsClipped() {
        double[] logProb = fill(3, -1);
        double[] old = {-1 + Math.log(0.7), -1 + Math.log(1.3), -1}; // ρ = 1.43, 0.77, 1
        List<Row> rows = List.of(
                new Row(1, 0, logProb, old, null, new double[3]), // raised beyond the band: the first token
                new Row(-1, 0, logProb, old, null, new double[3]), // lowered beyond it: the second
                new Row(1, 3, logProb, old, null, new double[3])); // a teacher's: none
        MethodParts parts = new MethodParts();
        TokenStatistics free = parts.evaluate(rows).statistics();
        assertThat(free.onPolicyBeyondTwentyPercent()).isEqualTo(2);
        assertThat(free.onPolicyClipped()).isZero();

        parts.onPolicyClip = PPO;
        assertThat(parts.evaluate(rows).statistics().onPolicyClipped()).isEqualTo(2);
    }

    @Test
    void droppedTokensLeaveThePolicyGradientButNotTheRegularisers() {
        Row row = new Row(1, 1, new double[] {-0.1, -0.1}, null, new double[] {-0.2, -0.2}, new double[] {1, 1});
        MethodParts parts = regularised();
        parts.maximumProbability = 0.5;
        Evaluation evaluation = parts.evaluate(List.of(row));
        assertThat(evaluation.policyLoss()).isZero();
        assertThat(evaluation.statistics().dropped()).isEqualTo(2);
        assertThat(evaluation.klLoss()).isPositive();
        assertThat(evaluation.entropyBonus()).isCloseTo(parts.entropyCoefficient, CLOSE);
    }

    @Test
    void aProbabilityLimitNeedsADivisorThatThePolicyCannotMove() {
        MethodParts parts = new MethodParts();
        parts.maximumProbability = 0.5;
        parts.normalizer = new Normalizer.TokenCount();
        assertThatThrownBy(parts::method)
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("<maximumProbability> is 0.5")
                .hasMessageContaining("<normalizer>");
    }

    @Test
    void totalsOfAMicroBatchAreNotTotalsOfAnUpdate() {
        List<Row> rows = Combinations.update(3, 4);
        Objective objective = new Objective(new MethodParts().method());
        Totals partial = Totals.of(rows.subList(0, 2));
        assertThatThrownBy(() -> objective.evaluate(rows, partial))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole update");
    }

    @Test
    void aDivergenceWithoutReferenceIsAnErrorThatNamesTheRow() {
        Row row = new Row(1, 0, fill(1, -1), null, null, new double[1]);
        assertThatThrownBy(() -> regularised().evaluate(List.of(row)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 0")
                .hasMessageContaining("referenceLogProb");
    }

    private static MethodParts regularised() {
        MethodParts parts = new MethodParts();
        parts.entropyCoefficient = 0.25;
        parts.klCoefficient = 0.5;
        return parts;
    }

    private static double[] fill(int tokens, double value) {
        double[] values = new double[tokens];
        Arrays.fill(values, value);
        return values;
    }
}
