package dev.luffy.maven;

import dev.luffy.maven.input.ArtifactFiles;
import dev.luffy.maven.plan.UserErrorException;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Artifacts through Maven's own resolution, so that repositories, {@code -o}, mirrors and checksums work as everywhere. */
@Named
@Singleton
class RepositoryArtifacts {

    private final RepositorySystem repositories;

    @Inject
    RepositoryArtifacts(RepositorySystem repositories) {
        this.repositories = repositories;
    }

    ArtifactFiles of(MavenSession session, MavenProject project) {
        return coordinates -> {
            Artifact artifact = artifact(coordinates);
            ArtifactRequest request = new ArtifactRequest(artifact, project.getRemoteProjectRepositories(), "luffy");
            try {
                return repositories
                        .resolveArtifact(session.getRepositorySession(), request)
                        .getArtifact()
                        .getFile()
                        .toPath();
            } catch (ArtifactResolutionException e) {
                throw new UserErrorException("it cannot be resolved: " + e.getMessage());
            }
        };
    }

    /** Reads {@code group:artifact:version[:type[:classifier]]}, where the version is a single one for ever. */
    static Artifact artifact(String coordinates) {
        String[] parts = coordinates.split(":", -1);
        if (parts.length < 3 || parts.length > 5) {
            throw new UserErrorException("must be group:artifact:version, then :type and :classifier if wanted, such as"
                    + " org.example:problems:1.0:zip");
        }
        for (String part : parts) {
            if (part.isBlank() || !part.equals(part.trim())) {
                throw new UserErrorException("has an empty part: write group:artifact:version:type");
            }
        }
        String version = parts[2];
        if (version.endsWith("-SNAPSHOT")
                || version.equals("LATEST")
                || version.equals("RELEASE")
                || version.matches(".*[\\[\\](),].*")) {
            throw new UserErrorException("the version " + version
                    + " may be another file tomorrow: name a released one, so that results stay comparable");
        }
        return new DefaultArtifact(
                parts[0], parts[1], parts.length == 5 ? parts[4] : "", parts.length >= 4 ? parts[3] : "jar", version);
    }
}
