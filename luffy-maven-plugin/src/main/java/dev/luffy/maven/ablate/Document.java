package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.maven.report.FinishedRun;
import dev.luffy.runtime.experiment.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code table.json}: everything in the tables, and every seed's numbers. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Document(
        String ablation,
        String method,
        double confidence,
        String validationSha256,
        Validation validation,
        List<Declared> variants,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> aliases,
        @JsonInclude(JsonInclude.Include.NON_NULL) AskedQuestions asked,
        List<Effect> effects,
        List<Dynamics> dynamics,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Answer> answers,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Finding> claims,
        List<Entry> runs,
        List<String> missing,
        List<Failure> failed) {

    /** What one variant declares. */
    record Declared(String id, Map<String, String> set) {

        static List<Declared> of(Ablation ablation) {
            return ablation.variants().stream()
                    .map(variant -> new Declared(variant.id(), variant.changes()))
                    .toList();
        }
    }

    /** One run in the table. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Entry(String variant, long seed, String fingerprint, Long firstUnlock, long solvedHard) {

        static List<Entry> of(Ablation ablation, Results results, Curves curves) {
            List<Entry> entries = new ArrayList<>();
            for (Variant variant : ablation.variants()) {
                for (Map.Entry<Long, FinishedRun> run : results.of(variant.id()).entrySet()) {
                    entries.add(new Entry(
                            variant.id(),
                            run.getKey(),
                            run.getValue().summary().fingerprint(),
                            curves.of(variant.id(), run.getKey()).firstUnlock(),
                            run.getValue().summary().solvedHard()));
                }
            }
            return entries;
        }
    }
}
