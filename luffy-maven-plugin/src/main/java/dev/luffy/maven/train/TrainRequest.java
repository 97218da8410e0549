package dev.luffy.maven.train;

import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.Workspace;
import dev.luffy.runtime.experiment.Request;
import java.util.List;

/**
 * What {@code luffy:train} was asked for.
 *
 * @param declarations the selected experiments, in the order declared
 * @param workspace where things are written
 * @param version of the plugin
 * @param resume what to do with what earlier runs left
 * @param dryRun whether to say what would be done and leave it at that
 */
public record TrainRequest(
        List<Declaration> declarations, Workspace workspace, String version, Request.Resume resume, boolean dryRun) {

    public TrainRequest {
        declarations = List.copyOf(declarations);
    }
}
