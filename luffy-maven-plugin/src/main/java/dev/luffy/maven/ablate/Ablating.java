package dev.luffy.maven.ablate;

import dev.luffy.maven.console.Output;
import dev.luffy.maven.plan.FolderAtFault;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.train.Training;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Runs ablations: plan all of them, train run after run and ask its model, write the tables. Knows no Maven. */
public final class Ablating {

    private static final int SHORT = 8;

    // Its two names: the parts are the same.
    private static final Set<String> LUFFY = Set.of("LUFFY", "MIXED_GRPO_SHAPING_NO_CLIP");

    private final Training training;
    private final Asking asking;
    private final Output output;

    /**
     * @param training trains one run
     * @param asking asks the model of one run
     * @param output where lines go
     */
    public Ablating(Training training, Asking asking, Output output) {
        this.training = training;
        this.asking = asking;
        this.output = output;
    }

    /**
     * Trains every wanted run that is not up to date, asks the models and tabulates all results that are there. A run that
     * fails does not stop the others. What is wrong with a declaration, an input or an earlier result is said before
     * anything starts.
     *
     * @throws UserErrorException if an input or value is wrong, a variant changes nothing, results would be mixed that
     *     were measured on different problems; or, when all is done, if runs failed or diverged, all of which it names
     * @throws dev.luffy.maven.fork.InterruptedRunException at once, if the build is being stopped
     * @throws dev.luffy.maven.fork.WorkerException if a worker broke, after the tables of what is there
     */
    public void ablate(AblateRequest request) throws IOException {
        try {
            List<Plan> plans = plans(request);
            for (Plan plan : plans) plan.refuseOtherProblems(training);
            List<RunEvaluations> evaluations = new ArrayList<>();
            for (Plan plan : plans) evaluations.add(new RunEvaluations(plan.ablation(), asking, output));
            for (int i = 0; i < plans.size(); i++) {
                warnOfAnotherBase(plans.get(i).ablation());
                new ClaimedTraining(plans.get(i)).warnings().forEach(output::warn);
                evaluations.get(i).warnOfClaims();
            }
            if (request.dryRun()) {
                for (int i = 0; i < plans.size(); i++) list(plans.get(i), evaluations.get(i));
                output.info("dry run: nothing was trained");
            } else {
                run(plans, evaluations, request);
            }
        } catch (FileSystemException e) {
            throw FolderAtFault.of(request.workspace(), e);
        }
    }

    private void run(List<Plan> plans, List<RunEvaluations> evaluations, AblateRequest request) throws IOException {
        List<String> failed = new ArrayList<>();
        int runs = 0;
        for (int i = 0; i < plans.size(); i++) {
            Execution execution = new Execution(plans.get(i), evaluations.get(i), request, training, output);
            execution.run();
            String ablation = plans.get(i).ablation().id();
            runs += execution.failures().size();
            for (String cause : Causes.of(execution.failures())) {
                failed.add("\n  " + ablation + ": " + cause.replace("\n", "\n  "));
            }
        }
        if (failed.isEmpty()) return;
        throw new UserErrorException(runs + (runs == 1 ? " run" : " runs")
                + " of luffy:ablate failed; the tables have what the others reached, and the next call tries again:"
                + String.join("", failed));
    }

    private List<Plan> plans(AblateRequest request) throws IOException {
        refuseUnknown(request);
        List<Plan> plans = new ArrayList<>();
        for (Ablation each : request.ablations()) {
            if (each.variants().stream().noneMatch(variant -> wanted(variant, request.only()))) continue;
            Plan plan = Plan.of(each, variant -> wanted(variant, request.only()), request, training);
            plans.add(plan);
            if (request.only().isEmpty()) continue;
            for (Variant variant : each.variants()) {
                String same = plan.aliases().get(variant.id());
                if (same == null || !wanted(variant, request.only())) continue;
                output.info("ablation " + each.id() + ": luffy.ablate.only names " + variant.id()
                        + ", which trains the same as " + same + ": " + same + " stands for it");
            }
        }
        return plans;
    }

    private static boolean wanted(Variant variant, List<String> only) {
        return only.isEmpty()
                || only.contains(variant.id())
                || only.contains(Variant.experiment(variant.ablation(), variant.id()));
    }

    private static void refuseUnknown(AblateRequest request) {
        TreeSet<String> known = new TreeSet<>();
        List<Variant> all = request.ablations().stream()
                .flatMap(ablation -> ablation.variants().stream())
                .toList();
        for (Variant variant : all) known.add(Variant.experiment(variant.ablation(), variant.id()));
        for (String name : request.only()) {
            if (all.stream().noneMatch(variant -> wanted(variant, List.of(name)))) {
                throw new UserErrorException(
                        "luffy.ablate.only names " + name + ", but the declared variants are " + known);
            }
        }
    }

    private void warnOfAnotherBase(Ablation ablation) {
        if (ablation.claims().isEmpty()) return;
        String preset =
                ablation.variants().get(0).declaration().runs().get(0).method().preset();
        if (LUFFY.contains(preset)) return;
        output.warn("ablation " + ablation.id() + ": the method of <base> is " + preset
                + ", but the claims of its <study> take the base for LUFFY");
    }

    private void list(Plan plan, RunEvaluations evaluations) throws IOException {
        output.info("ablation " + plan.ablation().id() + ": " + plan.runs().size() + " runs");
        for (Variant variant : plan.ablation().variants()) {
            output.info("  " + variant.id() + ": " + variant.changesText());
        }
        plan.aliases().forEach((id, same) -> output.info("  " + id + ": trains the same as " + same));
        evaluations.list();
        for (PlannedRun each : plan.runs()) {
            boolean done = training.upToDate(each.run()).isPresent();
            output.info("  " + each.label() + "  fingerprint "
                    + each.run().fingerprint().sha256().substring(0, SHORT) + "…  " + state(each, done)
                    + evaluations.state(each, done));
        }
    }

    private String state(PlannedRun each, boolean done) throws IOException {
        if (!each.wanted()) return done ? "up to date, not selected" : "not selected";
        if (done) return "up to date";
        return training.earlier(each.run()).isPresent() ? "to train, replaces another result" : "to train";
    }
}
