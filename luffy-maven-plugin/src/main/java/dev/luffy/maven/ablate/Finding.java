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
 * @param difference of the two by seed, p-values corrected over all claims of the ablation; null if there is none
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

    /** What is compared, in words. */
    String comparison() {
        return than == null ? variant : variant + " − " + than;
    }
}
