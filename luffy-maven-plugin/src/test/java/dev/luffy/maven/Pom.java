package dev.luffy.maven;

import dev.luffy.maven.plan.Declaration;
import dev.luffy.runtime.experiment.Method;
import java.io.File;
import java.io.StringReader;
import java.nio.file.Path;
import org.codehaus.plexus.classworlds.ClassWorld;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;

/** Binds XML to beans as Maven does, with Maven's own configurator. */
final class Pom {

    static final Path BASEDIR = Path.of("/project");

    private Pom() {}

    /** The least that an experiment declares, and the given elements besides. */
    static Declaration experiment(String elements) throws ComponentConfigurationException {
        return bean("<experiment><id>x</id><model>m</model><data>d.jsonl</data><traces>t.jsonl</traces>" + elements
                        + "</experiment>")
                .toDeclaration(BASEDIR);
    }

    /** The method of that experiment. */
    static Method method(String elements) throws ComponentConfigurationException {
        return experiment(elements).runs().get(0).method();
    }

    static ExperimentBean bean(String xml) throws ComponentConfigurationException {
        return bind(new ExperimentBean(), xml);
    }

    static ExperimentBinder binder() {
        return new ExperimentBinder(
                new Literal(), new ClassRealm(new ClassWorld(), "test", Pom.class.getClassLoader()));
    }

    static <T> T bind(T bean, String xml) throws ComponentConfigurationException {
        ClassRealm realm = new ClassRealm(new ClassWorld(), "test", Pom.class.getClassLoader());
        new BasicComponentConfigurator().configureComponent(bean, configuration(xml), new Literal(), realm);
        return bean;
    }

    private static XmlPlexusConfiguration configuration(String xml) {
        try {
            return new XmlPlexusConfiguration(Xpp3DomBuilder.build(new StringReader(xml)));
        } catch (Exception e) {
            throw new IllegalArgumentException(xml, e);
        }
    }

    private static final class Literal implements ExpressionEvaluator {
        @Override
        public Object evaluate(String expression) {
            return expression;
        }

        @Override
        public File alignToBaseDirectory(File file) {
            return file.isAbsolute() ? file : BASEDIR.resolve(file.toPath()).toFile();
        }
    }
}
