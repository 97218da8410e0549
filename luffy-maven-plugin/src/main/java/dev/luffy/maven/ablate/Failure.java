package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.plan.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A run that diverged, or that could not be trained or asked as declared.
 *
 * @param run its label
 * @param reason in one line and without folders, for files
 * @param message all that is known, for people
 */
record Failure(String run, String reason, @JsonIgnore String message) {

    private static final Pattern FOLDERS =
            Pattern.compile("(?<![\\w/:…])(?:[A-Za-z]:)?(?:[/\\\\][^\\s/\\\\]+)+[/\\\\]");

    static Failure of(PlannedRun run, UserErrorException e, Workspace workspace) {
        String first = e.getMessage().lines().findFirst().orElse("");
        // A folder's name may have spaces, so those that are known go first.
        for (Path known : List.of(workspace.output(), workspace.work())) first = first.replace(known.toString(), "…");
        String place = Variant.place(run.variant().ablation(), run.variant().id()) + ": ";
        String reason = FOLDERS.matcher(first).replaceAll("…/");
        return new Failure(
                run.label(), reason.startsWith(place) ? reason.substring(place.length()) : reason, e.getMessage());
    }

    /** In a sentence. */
    String text() {
        return run + ": " + reason;
    }
}
