package dev.luffy.maven.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.endpoint.Endpoint;
import dev.luffy.runtime.experiment.Inputs;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.RunPaths;
import dev.luffy.runtime.experiment.ServerAccess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTextTest {

    private static final RunPaths PATHS = new RunPaths("m", "p", "t", null, "o", "c", "prepared");

    private static DeclaredServer server(String there, String id, String variable) {
        return new DeclaredServer(
                new Endpoint(
                        URI.create("http://gpu:30000"),
                        Endpoint.Api.GENERATE,
                        null,
                        64,
                        Duration.ofSeconds(1),
                        0,
                        Duration.ZERO),
                new ServerAccess("http://gpu:30000", null, "/w", there, 64, 1000, 0, 0, id != null || variable != null),
                id,
                variable);
    }

    private static List<String> plan(DeclaredServer server) {
        return PlanText.of(new Run(
                Plans.experiment("x", 1),
                new Inputs("aa", "bb", "cc", null),
                PATHS,
                new Sizes(
                        new ModelConfig(11, 8, 32, 2, 4, 2, 2, 1e-6, 1e4, true, 64, List.of(1), 0, 0.02),
                        2,
                        2,
                        2,
                        0,
                        0),
                server));
    }

    @Test
    void aDryRunShowsWhereRolloutsComeFromAndWhereTheKeyIs() {
        assertThat(plan(server("/mnt/w", "gpu", null)))
                .contains(
                        "  rollouts    from http://gpu:30000/generate, 64 at one time, with the key of server gpu in"
                                + " settings.xml",
                        "  weights     for it in /w, there /mnt/w; a dry run asks it nothing");
        assertThat(plan(server("/w", null, "GPU_KEY")))
                .contains(
                        "  rollouts    from http://gpu:30000/generate, 64 at one time, with the key in GPU_KEY",
                        "  weights     for it in /w; a dry run asks it nothing");
        assertThat(plan(server("/w", null, null))).anyMatch(line -> line.endsWith("64 at one time, with no key"));
        assertThat(plan(null)).noneMatch(line -> line.contains("rollouts    from"));
    }
}
