package dev.luffy.maven.check;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything that {@code luffy:check} needs to know.
 *
 * @param checks in the order of the POM
 * @param basedir folder that paths in messages start from
 * @param results folder of the evaluations' folders
 * @param baselines folder of the committed baselines
 * @param reports folder of what is written about the checks
 * @param failOnRegression whether a violated limit fails the build
 * @param update whether baselines are written
 * @param justification why a worse baseline is to be accepted; null where only a check's own may count
 * @param updateAllowed whether this machine may write baselines
 * @param call the command that runs this goal again, such as {@code mvn luffy:check}
 */
public record CheckRequest(
        List<DeclaredCheck> checks,
        Path basedir,
        Path results,
        Path baselines,
        Path reports,
        boolean failOnRegression,
        boolean update,
        String justification,
        boolean updateAllowed,
        String call) {

    public CheckRequest {
        checks = List.copyOf(checks);
    }

    /** A path as the user would write it: relative to the project where it is inside, with slashes. */
    String shown(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path root = basedir.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
        return shown.toString().replace('\\', '/');
    }

    /** The command that writes baselines. */
    String updateCall() {
        return call + " -Dluffy.updateBaseline";
    }

    /** How to accept a change for the worse. */
    String accept() {
        return "run " + updateCall() + " -Dluffy.justification=\"why\" and commit " + shown(baselines);
    }
}
