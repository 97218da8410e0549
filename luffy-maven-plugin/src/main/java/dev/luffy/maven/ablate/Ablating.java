package dev.luffy.maven.ablate;

import dev.luffy.maven.console.Output;
import dev.luffy.maven.plan.FolderAtFault;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.report.FinishedRun;
import dev.luffy.maven.train.Training;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * Trains every wanted run that is not up to date, asks the models and tabulates all results that are there; stops at the first run
     * that fails. What is wrong with a declaration, an input or an earlier result is said before anything starts.
     *
     * @throws UserErrorException if an input or value is wrong, a variant changes nothing, results would be mixed that
     *     were measured on different problems, or a run diverged
     */
    public void ablate(AblateRequest request) throws IOException {
        try {
            List<Plan> plans = plans(request);
            for (Plan plan : plans) plan.refuseOtherProblems(training);
            for (Plan plan : plans) warnOfAnotherBase(plan.ablation());
            List<RunEvaluations> evaluations = new ArrayList<>();
            for (Plan plan : plans) evaluations.add(new RunEvaluations(plan.ablation(), asking, output));
            for (int i = 0; i < plans.size(); i++) {
                if (request.dryRun()) list(plans.get(i), evaluations.get(i));
                else run(plans.get(i), evaluations.get(i), request);
            }
            if (request.dryRun()) output.info("dry run: nothing was trained");
        } catch (FileSystemException e) {
            throw FolderAtFault.of(request.workspace(), e);
        }
    }

    private List<Plan> plans(AblateRequest request) throws IOException {
        refuseUnknown(request);
        List<Plan> plans = new ArrayList<>();
        for (Ablation each : request.ablations()) {
            if (each.variants().stream().noneMatch(variant -> wanted(variant, request.only()))) continue;
            plans.add(Plan.of(each, variant -> wanted(variant, request.only()), request, training));
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

    private void run(Plan plan, RunEvaluations evaluations, AblateRequest request) throws IOException {
        Results results = new Results(plan.ablation());
        List<String> missing = new ArrayList<>();
        boolean stopped = false;
        for (PlannedRun each : plan.runs()) {
            Optional<FinishedRun> earlier = training.upToDate(each.run());
            if (earlier.isPresent()) {
                // Says that it is up to date. Not even luffy.resume=never repeats it: a call that was cut off would
                // begin again from the first run, or be refused by the old checkpoints of the others.
                if (each.wanted()) train(each, Request.Resume.AUTO);
                results.add(each, earlier.get());
                evaluations.ofEarlier(each, request.limit().timeIsUp());
            } else if (each.wanted() && !request.limit().reached()) {
                results.add(each, train(each, request.resume()));
                evaluations.afterTraining(each);
                request.limit().count();
            } else {
                stopped |= each.wanted();
                missing.add(each.label());
                if (training.earlier(each.run()).isPresent()) {
                    output.warn(each.label() + ": there is a result of another declaration; it is left out");
                }
            }
        }
        if (stopped) {
            output.warn("ablation " + plan.ablation().id() + " has reached luffy.ablate.maximumRuns or maximumMinutes: "
                    + missing.size() + " of " + plan.runs().size()
                    + " runs are missing; the next mvn luffy:ablate goes on");
        }
        evaluations.report();
        new Tables(plan, results, evaluations.samples(), missing)
                .write(
                        request.workspace()
                                .output()
                                .resolve("ablate")
                                .resolve(plan.ablation().id()),
                        output);
    }

    private FinishedRun train(PlannedRun each, Request.Resume resume) throws IOException {
        try {
            return training.train(each.run(), resume);
        } catch (UserErrorException e) {
            throw Variant.complaint(each.variant().ablation(), each.variant().id(), e);
        }
    }
}
