package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.AccuracyFilter;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.method.Advantages;
import dev.luffy.runtime.rollout.DataOrder;
import dev.luffy.runtime.rollout.Group;
import dev.luffy.runtime.rollout.NonFiniteException;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.Response;
import dev.luffy.runtime.rollout.Stop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One step of the paper's algorithm: sample, mix, verify, advantage, loss, step. */
final class Trainer {
    private static final double SECOND = 1e-9; // per nanosecond

    private final Experiment experiment;
    private final Method method;
    private final Setting setting;
    private final Frontier frontier;
    private final DataOrder order;
    private final Update update;
    private final Optional<ValueUpdate> values;
    private final Optional<RewardUpdate> rewardModel;
    private boolean changed; // whether an update of the present step has changed the weights

    Trainer(Experiment experiment, Setting setting, Frontier frontier, Stop stop) {
        this.experiment = experiment;
        this.method = experiment.method();
        this.setting = setting;
        this.frontier = frontier;
        this.order = new DataOrder(
                experiment.seed(),
                setting.prompts().size(),
                experiment.schedule().promptsPerStep());
        // Once an update has been made the step must be completed: half a step cannot be resumed.
        Stop beforeChange = () -> {
            if (!changed) stop.check();
        };
        this.update = new Update(experiment, setting, beforeChange);
        this.values = Optional.ofNullable(method.critic()).map(c -> new ValueUpdate(experiment, setting, beforeChange));
        this.rewardModel =
                Optional.ofNullable(method.rewardModel()).map(m -> new RewardUpdate(experiment, setting, beforeChange));
    }

    /** What a step did and cost. */
    record Report(StepStatistics statistics, Timing timing) {

        boolean dead() {
            return statistics.updates() == 0;
        }

        Metrics metrics() {
            return statistics.metrics();
        }

        Event event(long steps) {
            Metrics m = statistics.metrics();
            double seconds = timing.rolloutSeconds() + timing.updateSeconds();
            return new Event.Step(
                    m.step(),
                    steps,
                    m.rewardOn() == null ? 0 : m.rewardOn(),
                    m.loss(),
                    m.entropy() == null ? statistics.entropyIfNone() : m.entropy(),
                    m.responseLength() == null ? 0 : m.responseLength(),
                    statistics.allTokens() / seconds,
                    seconds,
                    dead());
        }
    }

    /**
     * @param step 1 for the first; everything the step does is a function of it, the seed and the weights
     */
    Report step(long step) {
        ResidentMemory.peakSinceLastCall(); // what was before, such as a measurement, is no part of this step
        long start = System.nanoTime();
        int[] indices = order.batch(step); // [prompts]
        List<Prompt> prompts =
                Arrays.stream(indices).mapToObj(setting.prompts()::get).toList();
        List<Group> groups = sample(prompts, indices, step);
        long sampled = System.nanoTime();
        Long rolloutPeak = ResidentMemory.peakSinceLastCall();

        double rate =
                experiment.optimizer().learningRate() * experiment.schedule().learningRateFactor(step);
        StepStatistics statistics = new StepStatistics(step, rate, groups);
        setting.server().ifPresent(server -> statistics.rolloutHealth(server.health()));
        List<List<TrainingRow>> updates = updates(groups);
        // Rows of a later update are off the policy by then, so their ratio needs the policy that sampled them.
        for (List<TrainingRow> later : updates.subList(1, updates.size())) update.recordOldLogProbs(later);
        values.ifPresent(critic -> estimate(critic, updates, step));
        rewardModel.ifPresent(model -> model.estimate(all(updates), step));
        Runnable changing = () -> changed = true;
        for (List<TrainingRow> rows : updates) {
            statistics.add(update.apply(rows, rate, step, changing));
            if (rows.isEmpty()) continue;
            values.ifPresent(critic -> statistics.addValueLosses(critic.apply(rows, step, changing)));
            rewardModel.ifPresent(model -> statistics.addRewardModelLoss(model.apply(rows, step, changing)));
        }
        if (method.onPolicyRollouts() > 0) groups.forEach(frontier::visit);
        statistics.solvedHard(frontier.solvedHard());
        double updating = (System.nanoTime() - sampled) * SECOND;
        return new Report(statistics, statistics.timing((sampled - start) * SECOND, updating, rolloutPeak));
    }

    /** The step is told of, and the next one has not changed anything. */
    void completed() {
        changed = false;
    }

    /** Whether an update of a step that has not been completed has changed the weights, so that they are of no step. */
    boolean isHalfway() {
        return changed;
    }

    /** Advantages of all rows of the step by the critic as it is. */
    private void estimate(ValueUpdate critic, List<List<TrainingRow>> updates, long step) {
        List<TrainingRow> rows = all(updates);
        List<double[]> reference = List.of(); // [rows][response]
        if (method.critic().rewardKlCoefficient() > 0) {
            update.recordOldLogProbs(updates.get(0));
            reference = update.referenceLogProbs(rows);
        }
        critic.estimate(rows, reference, step);
        updates.get(0).forEach(row -> row.oldLogProb = null); // the policy is still the one that sampled these
    }

    private static List<TrainingRow> all(List<List<TrainingRow>> updates) {
        return updates.stream().flatMap(List::stream).toList();
    }

    private List<Group> sample(List<Prompt> prompts, int[] indices, long step) {
        try {
            return setting.groups().sample(setting.weights(), prompts, indices, step);
        } catch (NonFiniteException e) {
            throw new DivergedException(step, e.getMessage());
        }
    }

    /** The groups in {@code updatesPerStep} nearly equal parts, as rows with advantages. */
    private List<List<TrainingRow>> updates(List<Group> groups) {
        int parts = experiment.schedule().updatesPerStep();
        List<List<TrainingRow>> result = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            List<TrainingRow> rows = new ArrayList<>();
            int from = groups.size() * part / parts;
            int to = groups.size() * (part + 1) / parts;
            for (Group group : groups.subList(from, to)) rows.addAll(rows(group));
            result.add(rows);
        }
        return result;
    }

    private List<TrainingRow> rows(Group group) {
        double[] rewards = group.rewards(); // [rows]
        double[] advantages = setting.auxiliary().isPresent()
                ? new double[rewards.length] // until critic or reward model has seen the rows
                : Advantages.of(method.advantage(), rewards, group.offPolicy()); // [rows]
        boolean degenerate = Arrays.stream(rewards).distinct().count() == 1;
        if (degenerate && method.dropDegenerateGroups()) return List.of();
        AccuracyFilter filter = method.accuracyFilter();
        if (filter != null && !filter.keeps(group.accuracy())) return List.of();
        List<TrainingRow> rows = new ArrayList<>(rewards.length);
        for (int i = 0; i < rewards.length; i++) {
            Response response = group.responses().get(i);
            rows.add(new TrainingRow(group.prompt().tokens(), response, advantages[i]));
        }
        return rows;
    }
}
