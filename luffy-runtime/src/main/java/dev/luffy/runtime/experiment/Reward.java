package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.benchmarks.answer.Policy;

/**
 * How a response is scored: 1 if the verifier finds the gold answer, else 0.
 *
 * @param boundary text that ends the thinking part; the answer is looked for after its last occurrence, and a response
 *     without it has none. Empty: the whole response is the answer, or what the policy makes of it
 * @param policy name of the {@link Policy} that says when two answers are the same, or null: both are integers, exactly.
 *     Not part of the JSON then, so that older fingerprints stay
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reward(String boundary, String policy) {

    public Reward {
        Check.present("boundary", boundary);
        if (policy != null && !Policy.names().contains(policy)) {
            throw new InvalidDeclarationException(
                    "policy", policy, "must be one of " + String.join(", ", Policy.names()));
        }
    }

    /** Exact integers after a boundary. */
    public Reward(String boundary) {
        this(boundary, null);
    }
}
