package dev.luffy.maven;

import dev.luffy.maven.ablate.Variant;
import dev.luffy.maven.plan.UserErrorException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** The {@code <variants>} of an ablation as they were written: a bean's map has lost what stood inside a property. */
final class VariantElements {

    private VariantElements() {}

    /**
     * Refuses properties that are written as elements in elements. Their text is empty, which would leave them out.
     *
     * @param ablation its id
     * @param element of the ablation
     * @throws UserErrorException naming the element and the path to write instead
     */
    static void refuseNested(String ablation, Xpp3Dom element) {
        Xpp3Dom variants = element.getChild("variants");
        if (variants == null) return;
        for (Xpp3Dom variant : variants.getChildren()) {
            for (Xpp3Dom set : variant.getChildren("set")) {
                for (Xpp3Dom property : set.getChildren()) {
                    if (property.getChildCount() > 0) throw nested(ablation, variant.getChild("id"), property);
                }
            }
        }
    }

    private static UserErrorException nested(String ablation, Xpp3Dom id, Xpp3Dom property) {
        StringBuilder path = new StringBuilder(property.getName());
        Xpp3Dom leaf = property;
        while (leaf.getChildCount() > 0) {
            leaf = leaf.getChild(0);
            path.append('.').append(leaf.getName());
        }
        String value = leaf.getValue();
        String written = value == null || value.isBlank()
                ? "<" + path + "/>"
                : "<" + path + ">" + value.strip() + "</" + path + ">";
        String variant = id == null ? "nothing" : id.getValue();
        return new UserErrorException(Variant.place(ablation, variant) + "<set><" + property.getName()
                + "> has elements inside, but a property is written as one path: " + written);
    }
}
