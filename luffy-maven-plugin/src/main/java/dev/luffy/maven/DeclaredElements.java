package dev.luffy.maven;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** The elements behind the beans of a goal, in the beans' order. */
record DeclaredElements(Xpp3Dom configuration) {

    /** Those of {@code <experiment>} and after it of {@code <experiments>}. */
    List<Xpp3Dom> experiments() {
        List<Xpp3Dom> all = new ArrayList<>();
        Xpp3Dom single = configuration.getChild("experiment");
        if (single != null && single.getChildCount() > 0) all.add(single);
        all.addAll(children("experiments"));
        return all;
    }

    List<Xpp3Dom> ablations() {
        return children("ablations");
    }

    private List<Xpp3Dom> children(String list) {
        Xpp3Dom element = configuration.getChild(list);
        return element == null ? List.of() : List.of(element.getChildren());
    }
}
