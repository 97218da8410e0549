package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobTest {

    private static final Request TRAINING = new Request(
            Declarations.luffy(),
            new Inputs("aa", "bb", "cc", null),
            new RunPaths("m", "p", "t", null, "out", "checkpoints", "prepared"),
            Request.Resume.AUTO);
    private static final EvaluationRequest EVALUATION = new EvaluationRequest(
            "aime24",
            "m",
            "aa",
            "p",
            "bb",
            4,
            List.of(0.0, 0.6),
            0.95,
            20,
            256,
            42,
            new AnsweringBudget(Precision.BFLOAT16, 64, 512, 2, "cuda:1"),
            "f",
            "s",
            "j",
            "out");

    @Test
    void aJobIsReadBackAsTheKindThatWasWritten() {
        for (Job job : List.of(TRAINING, EVALUATION)) {
            assertThat(Json.read(Json.readable(job), Job.class)).isEqualTo(job);
            assertThat(job.output()).isEqualTo("out");
        }
    }

    @Test
    void whereAServerIsComesWithTheJobAndNotWithTheExperiment() {
        ServerAccess server = new ServerAccess("http://gpu:30000", null, "/w", "/mnt/w", 64, 600_000, 5, 1000, true);
        Request served = new Request(
                Declarations.served(Declarations.luffy(), RolloutServer.Api.GENERATE, true),
                TRAINING.inputs(),
                TRAINING.paths(),
                TRAINING.resume(),
                server);
        assertThat(Json.read(Json.readable(served), Job.class)).isEqualTo(served);
        assertThat(Json.canonical(served.experiment())).doesNotContain("gpu");
        assertThat(Json.canonical(TRAINING)).doesNotContain("server");
    }

    @Test
    void theFileSaysWhichKindItIs() {
        assertThat(Json.canonical(TRAINING))
                .contains("\"job\":\"train\"")
                .doesNotContain("\"output\":\"out\",\"paths\"");
        assertThat(Json.canonical(EVALUATION)).contains("\"job\":\"evaluate\"");
    }

    @Test
    void aFileOfNoKnownKindIsRefused() {
        assertThatThrownBy(() -> Json.read("{\"job\":\"dance\"}", Job.class)).isInstanceOf(UncheckedIOException.class);
    }
}
