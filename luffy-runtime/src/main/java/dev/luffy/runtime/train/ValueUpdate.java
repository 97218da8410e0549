package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.Critic;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Stage;
import dev.luffy.runtime.method.Estimate;
import dev.luffy.runtime.method.TokenRewards;
import dev.luffy.runtime.method.Totals;
import dev.luffy.runtime.method.ValueObjective;
import dev.luffy.runtime.method.ValueRow;
import dev.luffy.runtime.method.Whitening;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.tensor.ScoredValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The critic's side of a step: first the values of all rows and, from them, advantages; then, for every update of the policy,
 * some of its own. Scores in the micro-batches of {@link Update}.
 */
final class ValueUpdate {

    private final Critic critic;
    private final Setting setting;
    private final AuxiliaryModel model;
    private final ValueObjective objective;
    private final Stop stop;
    private final int budget;

    ValueUpdate(Experiment experiment, Setting setting, Stop stop) {
        this.critic = experiment.method().critic();
        this.setting = setting;
        this.model = setting.auxiliary().orElseThrow();
        this.objective = new ValueObjective(experiment.method());
        this.stop = stop;
        this.budget = experiment.budget().microBatchTokens();
    }

    /**
     * Gives every row its values, returns and advantages, the last normalised over all of them.
     *
     * @param rows of the whole step; with {@code oldLogProb} where the reward has a divergence
     * @param reference log π_ref, [rows][response]; read where the reward has a divergence
     * @throws DivergedException if a value or an advantage is not finite
     */
    void estimate(List<TrainingRow> rows, List<double[]> reference, long step) {
        setting.reached(Stage.SCORING);
        for (List<TrainingRow> pass : MicroBatches.passes(rows, budget)) {
            try (ScoredValues scored = score(pass, false)) {
                double[][] values = TokenArrays.splitFinite(pass, scored.value(), step, "a value"); // [rows][response]
                for (int i = 0; i < pass.size(); i++) pass.get(i).oldValue = values[i];
            }
        }
        List<double[]> advantages = new ArrayList<>(rows.size()); // [rows][response]
        for (int i = 0; i < rows.size(); i++) {
            TrainingRow row = rows.get(i);
            double outcome = row.response.reward();
            double[] rewards = critic.rewardKlCoefficient() > 0
                    ? TokenRewards.of(outcome, critic.rewardKlCoefficient(), row.oldLogProb, reference.get(i))
                    : TokenRewards.of(outcome, row.response.tokens().length); // [response]
            Estimate estimate = Estimate.of(critic, rewards, row.oldValue);
            for (double value : estimate.advantages()) {
                if (!Double.isFinite(value)) throw new DivergedException(step, "an advantage", value);
            }
            row.returns = estimate.returns();
            advantages.add(estimate.advantages());
        }
        double[][] normalised = Whitening.of(advantages);
        for (int i = 0; i < normalised.length; i++) rows.get(i).advantages = normalised[i];
    }

    /**
     * The critic's updates for one of the policy. Rows are dealt out in turn, so that each holds rows of many prompts.
     *
     * @param changing called before weights are changed
     * @return the losses, one for each update
     * @throws DivergedException if a value, the loss or the gradient is not finite; the update that found it was not made
     */
    List<Double> apply(List<TrainingRow> rows, long step, Runnable changing) {
        List<Double> losses = new ArrayList<>();
        for (int part = 0; part < critic.updates(); part++) {
            List<TrainingRow> dealt = new ArrayList<>();
            for (int i = part; i < rows.size(); i += critic.updates()) dealt.add(rows.get(i));
            if (!dealt.isEmpty()) losses.add(applyOnce(dealt, step, changing));
        }
        return losses;
    }

    private double applyOnce(List<TrainingRow> rows, long step, Runnable changing) {
        setting.reached(Stage.UPDATING);
        Totals totals = Totals.NONE;
        for (TrainingRow row : rows) totals = totals.plus(row.response.tokens().length, 0);
        double loss = 0;
        for (List<TrainingRow> pass : MicroBatches.passes(rows, budget)) {
            try (ScoredValues scored = score(pass, true)) {
                double[][] values = TokenArrays.splitFinite(pass, scored.value(), step, "a value"); // [rows][response]
                ValueObjective.Share share = objective.evaluate(
                        IntStream.range(0, pass.size())
                                .mapToObj(i -> new ValueRow(values[i], pass.get(i).oldValue, pass.get(i).returns))
                                .toList(),
                        totals);
                scored.backward(TokenArrays.flat(share.dValue()));
                loss += share.loss();
            }
        }
        double norm = model.optimizer().gradientNorm();
        if (!Double.isFinite(loss)) throw new DivergedException(step, "the critic's loss", loss);
        if (!Double.isFinite(norm)) throw new DivergedException(step, "the critic's gradient norm", norm);
        double rate = critic.learningRate(model.optimizer().steps() + 1);
        changing.run();
        setting.reached(Stage.STEPPING);
        model.optimizer().step(rate, critic.optimizer().maximumGradientNorm(), norm);
        model.optimizer().zeroGradients();
        return loss;
    }

    private ScoredValues score(List<TrainingRow> pass, boolean withGradient) {
        stop.check();
        int[][] prompts = pass.stream().map(row -> row.prompt).toArray(int[][]::new); // [rows][prompt]
        int[][] responses = pass.stream().map(row -> row.response.tokens()).toArray(int[][]::new); // [rows][response]
        return setting.decoder().values(model.weights(), prompts, responses, withGradient);
    }
}
