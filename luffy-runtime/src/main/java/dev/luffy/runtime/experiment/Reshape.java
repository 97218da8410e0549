package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * How an importance weight enters the objective (LUFFY §3.3; reference flags {@code off_policy_reshape} and
 * {@code on_policy_reshape}). x is π_θ on teacher tokens (π_φ = 1) and π_θ/π_old on the policy's own.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reshape.Identity.class, name = "IDENTITY"),
    @JsonSubTypes.Type(value = Reshape.Shaping.class, name = "SHAPING"),
    @JsonSubTypes.Type(value = Reshape.Power.class, name = "POWER"),
    @JsonSubTypes.Type(value = Reshape.Logarithm.class, name = "LOGARITHM"),
    @JsonSubTypes.Type(value = Reshape.PlusLogarithm.class, name = "PLUS_LOGARITHM")
})
public sealed interface Reshape {

    /** f(x) = x; reference {@code no_reshape}. */
    record Identity() implements Reshape {}

    /**
     * f(x) = x/(x+γ), the paper's policy shaping; reference {@code p_div_p_0.1} and its kin. On the policy's own tokens
     * the ratio is f(π_θ)/f(π_old).
     *
     * @param gamma γ &gt; 0; the paper's best is 0.1
     */
    record Shaping(double gamma) implements Reshape {
        public Shaping {
            Check.positive("gamma", gamma);
        }
    }

    /**
     * f(x) = x^e; reference {@code pow}, and {@code square_root} with e = 0.5.
     *
     * @param exponent e &gt; 0
     */
    record Power(double exponent) implements Reshape {
        public Power {
            Check.positive("exponent", exponent);
        }
    }

    /**
     * f(x) = w·log x; reference {@code logp}. On the policy's own tokens the reference ignores the weight: log ratio.
     *
     * @param weight w; 0.1 in the reference's YAML, 1.0 in its function signature
     */
    record Logarithm(double weight) implements Reshape {
        public Logarithm {
            Check.finite("weight", weight);
        }
    }

    /**
     * f(x) = x + w·log x; reference {@code p_logp}.
     *
     * @param weight w; 0.1 in the reference's YAML, 1.0 in its function signature
     */
    record PlusLogarithm(double weight) implements Reshape {
        public PlusLogarithm {
            Check.finite("weight", weight);
        }
    }
}
