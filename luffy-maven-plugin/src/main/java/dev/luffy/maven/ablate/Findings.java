package dev.luffy.maven.ablate;

import dev.luffy.maven.ablate.Measurements.Measured;
import dev.luffy.maven.study.Claim;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tests the claims of an ablation: those that something is there as one family, those of absence each by itself. */
final class Findings {

    private final Results results;
    private final Measurements measurements;
    private final Map<String, String> aliases;

    /** @param aliases ids of variants that another one stands for, with the id of that one */
    Findings(Results results, Measurements measurements, Map<String, String> aliases) {
        this.results = results;
        this.measurements = measurements;
        this.aliases = aliases;
    }

    /** One for each claim, in their order. */
    List<Finding> of(List<Claim> claims) {
        List<Finding> measured = claims.stream().map(this::measured).toList();
        return Difference.corrected(measured, each -> each.inFamily() ? each.difference() : null, Finding::with)
                .stream()
                .map(Findings::judged)
                .toList();
    }

    private Finding measured(Claim claim) {
        String variant = standsFor(claim.variant());
        String than = claim.than() == null ? null : standsFor(claim.than());
        Measured quantity = measurements.of(claim.quantity());
        String reason = missing(claim, variant, than, quantity);
        Optional<Difference> difference =
                reason == null ? Difference.paired(results, quantity.numbers(), variant, than) : Optional.empty();
        if (reason == null && difference.isEmpty()) reason = "no seed is finished by both";
        return new Finding(
                claim, quantity.text(), variant, than, difference.orElse(null), Verdict.NOT_MEASURED, reason);
    }

    private String standsFor(String variant) {
        return aliases.getOrDefault(variant, variant);
    }

    /** Why there is nothing to compare, or null. */
    private String missing(Claim claim, String variant, String than, Measured quantity) {
        List<String> ids = than == null ? List.of(variant) : List.of(variant, than);
        for (String id : ids) {
            if (!results.has(id)) return "there is no variant " + id;
        }
        if (variant.equals(than)) {
            return claim.variant() + " and " + claim.than() + " are the same here";
        }
        if (quantity.numbers() == null) return quantity.missing();
        for (String id : ids) {
            if (results.seeds(id).isEmpty()) return id + " has no finished run";
            boolean none = results.seeds(id).stream()
                    .allMatch(seed -> quantity.numbers().of(id, seed).isEmpty());
            if (none) return id + ": " + quantity.missing();
        }
        return measurements.incomparable(claim.quantity(), variant, than);
    }

    private static Finding judged(Finding f) {
        if (f.difference() == null) return f;
        Verdict verdict = Verdict.of(f.claim().expected(), f.difference());
        if (verdict != Verdict.NOT_MEASURED) return f.with(verdict, null);
        boolean one = f.difference().seeds().size() == 1;
        return f.with(verdict, one ? "one seed has no spread to judge by" : "two seeds are too few");
    }
}
