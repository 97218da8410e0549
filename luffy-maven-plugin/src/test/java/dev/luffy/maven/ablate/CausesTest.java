package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.plan.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CausesTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private static Failure failure(String variant, long seed, String message) {
        PlannedRun run =
                new PlannedRun(new Variant("a", variant, Map.of(), null), Runs.run("a." + variant, seed), true);
        UserErrorException e = new UserErrorException(Variant.place("a", variant) + ": " + message);
        return Failure.of(run, e, new Workspace(Path.of("target"), Path.of("work")));
    }

    private static Failure refused(String variant, long seed, String digest) {
        return failure(
                variant,
                seed,
                "work/a." + variant + "/seed-" + seed + " is of fingerprint " + digest + "\nthe fix is one");
    }

    @Test
    void oneCauseIsSaidOnceWithTheRunsThatItHit() {
        assertThat(Causes.of(List.of(
                        refused("mixed", 1, DIGEST),
                        refused("base", 1, DIGEST.replace('0', 'f')),
                        refused("mixed", 2, DIGEST.replace('1', 'e')))))
                .containsExactly("mixed seeds 1, 2; base seed 1: <ablation id=a>: work/a.…/seed-… is of fingerprint …\n"
                        + "the fix is one");
    }

    @Test
    void whatHitOneRunKeepsItsNamesAndTheBeginningOfItsDigest() {
        assertThat(Causes.of(List.of(refused("mixed", 1, DIGEST))))
                .containsExactly("mixed seed 1: <ablation id=a><variant id=mixed>: work/a.mixed/seed-1 is of"
                        + " fingerprint 01234567…\nthe fix is one");
    }

    @Test
    void twoCausesStayTwo() {
        assertThat(Causes.of(List.of(
                        failure("mixed", 1, "a.mixed, seed 1 diverged at step 1"),
                        failure("mixed", 2, "a.mixed, seed 2 diverged at step 2"),
                        failure("mixed-shaping", 1, "a.mixed-shaping, seed 1 diverged at step 1"))))
                .containsExactly(
                        "mixed seed 1; mixed-shaping seed 1: <ablation id=a>: a.…, seed … diverged at step 1",
                        "mixed seed 2: <ablation id=a><variant id=mixed>: a.mixed, seed 2 diverged at step 2");
    }
}
