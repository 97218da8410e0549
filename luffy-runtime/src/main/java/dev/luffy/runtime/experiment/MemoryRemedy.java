package dev.luffy.runtime.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What to change when a worker's memory does not suffice: elements with their present values, in the order in which they help
 * with what it was at, and what becomes of the work that is done. The worker says it where it can, the plugin where the worker
 * was killed.
 */
public final class MemoryRemedy {

    private static final long MIB = 1 << 20;

    private MemoryRemedy() {}

    /**
     * @param text the element, its value and the direction
     * @param neutral whether it changes no bit of a result on a CPU, so that what there is may be gone on from
     */
    private record Change(String text, boolean neutral) {}

    /**
     * For a run of training.
     *
     * @param parameters scalars of its model, or 0 as long as nobody knows
     * @param savedStep step of its newest checkpoint, 0 for none, negative if nobody knows
     * @return lines, each after a line feed
     */
    public static String training(Experiment experiment, long parameters, Stage stage, long savedStep) {
        List<Change> changes = switch (stage) {
            case SAMPLING, MEASURING, ANSWERING -> sampling(experiment);
            case SCORING -> scoring(experiment);
            case UPDATING -> updating(experiment, parameters);
            case READING, LOADING, STEPPING, SAVING -> List.of();
        };
        String fix = changes.isEmpty() ? standing(experiment, parameters) : listed(changes);
        return fix + whatGoesOn(changes, savedStep);
    }

    /**
     * For an evaluation.
     *
     * @param maximumTokens of a response
     * @return lines, each after a line feed
     */
    public static String answering(AnsweringBudget budget, int maximumTokens, Stage stage) {
        List<Change> changes = new ArrayList<>();
        boolean answering = stage == Stage.ANSWERING;
        if (answering) changes.addAll(together("<batchRows>", budget.batchRows(), 1, budget.cacheBytes()));
        if (budget.precisionOrDefault() == Precision.FLOAT32) changes.add(halfPrecision());
        if (answering) changes.add(new Change("lower <maximumTokens>, which is " + maximumTokens, false));
        if (changes.isEmpty()) {
            return "\n  To fix: the weights alone do not fit, and no element lowers that. Ask a smaller <model>, or give it more"
                    + " memory";
        }
        String neutral = numbers(changes, true);
        return listed(changes)
                + (neutral.isEmpty()
                        ? "\n  Responses of another <precision> are others: all are asked for anew"
                        : "\n  After " + neutral + " the next run asks for the rest alone; after "
                                + numbers(changes, false) + " for every response anew");
    }

    /**
     * For a full Java heap.
     *
     * @param limit bytes that it could have
     * @param next what the next run does
     * @return lines, each after a line feed
     */
    public static String heap(long limit, String next) {
        return heap(
                "its limit is " + limit / MIB + " MiB. Raise it by", "-Xmx" + Math.max(1, 2 * limit / MIB) + "m", next);
    }

    /** The same where the limit is not known. */
    public static String heap(String next) {
        return heap("raise its limit, 1024 MiB where none is declared, by", "-Xmx2048m", next);
    }

    private static String heap(String limit, String option, String next) {
        return "\n  To fix: no tensor is in the heap and no element changes it; " + limit
                + " -Dluffy.worker.jvmArguments=" + option + "\n  That changes no bit of a result: " + next;
    }

    /** What the next run of training does if it is the same run. */
    public static String goingOn(long savedStep) {
        if (savedStep > 0) return "the next run goes on after step " + savedStep;
        return savedStep == 0
                ? "there is no checkpoint yet, the next run starts over"
                : "the next run goes on from whatever checkpoint there is";
    }

    private static List<Change> sampling(Experiment experiment) {
        int group = experiment.method().groupSize();
        List<Change> changes = new ArrayList<>(together(
                "<rollout><batchRows>",
                experiment.rollout().batchRows(),
                group,
                experiment.budget().cacheBytes()));
        if (experiment.precisionOrDefault() == Precision.FLOAT32) changes.add(halfPrecision());
        changes.add(lengths(experiment.rollout()));
        return changes;
    }

    private static List<Change> scoring(Experiment experiment) {
        List<Change> changes = new ArrayList<>();
        Rollout rollout = experiment.rollout();
        int tokens = experiment.budget().microBatchTokens();
        int longest = rollout.maximumPromptTokens() + rollout.maximumResponseTokens();
        // A row that is longer than the limit has a pass of its own: below that the limit decides nothing.
        if (tokens > longest) {
            changes.add(new Change(
                    "lower <budget><microBatchTokens>, which is " + tokens + "; below " + longest
                            + ", the longest row, it no longer helps",
                    false));
        }
        if (experiment.precisionOrDefault() == Precision.FLOAT32) changes.add(halfPrecision());
        changes.add(lengths(rollout));
        return changes;
    }

