package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.plan.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A run that diverged, or that could not be trained or asked as declared.
 *
 * @param planned the run
 * @param reason in one line and without folders, for files
 * @param message all that is known, for people
 */
record Failure(
        @JsonIgnore PlannedRun planned,
        String reason,
        @JsonIgnore String message) {

    private static final Pattern FOLDERS =
            Pattern.compile("(?<![\\w/:…])(?:[A-Za-z]:)?(?:[/\\\\][^\\s/\\\\]+)+[/\\\\]");

    static Failure of(PlannedRun run, UserErrorException e, Workspace workspace) {
        String first = e.getMessage().lines().findFirst().orElse("");
        // A folder's name may have spaces, so those that are known go first.
        for (Path known : List.of(workspace.output(), workspace.work())) first = first.replace(known.toString(), "…");
        String place = Variant.place(run.variant().ablation(), run.variant().id()) + ": ";
        String reason = Causes.shortened(FOLDERS.matcher(first).replaceAll("…/"));
        return new Failure(run, reason.startsWith(place) ? reason.substring(place.length()) : reason, e.getMessage());
    }

    /** Its label. */
    @JsonProperty
    String run() {
        return planned.label();
    }

    /** In a sentence. */
    String text() {
        return run() + ": " + reason;
    }
}
