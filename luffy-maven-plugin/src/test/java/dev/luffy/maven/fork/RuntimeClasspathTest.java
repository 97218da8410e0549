package dev.luffy.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.plan.UserErrorException;
import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.DependencyResult;
import org.junit.jupiter.api.Test;

/** Which jars a worker gets, from repositories that have every artifact but one. */
class RuntimeClasspathTest {

    private static final Libtorch CUDA = new Libtorch.FromRepository(
            new DefaultArtifact("ai.djl.pytorch:pytorch-native-cu128:jar:linux-x86_64:2.7.1"));

    private final List<Dependency> asked = new ArrayList<>();
    private String missing = "nothing";

    private List<Path> resolve(Libtorch libtorch) {
        RepositorySystem repositories = (RepositorySystem) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RepositorySystem.class},
                (proxy, method, arguments) -> answer((DependencyRequest) arguments[1]));
        return new RuntimeClasspath(repositories).resolve(null, List.of(), "1", libtorch);
    }

    private DependencyResult answer(DependencyRequest request) throws DependencyResolutionException {
        DependencyResult result = new DependencyResult(request);
        List<ArtifactResult> artifacts = new ArrayList<>();
        for (Dependency each : request.getCollectRequest().getDependencies()) {
            asked.add(each);
            Artifact artifact = each.getArtifact();
            ArtifactResult found = new ArtifactResult(new ArtifactRequest(artifact, List.of(), "test"));
            if (!artifact.getArtifactId().equals(missing)) {
                found.setArtifact(artifact.setFile(new File("/" + artifact.getArtifactId() + ".jar")));
            }
            artifacts.add(found);
        }
        result.setArtifactResults(artifacts);
        if (artifacts.stream().allMatch(ArtifactResult::isResolved)) return result;
        throw new DependencyResolutionException(result, new IllegalStateException("could not find " + missing));
    }

    @Test
    void declaredNativesTakeThePlaceOfTheDefaultOnes() {
        assertThat(resolve(CUDA)).containsExactly(Path.of("/luffy-runtime.jar"), Path.of("/pytorch-native-cu128.jar"));
        assertThat(asked.get(0).getExclusions())
                .singleElement()
                .satisfies(each -> assertThat(each.getArtifactId()).isEqualTo("pytorch-native-cpu"));
        asked.clear();
        assertThat(resolve(Libtorch.DEFAULT)).containsExactly(Path.of("/luffy-runtime.jar"));
        assertThat(asked.get(0).getExclusions()).isEmpty();
    }

    @Test
    void aLibtorchThatNoRepositoryHasIsTheUsersMistakeAndNamed() {
        missing = "pytorch-native-cu128";
        assertThatThrownBy(() -> resolve(CUDA))
                .isInstanceOf(UserErrorException.class)
                .hasMessage(
                        "<libtorch><artifact> is ai.djl.pytorch:pytorch-native-cu128:jar:linux-x86_64:2.7.1, but it cannot be"
                                + " resolved: could not find pytorch-native-cu128. Correct it, or name a folder or a"
                                + " <download>: of libtorch 2.7.1 built for CUDA, Maven Central has none");
    }

    @Test
    void aRuntimeThatNoRepositoryHasIsNot() {
        missing = "luffy-runtime";
        assertThatThrownBy(() -> resolve(CUDA))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("the worker's class path cannot be resolved: could not find luffy-runtime");
    }
}
