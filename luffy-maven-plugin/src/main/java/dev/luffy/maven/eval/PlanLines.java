package dev.luffy.maven.eval;

import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.score.TemperatureLabel;
import dev.luffy.benchmarks.suite.Benchmark;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.MemoryPlan;
import dev.luffy.runtime.experiment.ModelConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a dry run says about a task: problems, digests, policy, responses to ask; one line each. */
final class PlanLines {

    private static final double MIB = 1 << 20;

    private PlanLines() {}

    static List<String> of(Task task, Contender model, Path output) {
        Benchmark benchmark = task.benchmark();
        DeclaredEvaluation evaluation = task.evaluation();
        long total = task.wanted().size();
        long there = model == null ? 0 : task.kept().count(task.asked(), task.prompts(), task.wanted());
        List<String> lines = new ArrayList<>();
        lines.add("plan of " + task.label());
        lines.add(String.format(
                Locale.ROOT,
                "  benchmark   version %d, %,d problems%s, sha256 %s",
                benchmark.definition().version(),
                benchmark.problems().size(),
                benchmark.unusable().isEmpty()
                        ? ""
                        : " and " + benchmark.unusable().size() + " that cannot be scored",
                benchmark.sha256()));
        lines.add("  policy      " + benchmark.definition().policy().name() + " version "
                + benchmark.definition().policy().version() + " "
                + benchmark.definition().policy().settings());
        lines.add("  model       " + (model == null ? "that of the kept responses" : model.describe()));
        lines.add("  decoding    temperatures "
                + String.join(
                        ", ",
                        evaluation.temperatures().stream()
                                .map(TemperatureLabel::of)
                                .toList())
                + "; top-p " + evaluation.topP() + ", top-k " + evaluation.topK() + ", seed " + evaluation.seed()
                + (model == null ? "" : ", at most " + task.asked().maximumTokens() + " tokens"));
        lines.add("  metrics     "
                + String.join(", ", task.metrics().stream().map(Metric::label).toList()) + " with intervals at "
                + evaluation.confidence());
        lines.add(String.format(
                Locale.ROOT,
                "  responses   %,d in all (%d per problem where sampled), %,d are there, %,d to ask",
                total,
                task.samples(),
                there,
                total - there));
        if (model instanceof Contender.Local local) lines.add(memory(task, local.config()));
        lines.add("  output      " + output);
        lines.add("  kept in     " + task.kept().folder());
        if (model != null) lines.add("  fingerprint " + task.asked().fingerprint());
        return lines;
    }

    /** Of the worker that does the task. */
    static MemoryPlan memoryPlan(Task task, ModelConfig model) {
        return MemoryPlan.answering(
                model,
                task.evaluation().budget(),
                longestPrompt(task, model),
                task.asked().maximumTokens());
    }

    // A token has a byte at least, so a prompt has no more tokens than bytes.
    private static int longestPrompt(Task task, ModelConfig model) {
        int room = Math.max(1, model.maxPositions() - task.asked().maximumTokens());
        int longest = task.benchmark().all().stream()
                .mapToInt(each -> task.benchmark().promptText(each).getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(1);
        return Math.min(room, longest);
    }

    private static String memory(Task task, ModelConfig model) {
        MemoryPlan plan = memoryPlan(task, model);
        return String.format(
                Locale.ROOT,
                "  memory      about %.1f MiB: process %.1f, weights %.1f, key-value cache at most %.1f, scores and logits %.1f"
                        + " (at most %d <batchRows>, prompts of up to %,d and responses of up to %,d tokens)",
                plan.total() / MIB,
                plan.process() / MIB,
                (plan.weights() + plan.samplingWeights()) / MIB,
                plan.keyValueCache() / MIB,
                plan.oneToken() / MIB,
                task.evaluation().budget().batchRows(),
                longestPrompt(task, model),
                task.asked().maximumTokens());
    }
}
