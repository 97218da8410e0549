package dev.luffy.maven.ablate;

import dev.luffy.maven.plan.Workspace;
import dev.luffy.runtime.experiment.Request;
import java.util.List;

/**
 * What {@code luffy:ablate} was asked for.
 *
 * @param ablations all that are declared
 * @param only variants to train, as {@code variant} or {@code ablation.variant}; empty for all
 * @param workspace where things are written
 * @param version of the plugin
 * @param resume what to do with what earlier runs left
 * @param dryRun whether to list the runs and leave it at that
 * @param limit how much is trained at most
 */
public record AblateRequest(
        List<Ablation> ablations,
        List<String> only,
        Workspace workspace,
        String version,
        Request.Resume resume,
        boolean dryRun,
        Limit limit) {

    public AblateRequest {
        ablations = List.copyOf(ablations);
        only = List.copyOf(only);
    }
}
