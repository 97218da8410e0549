package dev.luffy.maven.ablate;

import dev.luffy.maven.plan.Plans;
import dev.luffy.maven.plan.Run;
import dev.luffy.runtime.experiment.Inputs;
import dev.luffy.runtime.experiment.RunPaths;

/** Runs and lines of metrics for tests. */
final class Runs {

    private Runs() {}

    static Run run(String id, long seed) {
        return new Run(
                Plans.experiment(id, seed),
                new Inputs("m", "p", "t", "v"),
                new RunPaths("m", "p", "t", "v", "/out", "/checkpoints", "/prepared"),
                null);
    }

    /** A line of metrics.ndjson: reward 0.5, entropy 1.25, length 7, none truncated. */
    static String metrics(int step, int solvedHard) {
        return "{\"step\":" + step + ",\"loss\":0.1,\"rewardOn\":0.5,\"entropy\":1.25,\"responseLength\":7.0,"
                + "\"solvedHard\":" + solvedHard + ",\"truncated\":0.0}";
    }
}
