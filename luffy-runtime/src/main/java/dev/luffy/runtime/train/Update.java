package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.OffPolicyTerm;
import dev.luffy.runtime.experiment.Stage;
import dev.luffy.runtime.method.Evaluation;
import dev.luffy.runtime.method.Objective;
import dev.luffy.runtime.method.Row;
import dev.luffy.runtime.method.TokenStatistics;
import dev.luffy.runtime.method.Totals;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.tensor.Scored;
import dev.luffy.runtime.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One optimizer step: rows are scored in micro-batches, the objective turns log-probabilities into a loss and its
 * derivatives, the engine carries those back to the weights. The gradient is that of the whole update whatever the cuts.
 */
final class Update {

    private final Experiment experiment;
    private final Method method;
    private final Setting setting;
    private final Objective objective;
    private final Stop stop;
    private final Function<int[], List<int[]>> cuts;

    Update(Experiment experiment, Setting setting, Stop stop) {
        this(
                experiment,
                setting,
                stop,
                lengths -> MicroBatches.split(lengths, experiment.budget().microBatchTokens()));
    }

    /**
     * @param cuts lengths of the rows, [rows] → indices of the rows of each pass
     */
    Update(Experiment experiment, Setting setting, Stop stop, Function<int[], List<int[]>> cuts) {
        this.experiment = experiment;
        this.cuts = cuts;
        this.method = experiment.method();
        this.setting = setting;
        this.objective = new Objective(method);
        this.stop = stop;
    }

    /**
     * What an update did.
     *
     * @param gradientNorm global L2 norm before clipping; null when the update was dead
     */
    record Outcome(double loss, Double gradientNorm, Totals totals, TokenStatistics tokens) {}

    /**
     * Scores, differentiates and steps; without any advantage, scores only. A dead batch must not reach the optimizer:
     * Adam would turn a bare entropy term into full-size steps.
     *
     * @param changing called before weights are changed
     * @throws DivergedException if a log-probability, the loss or the gradient is not finite; weights are unchanged then
     */
    Outcome apply(List<TrainingRow> rows, double rate, long step, Runnable changing) {
        setting.reached(Stage.UPDATING);
        Totals totals = Totals.NONE;
        for (TrainingRow row : rows) totals = totals.plus(row.response.tokens().length, row.response.prefixLength());
        boolean dead = rows.stream().noneMatch(this::isSignal);
        List<TrainingRow> learning =
                dead ? List.of() : rows.stream().filter(this::needsGradient).toList();
        List<TrainingRow> watched = rows.stream()
                .filter(row -> row.response.offPolicy() && !learning.contains(row))
                .toList();

        double loss = 0;
        TokenStatistics tokens = TokenStatistics.NONE;
        for (Evaluation part : evaluate(learning, totals, true, step)) {
            loss += part.loss();
            tokens = tokens.plus(part.statistics());
        }
        for (Evaluation part : evaluate(watched, totals, false, step)) tokens = tokens.plus(part.statistics());
        if (dead) return new Outcome(0, null, totals, tokens);

        double norm = setting.optimizer().gradientNorm();
        if (!Double.isFinite(loss)) throw new DivergedException(step, "the loss", loss);
        if (!Double.isFinite(norm)) throw new DivergedException(step, "the gradient norm", norm);
        changing.run();
        setting.reached(Stage.STEPPING);
        setting.optimizer().step(rate, experiment.optimizer().maximumGradientNorm(), norm);
        setting.optimizer().zeroGradients();
        return new Outcome(loss, norm, totals, tokens);
    }

    /** Notes the present policy's log-probabilities as those that the rows were sampled with. */
    void recordOldLogProbs(List<TrainingRow> rows) {
        setting.reached(Stage.SCORING);
        for (List<TrainingRow> pass : passes(rows)) {
            double[][] logProbs = logProbs(setting.weights(), pass);
            for (int i = 0; i < pass.size(); i++) pass.get(i).oldLogProb = logProbs[i];
        }
    }

