package dev.luffy.maven.input;

import java.nio.file.Path;

/** Finds artifacts; Maven behind it. */
@FunctionalInterface
public interface ArtifactFiles {

    /**
     * The file of an artifact.
     *
     * @param coordinates {@code group:artifact:version}, then {@code :type} and {@code :classifier} if wanted
     * @throws dev.luffy.maven.plan.UserErrorException if they are no coordinates or nothing is found; the message starts
     *     with what is wrong about them
     */
    Path resolve(String coordinates);
}