    private static List<Change> updating(Experiment experiment, long parameters) {
        List<Change> changes = new ArrayList<>();
        if (!experiment.budget().recomputes(parameters)) {
            changes.add(new Change(
                    "set <budget><activationCheckpointing> to true, which is false: layers are computed twice instead of"
                            + " being kept",
                    true));
        }
        int lanes = experiment.budget().lanes(parameters);
        if (parameters > 0 && lanes > 1) {
            changes.add(new Change(
                    "lower <budget><threads>, which is " + lanes + ": each has gradients of its own", false));
        }
        changes.addAll(scoring(experiment));
        return changes;
    }

    private static List<Change> together(String rowsElement, int rows, int fewest, long cacheBytes) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change(
                "lower <budget><cacheMebibytes>, which is " + cacheBytes / MIB
                        + ": keys and values of the responses that are sampled together",
                true));
        if (rows > fewest) {
            changes.add(
                    new Change("lower " + rowsElement + ", which is " + rows + ": how many these are at most", true));
        }
        return changes;
    }

    private static Change halfPrecision() {
        return new Change("set <precision> to BFLOAT16, which is FLOAT32", false);
    }

    private static Change lengths(Rollout rollout) {
        return new Change(
                "lower <rollout><maximumResponseTokens>, which is " + rollout.maximumResponseTokens()
                        + ", or <maximumPromptTokens>, which is " + rollout.maximumPromptTokens(),
                false);
    }

    /** What is there all the time. */
    private static String standing(Experiment experiment, long parameters) {
        Method method = experiment.method();
        int lanes = parameters > 0 ? experiment.budget().lanes(parameters) : 1;
        int bytes = 12 + 4 * lanes; // weights, two moments, and a gradient for each lane
        StringBuilder text = new StringBuilder(
                "\n  To fix: weights, gradients and moments take " + bytes + " bytes for each of the model's ");
        text.append(parameters > 0 ? String.format(Locale.ROOT, "%,d ", parameters) : "")
                .append("parameters");
        List<String> more = new ArrayList<>();
        if (method.needsReference()) more.add("4 for the frozen starting model");
        if (method.critic() != null) more.add(bytes + " for the critic");
        if (method.rewardModel() != null) more.add(bytes + " for the reward model");
        if (!more.isEmpty()) text.append(", and <method> adds ").append(String.join(" and ", more));
        text.append(
                lanes > 1
                        ? "; lower <budget><threads>, which is " + lanes
                                + ": each has gradients of its own. Or train a smaller" + " <model>"
                        : "; no element of <budget> changes that. Train a smaller <model>");
        return text.append(more.isEmpty() ? "" : ", choose a <method> without")
                .append(", or give it more memory")
                .toString();
    }

    private static String listed(List<Change> changes) {
        StringBuilder text =
                new StringBuilder("\n  To fix, what helps most first (-Dluffy.dryRun says what takes how much):");
        for (int i = 0; i < changes.size(); i++) {
            text.append("\n    ")
                    .append(i + 1)
                    .append(". ")
                    .append(changes.get(i).text());
        }
        return text.toString();
    }

    private static String whatGoesOn(List<Change> changes, long savedStep) {
        String same = goingOn(savedStep);
        if (changes.isEmpty()) return "\n  On a machine that has it, " + same;
        if (savedStep == 0) return "\n  There is no checkpoint yet: whatever is changed, the next run starts over";
        String neutral = numbers(changes, true);
        String another = "it is another run and its checkpoints are refused: -Dluffy.resume=never starts it over";
        return neutral.isEmpty()
                ? "\n  After any of them " + another
                : "\n  After " + neutral + " " + same + " and ends, on a CPU, with the same bits. After "
                        + numbers(changes, false) + " " + another;
    }

    /** The numbers of some changes, such as {@code 1 or 2}. */
    private static String numbers(List<Change> changes, boolean neutral) {
        return IntStream.range(0, changes.size())
                .filter(i -> changes.get(i).neutral() == neutral)
                .mapToObj(i -> Integer.toString(i + 1))
                .collect(Collectors.joining(" or "));
    }
}