    /** log π_ref of the rows' tokens under the starting model, [rows][response]. */
    List<double[]> referenceLogProbs(List<TrainingRow> rows) {
        setting.reached(Stage.SCORING);
        Map<TrainingRow, double[]> found = new IdentityHashMap<>();
        for (List<TrainingRow> pass : passes(rows)) {
            double[][] logProbs = logProbs(setting.reference().orElseThrow(), pass);
            for (int i = 0; i < pass.size(); i++) found.put(pass.get(i), logProbs[i]);
        }
        return rows.stream().map(found::get).toList();
    }

    /** Whether a row says in which direction to learn. */
    private boolean isSignal(TrainingRow row) {
        return row.hasAdvantage() || imitates(row);
    }

    /** Whether some term of the loss has a derivative at the row's tokens. */
    private boolean needsGradient(TrainingRow row) {
        return isSignal(row) || method.entropyCoefficient() != 0 || method.klCoefficient() != 0;
    }

    private boolean imitates(TrainingRow row) {
        return row.response.offPolicy() && method.offPolicy() instanceof OffPolicyTerm.NegativeLogLikelihood;
    }

    private List<Evaluation> evaluate(List<TrainingRow> rows, Totals totals, boolean withGradient, long step) {
        List<Evaluation> parts = new ArrayList<>();
        for (List<TrainingRow> pass : passes(rows)) {
            double[][] reference = method.klCoefficient() > 0
                    ? logProbs(setting.reference().get(), pass)
                    : new double[pass.size()][]; // [rows][response]
            try (Scored scored = score(setting.weights(), pass, withGradient)) {
                Evaluation part = objective.evaluate(scoredRows(pass, scored, reference, step), totals);
                if (withGradient) scored.backward(TokenArrays.flat(part.dLogProb()), TokenArrays.flat(part.dEntropy()));
                parts.add(part);
            }
        }
        return parts;
    }

    private List<List<TrainingRow>> passes(List<TrainingRow> rows) {
        if (rows.isEmpty()) return List.of();
        int[] lengths = rows.stream().mapToInt(TrainingRow::length).toArray(); // [rows]
        return cuts.apply(lengths).stream()
                .map(indices -> Arrays.stream(indices).mapToObj(rows::get).toList())
                .toList();
    }

    private double[][] logProbs(Weights weights, List<TrainingRow> pass) {
        try (Scored scored = score(weights, pass, false)) {
            return TokenArrays.split(pass, scored.logProb());
        }
    }

    private Scored score(Weights weights, List<TrainingRow> pass, boolean withGradient) {
        stop.check();
        int[][] prompts = pass.stream().map(row -> row.prompt).toArray(int[][]::new); // [rows][prompt]
        int[][] responses = pass.stream().map(row -> row.response.tokens()).toArray(int[][]::new); // [rows][response]
        float temperature = (float) experiment.rollout().temperature();
        return setting.decoder().score(weights, prompts, responses, temperature, withGradient);
    }

    private List<Row> scoredRows(List<TrainingRow> pass, Scored scored, double[][] reference, long step) {
        double[][] logProbs = TokenArrays.split(pass, scored.logProb()); // [rows][response]
        double[][] entropies = TokenArrays.split(pass, scored.entropy()); // [rows][response]
        List<Row> rows = new ArrayList<>(pass.size());
        for (int i = 0; i < pass.size(); i++) {
            TrainingRow row = pass.get(i);
            for (double value : logProbs[i]) {
                if (Double.isNaN(value)) throw new DivergedException(step, "a log-probability", value);
            }
            rows.add(new Row(
                    row.advantages,
                    row.response.prefixLength(),
                    logProbs[i],
                    row.oldLogProb,
                    reference[i],
                    entropies[i]));
        }
        return rows;
    }
}
