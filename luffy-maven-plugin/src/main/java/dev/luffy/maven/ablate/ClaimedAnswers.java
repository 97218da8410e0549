package dev.luffy.maven.ablate;

import dev.luffy.maven.eval.Questions;
import dev.luffy.maven.study.Claim;
import dev.luffy.maven.study.Quantity;
import dev.luffy.maven.study.Quantity.Answers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the claims of an ablation need to know of its models' answers. */
final class ClaimedAnswers {

    private static final String PASS = "pass@";

    private final String ablation;
    private final List<Claim> claims;
    private final AblationEvaluation evaluation;

    ClaimedAnswers(Ablation ablation) {
        this.ablation = ablation.id();
        this.claims = ablation.claims().stream()
                .filter(claim -> claim.quantity() instanceof Answers)
                .toList();
        this.evaluation = ablation.evaluation();
    }

    /** The k of every pass@k that a claim compares. */
    SortedSet<Integer> passes() {
        SortedSet<Integer> passes = new TreeSet<>();
        for (Claim claim : claims) {
            int k = responses(claim.quantity());
            if (((Answers) claim.quantity()).metric().startsWith(PASS)) passes.add(k);
        }
        return passes;
    }

    /**
     * Claims that have no numbers whatever is trained and answered, each line with what they lack.
     *
     * @param questions what is asked; empty without an evaluation
     */
    List<String> unmeasurable(List<Questions> questions) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (Claim claim : claims) {
            for (String reason : reasons((Answers) claim.quantity(), questions)) {
                byReason.computeIfAbsent(reason, each -> new ArrayList<>()).add(claim.id());
            }
        }
        List<String> lines = new ArrayList<>();
        byReason.forEach((reason, ids) ->
                lines.add("ablation " + ablation + ": " + String.join(", ", ids) + " cannot be measured: " + reason));
        return lines;
    }

    private List<String> reasons(Answers quantity, List<Questions> questions) {
        if (evaluation == null) {
            return List.of("the models are asked nothing after training; declare an <evaluation>"
                    + (quantity.metric().equals(Points.SIMILARITY) ? " and a <teacher>" : ""));
        }
        List<String> reasons = new ArrayList<>();
        if (quantity.metric().equals(Points.SIMILARITY) && evaluation.teacher() == null) {
            reasons.add("there is no teacher to compare answers with; declare a <teacher>");
        }
        int k = responses(quantity);
        int most = questions.stream().mapToInt(Questions::samples).max().orElse(0);
        List<Double> temperatures = evaluation.any().temperatures();
        // Greedy decoding makes one response.
        long usable = temperatures.stream()
                .filter(temperature -> temperature > 0 || k == 1)
                .count();
        if (most < k) {
            reasons.add(quantity.metric() + " takes " + k + " responses to a problem, and " + most
                    + " are asked for; raise <samples>");
        } else if (usable == 0) {
            reasons.add(quantity.metric() + " takes " + k + " responses to a problem, and greedy decoding makes one;"
                    + " declare <temperatures> above 0");
        }
        // Of one temperature, none is the lowest or the highest.
        if (quantity.at() != Quantity.At.LOWEST_OR_ONLY && usable < 2) {
            reasons.add("they take two temperatures; declare two <temperatures>" + (k > 1 ? " above 0" : " or more"));
        }
        return reasons;
    }

    /** Responses to a problem that a metric takes at least. */
    private static int responses(Quantity quantity) {
        String metric = ((Answers) quantity).metric();
        return metric.startsWith(PASS) ? Integer.parseInt(metric.substring(PASS.length())) : 1;
    }
}
