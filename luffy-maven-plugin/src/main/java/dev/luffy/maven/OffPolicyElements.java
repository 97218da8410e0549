package dev.luffy.maven;

import static dev.luffy.maven.Element.within;

import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.OffPolicyTerm;
import dev.luffy.runtime.experiment.Reshape;
import java.util.function.Supplier;

/** The elements of {@code <method>} that say how teacher tokens enter the loss; null where left out. */
record OffPolicyElements(
        Double shapingGamma,
        ReshapeBean reshape,
        ClipBean clip,
        Double minimumWeight,
        Double maximumWeight,
        Double sftCoefficient) {

    private static final String WITHOUT_TEACHER =
            "is about teacher rows, and <offPolicyRollouts> is 0: leave it out, or raise that";

    /**
     * The term with what was declared in place of the preset's.
     *
     * @param teacherRows off-policy rows of a group; where there are none, a declared element would change nothing
     */
    OffPolicyTerm over(OffPolicyTerm base, int teacherRows) {
        if (teacherRows == 0) refuseAll();
        if (sftCoefficient != null) {
            refuseWeightElements("<sftCoefficient>");
            return renamed(() -> new OffPolicyTerm.NegativeLogLikelihood(sftCoefficient));
        }
        if (!(base instanceof OffPolicyTerm.Importance importance)) {
            refuseWeightElements("this preset's SFT term");
            return base;
        }
        if (shapingGamma != null && reshape != null) {
            throw new InvalidDeclarationException(
                    "shapingGamma", shapingGamma, "is short for an <offPolicyReshape>: declare one of the two");
        }
        if (minimumWeight != null && maximumWeight != null && minimumWeight >= maximumWeight) {
            throw new InvalidDeclarationException(
                    "minimumWeight",
                    minimumWeight,
                    "must be below <maximumWeight> " + maximumWeight + ": every weight would be the same");
        }
        return new OffPolicyTerm.Importance(
                reshape(importance.reshape()),
                clip == null ? importance.clip() : within("offPolicyClip", clip::toClip),
                minimumWeight == null ? importance.minimumWeight() : minimumWeight,
                maximumWeight == null ? importance.maximumWeight() : maximumWeight);
    }

    private Reshape reshape(Reshape base) {
        if (shapingGamma != null) return renamed(() -> new Reshape.Shaping(shapingGamma));
        return reshape == null ? base : within("offPolicyReshape", reshape::toReshape);
    }

    /** Refuses an element that means nothing in a group without teacher rows; null where it was left out. */
    static void refuseWithoutTeacher(String field, Object value) {
        refuseBecause(field, value, WITHOUT_TEACHER);
    }

    private void refuseAll() {
        String rule = WITHOUT_TEACHER;
        refuseBecause("sftCoefficient", sftCoefficient, rule);
        refuseBecause("shapingGamma", shapingGamma, rule);
        refuseBecause("offPolicyReshape", reshape, rule);
        refuseBecause("offPolicyClip", clip, rule);
        refuseBecause("minimumWeight", minimumWeight, rule);
        refuseBecause("maximumWeight", maximumWeight, rule);
    }

    private void refuseWeightElements(String by) {
        refuse("shapingGamma", shapingGamma, by);
        refuse("offPolicyReshape", reshape, by);
        refuse("offPolicyClip", clip, by);
        refuse("minimumWeight", minimumWeight, by);
        refuse("maximumWeight", maximumWeight, by);
    }

    private static void refuse(String field, Object value, String by) {
        refuseBecause(field, value, "shapes an importance weight, which " + by + " does not use");
    }

    private static void refuseBecause(String field, Object value, String rule) {
        if (value == null) return;
        Object shown = value instanceof Double || value instanceof String ? value : "declared";
        throw new InvalidDeclarationException(field, shown, rule);
    }

    // The record's field has another name than the shorthand that the user wrote.
    private <T> T renamed(Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (InvalidDeclarationException e) {
            String element = e.field().equals("gamma") ? "shapingGamma" : "sftCoefficient";
            throw new InvalidDeclarationException(element, e.value(), e.rule());
        }
    }
}
