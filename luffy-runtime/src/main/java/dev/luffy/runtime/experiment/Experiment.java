package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One training run as declared: everything that decides its result, and nothing about where files lie. Together with
 * the {@link Inputs} it decides the fingerprint.
 *
 * @param id name of the experiment; letters, digits, '.', '_' and '-'
 * @param initialWeights where the first weights come from
 * @param template prompt as the model sees it; {@code {problem}} stands for the problem's text
 * @param reward how responses are scored
 * @param method what is learnt from them
 * @param rollout how they are sampled
 * @param optimizer how weights change
 * @param schedule how often
 * @param budget what the machine gives
 * @param validation how the result is measured, or null for not at all
 * @param seed root of every random decision
 * @param context what is changed of the model's context, or null for nothing. Not part of the JSON then, so that older
 *     fingerprints stay
 * @param conversation for prompts that the model's chat template writes around {@code template}; null for {@code template} alone
 * @param precision type of the matrix products; null for float32, and then not part of the JSON
 * @param data how the training problems are read and what is left out of them, or null for all of this project's own JSON lines
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Experiment(
        String id,
        InitialWeights initialWeights,
        String template,
        Reward reward,
        Method method,
        Rollout rollout,
        Optimizer optimizer,
        Schedule schedule,
        Budget budget,
        Validation validation,
        long seed,
        @JsonInclude(JsonInclude.Include.NON_NULL) Context context,
        @JsonInclude(JsonInclude.Include.NON_NULL) Conversation conversation,
        @JsonInclude(JsonInclude.Include.NON_NULL) Precision precision,
        @JsonInclude(JsonInclude.Include.NON_NULL) Data data) {

    /** Where the first weights come from. */
    public enum InitialWeights {
        /** The model folder's safetensors. */
        CHECKPOINT,
        /** N(0, 0.02) matrices drawn from the seed; the folder needs config.json and tokenizer.json only. */
        RANDOM
    }

    public Experiment {
        Check.text("id", id);
        if (!id.matches("[A-Za-z0-9._-]+") || id.startsWith(".")) {
            throw new InvalidDeclarationException(
                    "id", id, "names a folder: use letters, digits, '.', '_' and '-', not '.' first");
        }
        Check.present("model", initialWeights);
        Check.text("template", template);
        if (!template.contains("{problem}")) {
            throw new InvalidDeclarationException(
                    "template", template, "must contain {problem}, the place of the problem's text");
        }
        Check.present("reward", reward);
        Check.present("method", method);
        Check.present("rollout", rollout);
        Check.present("optimizer", optimizer);
        Check.present("schedule", schedule);
        Check.present("budget", budget);
        if (data != null) data.effectiveFilter().checkWithin(rollout);
        int group = method.groupSize();
        if (rollout.batchRows() < group) {
            throw new InvalidDeclarationException(
                    "rollout.batchRows", rollout.batchRows(), "must hold one group of " + group + " rows");
        }
        boolean wholeTraces = method.offPolicyRollouts() == 0 || method.prefix().minimum() == 1;
        if (rollout.server() != null && method.onPolicyRollouts() == 0 && wholeTraces) {
            throw new InvalidDeclarationException(
                    "rollout.server",
                    "declared",
                    "the method " + method.preset()
                            + " samples nothing that a server could be asked for: leave it out, or raise"
                            + " <method><onPolicyRollouts>");
        }
        int rows = schedule.promptsPerStep() / schedule.updatesPerStep() * group; // of the smallest update
        if (method.critic() != null && method.critic().updates() > rows) {
            throw new InvalidDeclarationException(
                    "method.critic.updates",
                    method.critic().updates(),
                    "an update of the policy has " + rows
                            + " rows to deal out to them: lower it, or raise <schedule><promptsPerStep>");
        }
    }

    /**
     * An experiment in float32 on its own JSON lines that leaves its model's context as it is, and whose prompts are the
     * template alone.
     */
    public Experiment(
            String id,
            InitialWeights initialWeights,
            String template,
            Reward reward,
            Method method,
            Rollout rollout,
            Optimizer optimizer,
            Schedule schedule,
            Budget budget,
            Validation validation,
            long seed) {
        this(
                id,
                initialWeights,
                template,
                reward,
                method,
                rollout,
                optimizer,
                schedule,
                budget,
                validation,
                seed,
                null,
                null,
                null,
                null);
    }

    /** Type of the matrix products. */
    public Precision precisionOrDefault() {
        return precision == null ? Precision.FLOAT32 : precision;
    }

    /** This experiment with another schedule and data that are read otherwise. */
    public Experiment with(Schedule other, Data otherData) {
        return new Experiment(
                id,
                initialWeights,
                template,
                reward,
                method,
                rollout,
                optimizer,
                other,
                budget,
                validation,
                seed,
                context,
                conversation,
                precision,
                otherData);
    }

    /** What is left out of the training data. */
    public Filter filter() {
        return data == null ? Filter.NONE : data.effectiveFilter();
    }

    /** Whether the teacher's traces are read: the method takes them, or the filter looks at them. */
    public boolean readsTraces() {
        return method.needsTraces() || filter().aboutTraces();
    }

    /** The folder name of one run of this experiment: {@code <id>/seed-<seed>}. */
    public String runName() {
        return id + "/seed-" + seed;
    }
}
