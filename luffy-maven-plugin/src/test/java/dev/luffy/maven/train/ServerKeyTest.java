package dev.luffy.maven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.DeclaredServer;
import dev.luffy.maven.plan.Length;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.Plans;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.Run;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.plan.Workspace;
import dev.luffy.runtime.endpoint.Endpoint;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.ServerAccess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A key that is not there is missed before anything is trained. */
class ServerKeyTest extends TrainingFixture {

    private static final DeclaredServer SERVER = new DeclaredServer(
            new Endpoint(
                    URI.create("http://gpu"), Endpoint.Api.GENERATE, null, 1, Duration.ofSeconds(1), 0, Duration.ZERO),
            new ServerAccess("http://gpu", null, "/w", "/w", 1, 1000, 0, 0, true),
            null,
            "KEY");

    private final WorkerLauncher keyless = new WorkerLauncher() {
        @Override
        public void check(Run run) {
            if (run.server() != null) throw new UserErrorException("no key");
        }

        @Override
        public WorkerEnd launch(Run run, Path request, RunListener listener) {
            return work(run, request, listener);
        }
    };

    private Declaration declaration(Experiment run, DeclaredServer server) {
        ProblemSource problems = new ProblemSource.JsonLines(desk.problems());
        return new Declaration(
                List.of(run),
                Length.IN_STEPS,
                new ModelSource.Folder(desk.model()),
                problems,
                new ProblemSource.JsonLines(desk.traces()),
                problems,
                server);
    }

    private void train(WorkerLauncher workers, boolean dryRun, DeclaredServer server) throws Exception {
        List<Declaration> both = List.of(
                declaration(Plans.experiment("local", 1), null), declaration(Plans.experiment("served", 1), server));
        new Training(workers, () -> null, output)
                .train(new TrainRequest(
                        both, new Workspace(target, folder.resolve(".luffy")), "1", Request.Resume.AUTO, dryRun));
    }

    @Test
    void beforeTheFirstExperiment() {
        assertThatThrownBy(() -> train(keyless, false, SERVER)).hasMessage("no key");
        assertThat(started).isEmpty();
    }

    @Test
    void butNotByADryRunAndNotForWhatIsUpToDate() throws Exception {
        train(keyless, true, SERVER);
        train(this::work, false, SERVER);
        train(keyless, false, SERVER);
        assertThat(started).containsExactly("local, seed 1", "served, seed 1");
    }

    @Test
    void theRequestSaysWhereTheServerIs() throws Exception {
        train(this::work, false, SERVER);
        assertThat(target.resolve("served/seed-1/request.json")).content().contains("\"url\" : \"http://gpu\"");
        assertThat(target.resolve("local/seed-1/request.json")).content().doesNotContain("server");
    }
}
