package dev.luffy.maven;

import dev.luffy.maven.plan.UserErrorException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Refuses top-level elements of {@code <configuration>} that no goal of this plugin knows. Maven itself drops them:
 * 3.8 without a word, later versions with a warning, and an experiment would run with a default that nobody chose.
 */
final class KnownElements {

    private KnownElements() {}

    static void check(MavenProject project, MojoExecution execution) {
        // The execution's own plugin is bare when the goal was named on the command line.
        Plugin plugin = project.getPlugin(Plugin.constructKey(execution.getGroupId(), execution.getArtifactId()));
        if (plugin == null) return;
        Set<String> known = new TreeSet<>();
        for (MojoDescriptor goal :
                execution.getMojoDescriptor().getPluginDescriptor().getMojos()) {
            for (Parameter parameter : goal.getParameters()) {
                if (parameter.isEditable()) known.add(parameter.getName());
            }
        }
        check(plugin.getConfiguration(), known);
        PluginExecution declared = plugin.getExecutionsAsMap().get(execution.getExecutionId());
        if (declared != null) check(declared.getConfiguration(), known);
    }

    static void check(Object configuration, Set<String> known) {
        if (!(configuration instanceof Xpp3Dom elements)) return;
        for (Xpp3Dom element : elements.getChildren()) {
            if (!known.contains(element.getName())) {
                throw new UserErrorException("<configuration><" + element.getName()
                        + "> is not known to luffy-maven-plugin: use one of " + known);
            }
        }
    }
}
