package dev.luffy.maven.ablate;

import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.Run;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.train.TrainRequest;
import dev.luffy.maven.train.Training;
import dev.luffy.runtime.experiment.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The runs of an ablation, seed by seed and within a seed variant by variant: whatever ends a call early leaves whole
 * pairs.
 *
 * @param ablation without the points of a study that are no variants of their own
 * @param runs of all that are left
 * @param aliases those points, each with the id of the variant that trains the same
 */
record Plan(Ablation ablation, List<PlannedRun> runs, Map<String, String> aliases) {

    /**
     * Finds and digests every input of every variant, one that is not wanted included: it belongs to the same table.
     *
     * @throws UserErrorException if an input is wrong, or two variants would train the same
     */
    static Plan of(Ablation declared, Predicate<Variant> wanted, AblateRequest request, Training training)
            throws IOException {
        Map<String, List<Run>> bySeeds = runs(declared, request, training);
        Map<String, String> aliases = aliases(declared, bySeeds);
        List<Variant> kept = declared.variants().stream()
                .filter(variant -> !aliases.containsKey(variant.id()))
                .toList();
        Ablation ablation =
                new Ablation(declared.id(), kept, declared.studied(), declared.claims(), declared.evaluation());
        List<PlannedRun> order = new ArrayList<>();
        for (int seed = 0; seed < bySeeds.get(Variant.BASE).size(); seed++) {
            for (Variant variant : ablation.variants()) {
                boolean train = represented(variant, declared, aliases).anyMatch(wanted);
                order.add(new PlannedRun(variant, bySeeds.get(variant.id()).get(seed), train));
            }
        }
        return new Plan(ablation, order, aliases);
    }

    private static Map<String, List<Run>> runs(Ablation ablation, AblateRequest request, Training training)
            throws IOException {
        List<Declaration> declarations =
                ablation.variants().stream().map(Variant::declaration).toList();
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        try {
            for (Run run : training.plan(new TrainRequest(
                    declarations, request.workspace(), request.version(), request.resume(), request.dryRun()))) {
                String variant = run.experiment().id().substring(ablation.id().length() + 1);
                runs.computeIfAbsent(variant, each -> new ArrayList<>()).add(run);
            }
            return runs;
        } catch (UserErrorException e) {
            for (Variant each : ablation.variants()) {
                String experiment = Variant.experiment(ablation.id(), each.id());
                if (e.getMessage().startsWith("<experiment id=" + experiment + ">")) {
                    throw Variant.complaint(ablation.id(), each.id(), e);
                }
            }
            throw e;
        }
    }

    /** A variant and those that it stands for. */
    private static Stream<Variant> represented(Variant variant, Ablation declared, Map<String, String> aliases) {
        return declared.variants().stream()
                .filter(each -> each.id().equals(variant.id()) || variant.id().equals(aliases.get(each.id())));
    }

    // A study's variant may be the base itself, such as the base's own gamma, or another study's; what the user wrote
    // is
    // to change something.
    private static Map<String, String> aliases(Ablation declared, Map<String, List<Run>> runs) {
        Map<String, Variant> seen = new HashMap<>();
        Map<String, String> aliases = new LinkedHashMap<>();
        for (Variant variant : declared.variants()) {
            Variant same = seen.putIfAbsent(Sameness.of(runs.get(variant.id()).get(0)), variant);
            if (same == null) continue;
            if (!declared.studied().contains(variant.id())) throw noChange(variant, same);
            boolean others =
                    same.id().equals(Variant.BASE) || declared.studied().contains(same.id());
            if (!others) throw noChange(same, variant);
            aliases.put(variant.id(), same.id());
        }
        return aliases;
    }

    private static UserErrorException noChange(Variant variant, Variant same) {
        return new UserErrorException(Variant.place(variant.ablation(), variant.id()) + "<set> ("
                + variant.changesText() + ") changes nothing"
                + (same.id().equals(Variant.BASE) ? " in the base" : " that <variant id=" + same.id() + "> does not")
                + ": every effective value and input of the two is equal. Change or leave out the variant");
    }

    /**
     * Looks at results that this call does not renew but would tabulate beside others.
     *
     * @throws UserErrorException if one was measured on other problems, or in another way
     */
    void refuseOtherProblems(Training training) throws IOException {
        for (PlannedRun each : runs) {
            if (each.wanted()) continue;
            Fingerprint earlier = training.earlier(each.run()).orElse(null);
            if (earlier == null) continue;
            Fingerprint now = each.run().fingerprint();
            String then = earlier.inputs().validation();
            if (!Objects.equals(then, now.inputs().validation())) {
                throw mixture(
                        each,
                        "was measured on held-out problems with SHA-256 " + then + ", and <validation> has now "
                                + now.inputs().validation());
            }
            boolean alike = Objects.equals(
                            earlier.experiment().validation(), now.experiment().validation())
                    && earlier.experiment().reward().equals(now.experiment().reward());
            if (!alike) {
                throw mixture(each, "was measured with another <validation> or <reward> than is declared now");
            }
        }
    }

    private UserErrorException mixture(PlannedRun run, String difference) {
        return new UserErrorException("<ablation id=" + ablation.id() + ">: the result of " + run.label() + " "
                + difference + ". One table does not mix them: train all variants again, without"
                + " -Dluffy.ablate.only and with -Dluffy.resume=never, or restore what was declared");
    }
}
