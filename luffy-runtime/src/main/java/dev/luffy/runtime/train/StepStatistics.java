package dev.luffy.runtime.train;

import dev.luffy.runtime.method.TokenStatistics;
import dev.luffy.runtime.remote.RolloutHealth;
import dev.luffy.runtime.rollout.Group;
import dev.luffy.runtime.rollout.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** Gathers what a step's groups and updates say, and forms the means once at the end. */
final class StepStatistics {

    private final long step;
    private final double learningRate;
    private final List<Group> groups;
    private final List<Response> onPolicy; // rows without a teacher token
    private final List<Response> offPolicy;
    private final List<Response> sampled; // rows with a sampled token
    private TokenStatistics tokens = TokenStatistics.NONE;
    private long onPolicyTokens;
    private double loss;
    private Double gradientNorm;
    private int updates;
    private int deadUpdates;
    private int solvedHard;
    private RolloutHealth rolloutHealth; // null where the trainer sampled
    private final List<Double> valueLosses = new ArrayList<>();
    private final List<Double> rewardModelLosses = new ArrayList<>();

    StepStatistics(long step, double learningRate, List<Group> groups) {
        this.step = step;
        this.learningRate = learningRate;
        this.groups = groups;
        List<Response> all =
                groups.stream().flatMap(g -> g.responses().stream()).toList();
        this.onPolicy = all.stream().filter(r -> !r.offPolicy()).toList();
        this.offPolicy = all.stream().filter(Response::offPolicy).toList();
        this.sampled = all.stream().filter(r -> !r.isTeacherRow()).toList();
    }

    void add(Update.Outcome outcome) {
        tokens = tokens.plus(outcome.tokens());
        onPolicyTokens += outcome.totals().onPolicyTokens();
        loss += outcome.loss();
        if (outcome.gradientNorm() == null) {
            deadUpdates++;
        } else {
            updates++;
            gradientNorm = outcome.gradientNorm();
        }
    }

    /** @param losses of updates of the critic */
    void addValueLosses(List<Double> losses) {
        valueLosses.addAll(losses);
    }

    /** @param loss of an update of the reward model */
    void addRewardModelLoss(double loss) {
        rewardModelLosses.add(loss);
    }

    void rolloutHealth(RolloutHealth health) {
        rolloutHealth = health;
    }

    /** For people: nothing was sampled, or nobody scored it. */
    double entropyIfNone() {
        return sampled.isEmpty() ? 0 : Double.NaN;
    }

    void solvedHard(int count) {
        solvedHard = count;
    }

    /** Optimizer steps that were made. */
    int updates() {
        return updates;
    }

    long sampledTokens() {
        return sampled.stream().mapToLong(Response::sampledTokens).sum();
    }

    long allTokens() {
        return sampledTokens() + responseTokens();
    }

    private long responseTokens() {
        return groups.stream()
                .flatMap(g -> g.responses().stream())
                .mapToLong(r -> r.tokens().length)
                .sum();
    }

    /** Without validation, which comes later if at all. */
    Metrics metrics() {
        return new Metrics(
                step,
                learningRate,
                loss / Math.max(1, updates),
                gradientNorm,
                mean(onPolicy, Response::reward),
                mean(offPolicy, Response::reward),
                count(false),
                count(true),
                solvedHard,
                known(share(sampled.stream().mapToDouble(Response::entropySum).sum(), sampledTokens())),
                mean(onPolicy, r -> r.tokens().length),
                mean(onPolicy, r -> r.finished() ? 0 : 1),
                share(tokens.offPolicyProbability(), tokens.offPolicyTokens()),
                share(tokens.onPolicyBeyondTwentyPercent(), onPolicyTokens),
                share(tokens.offPolicyClipped() + tokens.offPolicyClamped(), tokens.offPolicyTokens()),
                deadUpdates,
                null,
                mean(valueLosses),
                mean(rewardModelLosses),
                rolloutHealth == null ? null : rolloutHealth.logProbGap(),
                retokenized(RolloutHealth::retokenized),
                retokenized(RolloutHealth::drifted));
    }

    /**
     * @param rolloutSeconds sampling and grading
     * @param updateSeconds everything after
     * @param rolloutPeakBytes most resident memory until then, or null
     */
    Timing timing(double rolloutSeconds, double updateSeconds, Long rolloutPeakBytes) {
        return new Timing(
                step,
                rolloutSeconds,
                updateSeconds,
                sampledTokens() / rolloutSeconds,
                responseTokens() / updateSeconds,
                ResidentMemory.bytes(),
                rolloutPeakBytes,
                ResidentMemory.peakSinceLastCall());
    }

    /** Prompts whose rows are all right, or all not. */
    private int count(boolean right) {
        return (int) groups.stream()
                .filter(g -> Arrays.stream(g.rewards()).allMatch(r -> r > 0 == right))
                .count();
    }

    private static Double mean(List<Response> rows, java.util.function.ToDoubleFunction<Response> value) {
        return share(rows.stream().mapToDouble(value).sum(), rows.size());
    }

    private static Double mean(List<Double> losses) {
        return share(losses.stream().mapToDouble(Double::doubleValue).sum(), losses.size());
    }

    private Integer retokenized(ToIntFunction<RolloutHealth> count) {
        return rolloutHealth == null || rolloutHealth.retokenized() == 0 ? null : count.applyAsInt(rolloutHealth);
    }

    /** Null for the entropy of responses that nobody has scored. */
    private static Double known(Double value) {
        return value == null || value.isNaN() ? null : value;
    }

    private static Double share(double sum, long count) {
        return count == 0 ? null : sum / count;
    }
}
