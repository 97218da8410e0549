package dev.luffy.maven.plan;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where a benchmark's problems come from. A pin is the SHA-256 of the file of problems in lower-case hexadecimal; of an
 * archive that is the entry's.
 */
public sealed interface BenchmarkSource {

    /** What the file must digest to, or null. */
    String sha256();

    /** A file on disk; absolute. */
    record LocalFile(Path path, String sha256) implements BenchmarkSource {}

    /** A file to be downloaded; never without a pin. */
    record Download(URI url, String sha256) implements BenchmarkSource {}

    /**
     * An artifact of a Maven repository.
     *
     * @param coordinates {@code group:artifact:version}, then {@code :type} and {@code :classifier} if wanted
     * @param entry path inside the archive, or null if the artifact itself is the file
     */
    record Artifact(String coordinates, String entry, String sha256) implements BenchmarkSource {}

    /** Problems that ship with the plugin. */
    record Builtin(ProblemSource.Builtin problems) implements BenchmarkSource {
        @Override
        public String sha256() {
            return null;
        }
    }
}
