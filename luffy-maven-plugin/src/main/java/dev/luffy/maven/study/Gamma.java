package dev.luffy.maven.study;

import java.util.List;
import java.util.Map;

/** The sweep of γ in f(p) = p/(p + γ): 0.1 is best. The paper only plots the other values. */
final class Gamma {

    private static final String BEST = "0.1";
    private static final List<String> OTHERS = List.of("0.05", "0.2", "0.3", "0.5");

    static final Map<String, Map<String, String>> VARIANTS = new VariantList()
            .set("gamma-0.05", "method.shapingGamma", "0.05")
            .set("gamma-0.1", "method.shapingGamma", BEST)
            .set("gamma-0.2", "method.shapingGamma", "0.2")
            .set("gamma-0.3", "method.shapingGamma", "0.3")
            .set("gamma-0.5", "method.shapingGamma", "0.5")
            .map();

    static final List<Claim> CLAIMS = OTHERS.stream()
            .map(other -> new Claim(
                    "gamma." + BEST + "-" + other,
                    "γ = " + BEST + " above γ = " + other,
                    new Quantity.HeldOut(null),
                    "gamma-" + BEST,
                    "gamma-" + other,
                    Expectation.MORE))
            .toList();

    private Gamma() {}
}
