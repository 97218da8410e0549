package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.Data;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Json;
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
        lines.add("  output      " + run.paths().output());
        lines.add("  checkpoints " + run.paths().checkpoints());
        lines.add(sizes(run));
        data(lines, run);
        lines.add(tokens(run.experiment()));
        lines.add(memory(MemoryEstimate.of(run.experiment(), run.sizes().model())));
        lines.add(String.format(
                Locale.ROOT,
                "  heap        at most %d MiB besides, for checkpoints (-Xmx; <workerJvmArguments> may change it)",
                MemoryEstimate.heapMebibytes(run.sizes().model())));
        lines.add("  fingerprint "
                + (run.waits()
                        ? "is known when that model is"
                        : run.fingerprint().sha256()));
        return lines;
    }

    private static void input(List<String> lines, String name, String path, String sha256) {
        if (path != null) lines.add(String.format(Locale.ROOT, "  %-11s %s sha256 %s", name, path, sha256));
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

    private static String memory(MemoryEstimate bytes) {
        return String.format(
                Locale.ROOT,
                "  memory      about %.1f MiB: weights %.1f, gradients %.1f, moments %.1f, reference %.1f,"
                        + " critic %.1f, reward model %.1f, activations %.1f or key-value cache %.1f",
                bytes.total() / MIB,
                bytes.weights() / MIB,
                bytes.gradients() / MIB,
                bytes.moments() / MIB,
                bytes.reference() / MIB,
                bytes.critic() / MIB,
                bytes.rewardModel() / MIB,
                bytes.activations() / MIB,
                bytes.keyValueCache() / MIB);
    }
}
