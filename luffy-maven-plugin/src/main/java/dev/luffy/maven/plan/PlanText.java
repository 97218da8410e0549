package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.Data;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.ServerAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a dry run says about a run: every effective value, sizes, memory and fingerprint, one line each. */
public final class PlanText {

    private static final double MIB = 1 << 20;

    private PlanText() {}

    public static List<String> of(Run run) {
        List<String> lines = new ArrayList<>();
        lines.add("plan of " + run.label());
        Json.readable(run.experiment()).lines().forEach(line -> lines.add("  " + line));
        if (run.waits()) {
            lines.add("  model       " + run.paths().model() + " as the run before it leaves it");
        } else {
            input(lines, "model", run.paths().model(), run.inputs().model());
        }
        input(lines, "problems", run.paths().problems(), run.inputs().problems());
        input(lines, "traces", run.paths().traces(), run.inputs().traces());
        input(lines, "validation", run.paths().validation(), run.inputs().validation());
        if (run.server() != null) lines.addAll(server(run));
        lines.add("  output      " + run.paths().output());
        lines.add("  checkpoints " + run.paths().checkpoints());
        lines.add(sizes(run));
        data(lines, run);
        lines.add(tokens(run.experiment()));
        memory(lines, MemoryPlan.of(run.experiment(), run.sizes().model()));
        lines.add("  fingerprint "
                + (run.waits()
                        ? "is known when that model is"
                        : run.fingerprint().sha256()));
        return lines;
    }

    private static void input(List<String> lines, String name, String path, String sha256) {
        if (path != null) lines.add(String.format(Locale.ROOT, "  %-11s %s sha256 %s", name, path, sha256));
    }

    private static List<String> server(Run run) {
        ServerAccess access = run.server().access();
        String folder = access.weights()
                + (access.weightsOnServer().equals(access.weights()) ? "" : ", there " + access.weightsOnServer());
        String key = "no key";
        if (run.server().server() != null)
            key = "the key of server " + run.server().server() + " in settings.xml";
        if (run.server().apiKeyVariable() != null)
            key = "the key in " + run.server().apiKeyVariable();
        return List.of(
                "  rollouts    from " + run.server().endpoint().address() + ", " + access.concurrency()
                        + " at one time, with " + key,
                "  weights     for it in " + folder + "; a dry run asks it nothing");
    }

    private static String sizes(Run run) {
        return String.format(
                Locale.ROOT,
                "  sizes       %,d parameters, %,d problems, %s, %,d validation problems",
                run.sizes().model().parameterCount(),
                run.sizes().problems(),
                targeted(run)
                        ? "traces in their rows"
                        : String.format(Locale.ROOT, "%,d traces", run.sizes().traces()),
                run.sizes().validation());
    }

    private static boolean targeted(Run run) {
        Data data = run.experiment().data();
        return data != null && data.targeted() && run.experiment().readsTraces();
    }

    /** What can be told of the data before it is tokenized. */
    private static void data(List<String> lines, Run run) {
        Data data = run.experiment().data();
        if (data == null) return;
        String untraced = run.sizes().untraced() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %,d of them without a trace",
                        run.sizes().untraced());
        String later = data.filter() != null
                ? "; what the filter keeps is counted when training starts"
                : targeted(run) ? "; their traces are counted when training starts" : "";
        lines.add(String.format(
                Locale.ROOT,
                "  data        %,d rows are %,d problems%s%s",
                run.sizes().rows(),
                run.sizes().problems(),
                untraced,
                later));
    }

    private static String tokens(Experiment experiment) {
        long rows = (long) experiment.schedule().promptsPerStep()
                * experiment.method().groupSize();
        long width = (long) experiment.rollout().maximumPromptTokens()
                + experiment.rollout().maximumResponseTokens();
        return String.format(
                Locale.ROOT,
                "  work        %,d rows and at most %,d tokens in each of %,d steps",
                rows,
                rows * width,
                experiment.schedule().steps());
    }

    private static void memory(List<String> lines, MemoryPlan plan) {
        lines.add(String.format(
                Locale.ROOT,
                "  memory      about %.1f MiB: %.1f all the time, and %.1f for sampling or %.1f for updating",
                plan.total() / MIB,
                plan.standing() / MIB,
                (plan.sampling() - plan.standing()) / MIB,
                (plan.updating() - plan.standing()) / MIB));
        lines.add(String.format(
                Locale.ROOT,
                "    standing  process %.1f, weights %.1f, gradients %.1f, moments %.1f, reference %.1f, critic %.1f,"
                        + " reward model %.1f",
                plan.process() / MIB,
                plan.weights() / MIB,
                plan.gradients() / MIB,
                plan.moments() / MIB,
                plan.reference() / MIB,
                plan.critic() / MIB,
                plan.rewardModel() / MIB));
        lines.add(String.format(
                Locale.ROOT,
                "    sampling  weights %.1f, key-value cache %.1f, scores and logits %.1f",
                plan.samplingWeights() / MIB,
                plan.keyValueCache() / MIB,
                plan.oneToken() / MIB));
        lines.add(String.format(
                Locale.ROOT,
                "    updating  activations %.1f, logits %.1f",
                plan.activations() / MIB,
                plan.logits() / MIB));
    }
}
