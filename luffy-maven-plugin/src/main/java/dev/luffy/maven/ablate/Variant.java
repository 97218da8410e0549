package dev.luffy.maven.ablate;

import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.UserErrorException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One member of an ablation: the base, or the base with some properties changed.
 *
 * @param ablation its id
 * @param id {@link #BASE} for the base
 * @param changes paths of POM elements, such as {@code method.preset}, with the values they take; empty for the base. A
 *     value is null where the element is left out
 * @param declaration the experiment that comes out; its id is {@code <ablation>.<variant>}
 */
public record Variant(String ablation, String id, Map<String, String> changes, Declaration declaration) {

    /** The id of every ablation's base. */
    public static final String BASE = "base";

    public Variant {
        changes = Collections.unmodifiableMap(new TreeMap<>(changes));
    }

    /** Id of the experiment that a variant is: its runs lie and are evaluated under this name. */
    public static String experiment(String ablation, String variant) {
        return ablation + "." + variant;
    }

    /** The element that a variant stands in. */
    public static String place(String ablation, String variant) {
        String within = "<ablation id=" + ablation + ">";
        return variant.equals(BASE) ? within + "<base>" : within + "<variant id=" + variant + ">";
    }

    /** A complaint about the experiment as one about the variant's element, which is what stands in the POM. */
    public static UserErrorException complaint(String ablation, String variant, UserErrorException e) {
        String experiment = "<experiment id=" + experiment(ablation, variant) + ">";
        String message = e.getMessage().startsWith(experiment)
                ? place(ablation, variant) + e.getMessage().substring(experiment.length())
                : place(ablation, variant) + ": " + e.getMessage();
        return new UserErrorException(ablating(message, experiment(ablation, variant)), e);
    }

    // The worker knows experiments only, and luffy:train has none of this id.
    private static String ablating(String message, String experiment) {
        String over = "-Dluffy.resume=never ";
        return message.replace(over + "-Dluffy.experiments=" + experiment, over + "-Dluffy.ablate.only=" + experiment);
    }

    /** What it changes, for people. */
    String changesText() {
        if (changes.isEmpty()) return "–";
        StringBuilder text = new StringBuilder();
        changes.forEach((path, value) -> text.append(text.isEmpty() ? "" : ", ")
                .append(path)
                .append(value == null ? " left out" : " = " + value));
        return text.toString();
    }
}
