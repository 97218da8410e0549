package dev.luffy.maven;

import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.fork.WorkerNeeds;
import dev.luffy.maven.plan.DeclaredServer;
import dev.luffy.maven.plan.MemoryPlan;
import dev.luffy.maven.plan.Run;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.train.Training;
import dev.luffy.maven.train.WorkerLauncher;
import dev.luffy.runtime.endpoint.EndpointClient;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Starts a worker for each run of training, with the heap and the threads that it needs, and tells it the key of its server.
 *
 * @param keys gives the key of a server, or null for none
 */
record TrainLauncher(ForkLauncher workers, Function<DeclaredServer, String> keys) implements WorkerLauncher {

    @Override
    public void check(Run run) {
        if (run.server() != null) key(run);
    }

    @Override
    public WorkerEnd launch(Run run, Path request, RunListener listener) {
        return workers.launch(
                request,
                run.output(),
                Training.LOG,
                new WorkerNeeds(
                        MemoryPlan.HEAP_MEBIBYTES,
                        run.experiment().budget().threads(),
                        run.sizes().model().parameterCount()),
                run.server() == null ? null : key(run),
                listener);
    }

    private String key(Run run) {
        String place = "<experiment id=" + run.experiment().id() + "><rollout><server>";
        try {
            String key = keys.apply(run.server());
            new EndpointClient(run.server().endpoint(), key)
                    .close(); // refuses what cannot be a key, and does not show it
            return key;
        } catch (UserErrorException | IllegalArgumentException e) {
            String rest = e.getMessage().startsWith("<") ? e.getMessage() : ": " + e.getMessage();
            throw new UserErrorException(place + rest, e);
        }
    }
}
