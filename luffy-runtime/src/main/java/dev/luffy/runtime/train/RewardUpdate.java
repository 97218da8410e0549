package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.RewardModel;
import dev.luffy.runtime.experiment.Stage;
import dev.luffy.runtime.method.ImplicitRewards;
import dev.luffy.runtime.method.LeaveOneOut;
import dev.luffy.runtime.method.RewardObjective;
import dev.luffy.runtime.method.RewardRow;
import dev.luffy.runtime.method.Whitening;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.tensor.Scored;
import dev.luffy.runtime.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The reward model's side of a step: first what it says of all rows, as it is before any update of the step, and from that
 * advantages; then, for every update of the policy, one of its own. Scores in the micro-batches of {@link Update}, at
 * temperature 1 whatever responses are sampled at, as PRIME does.
 */
final class RewardUpdate {

    private static final float TEMPERATURE = 1;

    private final int groupSize;
    private final RewardModel declared;
    private final Setting setting;
    private final AuxiliaryModel model;
    private final RewardObjective objective;
    private final Stop stop;
    private final int budget;

    RewardUpdate(Experiment experiment, Setting setting, Stop stop) {
        this.groupSize = experiment.method().groupSize();
        this.declared = experiment.method().rewardModel();
        this.setting = setting;
        this.model = setting.auxiliary().orElseThrow();
        this.objective = new RewardObjective(declared);
        this.stop = stop;
        this.budget = experiment.budget().microBatchTokens();
    }

    /**
     * Gives every row its advantages, and its log-probabilities under the starting model for {@link #apply}.
     *
     * @param rows of the whole step, group by group
     * @throws DivergedException if a log-probability or an advantage is not finite
     */
    void estimate(List<TrainingRow> rows, long step) {
        setting.reached(Stage.SCORING);
        for (List<TrainingRow> pass : MicroBatches.passes(rows, budget)) {
            double[][] logProbs = logProbs(model.weights(), pass, step); // [rows][response]
            double[][] reference = logProbs(setting.reference().orElseThrow(), pass, step); // [rows][response]
            for (int i = 0; i < pass.size(); i++) {
                pass.get(i).referenceLogProb = reference[i];
                pass.get(i).rewards = ImplicitRewards.of(logProbs[i], reference[i]);
            }
        }
        double[][] normalised =
                ImplicitRewards.normalised(rows.stream().map(row -> row.rewards).toList()); // [rows][response]
        List<double[]> returns = new ArrayList<>(rows.size()); // [rows][response]
        for (int from = 0; from < rows.size(); from += groupSize) {
            int to = from + groupSize;
            double[] outcomes = rows.subList(from, to).stream()
                    .mapToDouble(row -> row.response.reward())
                    .toArray(); // [group]
            returns.addAll(List.of(LeaveOneOut.returns(Arrays.copyOfRange(normalised, from, to), outcomes)));
        }
        double[][] advantages = Whitening.unbiased(returns); // [rows][response]
        for (int i = 0; i < advantages.length; i++) {
            for (double value : advantages[i]) {
                if (!Double.isFinite(value)) throw new DivergedException(step, "an advantage", value);
            }
            rows.get(i).advantages = advantages[i];
        }
    }

    /**
     * The reward model's update beside one of the policy.
     *
     * @param rows at least one, estimated
     * @param changing called before weights are changed
     * @return the loss before the update
     * @throws DivergedException if a log-probability, the loss or the gradient is not finite; the update was not made then
     */
    double apply(List<TrainingRow> rows, long step, Runnable changing) {
        setting.reached(Stage.UPDATING);
        double loss = 0;
        for (List<TrainingRow> pass : MicroBatches.passes(rows, budget)) {
            try (Scored scored = score(model.weights(), pass, true)) {
                double[][] logProbs = split(pass, scored, step); // [rows][response]
                RewardObjective.Share share = objective.evaluate(
                        IntStream.range(0, pass.size())
                                .mapToObj(i -> rewardRow(pass.get(i), logProbs[i]))
                                .toList(),
                        rows.size());
                scored.backward(TokenArrays.flat(share.dLogProb()), new float[scored.logProb().length]);
                loss += share.loss();
            }
        }
        double norm = model.optimizer().gradientNorm();
        if (!Double.isFinite(loss)) throw new DivergedException(step, "the reward model's loss", loss);
        if (!Double.isFinite(norm)) throw new DivergedException(step, "the reward model's gradient norm", norm);
        changing.run();
        setting.reached(Stage.STEPPING);
        model.optimizer()
                .step(declared.optimizer().learningRate(), declared.optimizer().maximumGradientNorm(), norm);
        model.optimizer().zeroGradients();
        return loss;
    }

    private static RewardRow rewardRow(TrainingRow row, double[] logProb) {
        return new RewardRow(ImplicitRewards.of(logProb, row.referenceLogProb), row.response.reward() > 0);
    }

    private double[][] logProbs(Weights weights, List<TrainingRow> pass, long step) {
        try (Scored scored = score(weights, pass, false)) {
            return split(pass, scored, step);
        }
    }

    private static double[][] split(List<TrainingRow> pass, Scored scored, long step) {
        return TokenArrays.splitFinite(pass, scored.logProb(), step, "a log-probability of the reward model");
    }

    private Scored score(Weights weights, List<TrainingRow> pass, boolean withGradient) {
        stop.check();
        int[][] prompts = pass.stream().map(row -> row.prompt).toArray(int[][]::new); // [rows][prompt]
        int[][] responses = pass.stream().map(row -> row.response.tokens()).toArray(int[][]::new); // [rows][response]
        return setting.decoder().score(weights, prompts, responses, TEMPERATURE, withGradient);
    }
}
