package dev.luffy.maven;

import java.util.Map;

/**
 * One thing that an ablation changes in its base: properties of the experiment, by the path of their elements. An element
 * that is set takes the place of the base's, with everything in it; an empty one leaves it out.
 *
 * <pre>{@code
 * <variant>
 *   <id>gamma-0.5</id>
 *   <set>
 *     <method.shapingGamma>0.5</method.shapingGamma>
 *   </set>
 * </variant>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class VariantBean {

    private String id;
    private Map<String, String> set;

    String id() {
        return id;
    }

    /** Paths with values; empty if nothing is declared. */
    Map<String, String> changes() {
        return set == null ? Map.of() : set;
    }
}
