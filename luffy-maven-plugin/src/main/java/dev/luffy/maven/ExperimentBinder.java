package dev.luffy.maven;

import dev.luffy.maven.plan.UserErrorException;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Makes an experiment of elements as Maven does, with Maven's own configurator: elements that no POM holds in this form,
 * those of a base with a variant's changes, then mean what they would mean there.
 */
record ExperimentBinder(ExpressionEvaluator values, ClassRealm realm) {

    /** @throws ComponentConfigurationException if an element is not known or a value does not fit it */
    ExperimentBean bind(Xpp3Dom experiment) throws ComponentConfigurationException {
        ExperimentBean bean = new ExperimentBean();
        new BasicComponentConfigurator().configureComponent(bean, configuration(experiment), values, realm);
        return bean;
    }

    /** The same of elements that have been bound before, each at its place. */
    ExperimentBean bound(Xpp3Dom experiment) {
        try {
            return bind(experiment);
        } catch (ComponentConfigurationException e) {
            throw new UserErrorException(e.getMessage(), e);
        }
    }

    private static PlexusConfiguration configuration(Xpp3Dom element) {
        DefaultPlexusConfiguration configuration =
                new DefaultPlexusConfiguration(element.getName(), element.getValue());
        for (String name : element.getAttributeNames()) configuration.setAttribute(name, element.getAttribute(name));
        for (Xpp3Dom child : element.getChildren()) configuration.addChild(configuration(child));
        return configuration;
    }
}
