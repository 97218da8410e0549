package dev.luffy.maven;

import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.Reshape;

/**
 * The function f that an importance weight goes through. The parameter that belongs to a kind may be left out; the
 * values shown are the defaults.
 *
 * <pre>{@code
 * <offPolicyReshape>IDENTITY</offPolicyReshape>                                   <!-- x -->
 * <offPolicyReshape><kind>SHAPING</kind><gamma>0.1</gamma></offPolicyReshape>     <!-- x / (x + gamma) -->
 * <offPolicyReshape><kind>POWER</kind><exponent>0.5</exponent></offPolicyReshape> <!-- x^exponent -->
 * <offPolicyReshape><kind>LOGARITHM</kind><weight>1</weight></offPolicyReshape>   <!-- weight * log x -->
 * <offPolicyReshape><kind>PLUS_LOGARITHM</kind><weight>1</weight></offPolicyReshape> <!-- x + weight * log x -->
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ReshapeBean {

    private enum Kind {
        IDENTITY,
        SHAPING,
        POWER,
        LOGARITHM,
        PLUS_LOGARITHM
    }

    private String kind;
    private Double gamma;
    private Double exponent;
    private Double weight;

    /** Makes {@code <offPolicyReshape>IDENTITY</offPolicyReshape>} possible. */
    public void set(String kind) {
        this.kind = kind;
    }

    Reshape toReshape() {
        Kind chosen = kind();
        refuse("gamma", gamma, chosen == Kind.SHAPING);
        refuse("exponent", exponent, chosen == Kind.POWER);
        refuse("weight", weight, chosen == Kind.LOGARITHM || chosen == Kind.PLUS_LOGARITHM);
        return switch (chosen) {
            case IDENTITY -> new Reshape.Identity();
            case SHAPING -> new Reshape.Shaping(gamma == null ? 0.1 : gamma);
            case POWER -> new Reshape.Power(exponent == null ? 0.5 : exponent);
            case LOGARITHM -> new Reshape.Logarithm(weight == null ? 1 : weight);
            case PLUS_LOGARITHM -> new Reshape.PlusLogarithm(weight == null ? 1 : weight);
        };
    }

    private Kind kind() {
        for (Kind each : Kind.values()) if (each.name().equals(kind)) return each;
        throw new InvalidDeclarationException(
                "kind",
                kind == null ? "nothing" : kind,
                "must be IDENTITY, SHAPING, POWER, LOGARITHM or PLUS_LOGARITHM");
    }

    // A parameter that another kind would read is a mistake, not an extra.
    private void refuse(String field, Double value, boolean read) {
        if (value != null && !read) throw new InvalidDeclarationException(field, value, "means nothing to " + kind);
    }
}
