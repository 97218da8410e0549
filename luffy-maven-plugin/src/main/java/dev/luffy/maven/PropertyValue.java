package dev.luffy.maven;

import dev.luffy.maven.plan.UserErrorException;
import java.util.List;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * A property that a variant sets.
 *
 * @param place the element it stands in
 * @param path of the property, as it was written
 * @param value to set, or null to leave the property out
 */
record PropertyValue(String place, String path, String value, ExperimentBinder binder) {

    /**
     * Puts the value into an experiment's elements.
     *
     * @throws UserErrorException if there is no such property, or the value does not fit it
     */
    void put(Xpp3Dom experiment) {
        PropertyPath property;
        try {
            property = PropertyPath.of(path);
        } catch (IllegalArgumentException e) {
            throw new UserErrorException(place + "<" + path + "> " + e.getMessage(), e);
        }
        String fixed = AblationElements.fixed(path);
        if (fixed != null) throw new UserErrorException(place + "<" + path + "> " + fixed);
        refuseUnfit(property);
        property.set(experiment, value);
    }

    // Maven's own complaint names a Java type, and of "yes" it makes false without any.
    private void refuseUnfit(PropertyPath property) {
        if (value == null) return;
        Class<?> type = property.type();
        boolean truth = type == Boolean.class || type == boolean.class;
        if (truth && !List.of("true", "false").contains(value)) throw unfit("must be true or false", null);
        Xpp3Dom alone = new Xpp3Dom("experiment");
        property.set(alone, value);
        try {
            binder.bind(alone);
        } catch (ComponentConfigurationException e) {
            boolean whole = type == Integer.class || type == int.class || type == Long.class;
            boolean number = type == Double.class || type == double.class;
            throw unfit(
                    whole ? "must be a whole number" : number ? "must be a number" : "does not fit: " + e.getMessage(),
                    e);
        }
    }

    private UserErrorException unfit(String rule, Exception e) {
        return new UserErrorException(place + "<" + path + "> is " + value + ", but " + rule, e);
    }
}
