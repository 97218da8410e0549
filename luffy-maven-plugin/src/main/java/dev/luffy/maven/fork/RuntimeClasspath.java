package dev.luffy.maven.fork;

import dev.luffy.maven.plan.UserErrorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Singleton;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.DependencyResult;

/**
 * The worker's class path: {@code dev.luffy:luffy-runtime} in the plugin's own version with what it needs at run time.
 * Resolved by Maven, so that reactor, {@code -o}, mirrors and checksums work as for every other artifact, and apart
 * from the plugin's realm, which never sees a native library.
 */
@Named
@Singleton
public class RuntimeClasspath {

    private static final Exclusion DEFAULT_NATIVES = new Exclusion("ai.djl.pytorch", "pytorch-native-cpu", "*", "*");

    private final RepositorySystem repositories;

    @Inject
    public RuntimeClasspath(RepositorySystem repositories) {
        this.repositories = repositories;
    }

    private static boolean lacks(DependencyResult result, Artifact wanted) {
        return wanted != null
                && result.getArtifactResults().stream()
                        .filter(each -> !each.isResolved())
                        .map(each -> each.getRequest().getArtifact())
                        .anyMatch(missing -> missing.getGroupId().equals(wanted.getGroupId())
                                && missing.getArtifactId().equals(wanted.getArtifactId()));
    }

    /**
     * Files of the class path, the runtime first.
     *
     * @param libtorch whose natives are on it
     * @throws UserErrorException if the declared natives cannot be resolved
     * @throws WorkerException if anything else cannot
     */
    public List<Path> resolve(
            RepositorySystemSession session, List<RemoteRepository> remotes, String version, Libtorch libtorch) {
        Artifact runtime = new DefaultArtifact("dev.luffy", "luffy-runtime", "jar", version);
        List<Exclusion> without = libtorch.replacesDefault() ? List.of(DEFAULT_NATIVES) : List.of();
        List<Dependency> wanted = new ArrayList<>();
        wanted.add(new Dependency(runtime, "runtime", false, without));
        if (libtorch.natives() != null) wanted.add(new Dependency(libtorch.natives(), "runtime"));
        CollectRequest collect = new CollectRequest(wanted, null, remotes);
        try {
            DependencyResult result = repositories.resolveDependencies(session, new DependencyRequest(collect, null));
            return result.getArtifactResults().stream()
                    .map(each -> each.getArtifact().getFile().toPath().toAbsolutePath())
                    .toList();
        } catch (DependencyResolutionException e) {
            if (lacks(e.getResult(), libtorch.natives())) {
                throw new UserErrorException(
                        "<libtorch><artifact> is " + libtorch.natives() + ", but it cannot be resolved: "
                                + e.getMessage()
                                + ". Correct it, or name a folder or a <download>: of libtorch "
                                + Libtorch.VERSION + " built for CUDA, Maven Central has none",
                        e);
            }
            throw new WorkerException("the worker's class path cannot be resolved: " + e.getMessage(), e);
        }
    }
}
