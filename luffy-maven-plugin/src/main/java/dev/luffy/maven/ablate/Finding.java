package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.luffy.maven.study.Claim;
import dev.luffy.maven.study.Expectation;

/**
 * A claim and what the numbers say of it.
 *
 * @param claim that was made
 * @param quantity in words, temperatures as numbers
 * @param variant id of the variant that stands for the claim's: the base where that is the same
 * @param than likewise; null where the claim compares with 0
 * @param difference of the two by seed, p-values corrected over those claims of the ablation that are {@linkplain
 *     #inFamily in the family}; null if there is none
 * @param verdict on the claim
 * @param reason why it was not measured; null if it was
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Finding(
        @JsonIgnore Claim claim,
        String quantity,
        String variant,
        String than,
        Difference difference,
        Verdict verdict,
        String reason) {

    @JsonProperty
    String id() {
        return claim.id();
    }

    @JsonProperty
    String statement() {
        return claim.statement();
    }

    @JsonProperty
    Expectation expected() {
        return claim.expected();
    }

    /** Whether its p is corrected with those of the others: not a claim of absence, nor one that too few seeds test. */
    boolean inFamily() {
        return difference != null
                && difference.seeds().size() >= Verdict.SEEDS
                && claim.expected() != Expectation.NO_MORE;
    }

    /** The p that gives the verdict; null if there is none. */
    Double p() {
        boolean judged = difference != null && difference.seeds().size() >= Verdict.SEEDS;
        return judged ? Verdict.p(claim.expected(), difference) : null;
    }

    Finding with(Difference other) {
        return new Finding(claim, quantity, variant, than, other, verdict, reason);
    }

    Finding with(Verdict given, String why) {
        return new Finding(claim, quantity, variant, than, difference, given, why);
    }

    /** What is compared, in words. */
    String comparison() {
        return than == null ? variant : variant + " − " + than;
    }
}
