package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.fork.InterruptedRunException;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.fork.WorkerException;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the other runs when one does not end well. */
class FailedRunsTest extends AblationFixture {

    private final List<Ablation> more = new ArrayList<>();

    @Override
    List<Ablation> ablations(boolean derived) {
        List<Ablation> all = new ArrayList<>(super.ablations(derived));
        all.addAll(more);
        return all;
    }

    private void fail() {
        ends.put("a.mixed/seed-2", new WorkerEnd.UserError("too large"));
        ends.put("a.free/seed-1", new WorkerEnd.Diverged("the loss is NaN at step 3"));
    }

    @Test
    void theOthersAreTrainedAndTabulatedAndThenTheGoalFailsWithAllOfThem() throws IOException {
        fail();
        assertThatThrownBy(this::ablate)
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith(
                        "2 runs of luffy:ablate failed; the tables have what the others reached, and the"
                                + " next call tries again:\n"
                                + "  a: mixed seed 2: <ablation id=a><variant id=mixed>: too large\n"
                                + "  a: free seed 1: <ablation id=a><variant id=free>: a.free, seed 1 diverged:"
                                + " the loss is NaN at step 3\n    Checkpoints are kept in ")
                .hasMessageContaining("lower <optimizer><learningRate>");

        assertThat(started).hasSize(6);
        assertThat(lines).contains("ablation a: mixed, seed 2 failed; the others go on. too large");
        assertThat(table("table.md"))
                .contains(
                        "| mixed | all | 1 |",
                        "**Failed:** mixed, seed 2: too large\n",
                        "**Failed:** free, seed 1: a.free, seed 1 diverged: the loss is NaN at step 3\n")
                .doesNotContain("Not complete");
        assertThat(table("table.json"))
                .contains("\"missing\" : [ \"mixed, seed 2\", \"free, seed 1\" ]")
                .containsSubsequence("\"failed\" : [", "\"reason\" : \"too large\"", "\"run\" : \"mixed, seed 2\"")
                .doesNotContain(folder.toString(), "message");
    }

    @Test
    void theNextCallTriesThemAgain() throws IOException {
        fail();
        assertThatThrownBy(this::ablate).isInstanceOf(UserErrorException.class);
        ends.clear();
        ablate();

        assertThat(started).containsExactly("a.mixed/seed-2", "a.free/seed-1");
        assertThat(table("table.md")).doesNotContain("Failed", "Not complete");
        assertThat(table("table.json")).contains("\"failed\" : [ ]");
    }

    @Test
    void aFailedRunCountsAmongThoseOfTheCall() {
        fail();
        assertThatThrownBy(() -> ablate(false, 2, Request.Resume.AUTO, false)).hasMessageStartingWith("1 run of");

        assertThat(started).containsExactly("a.base/seed-2", "a.mixed/seed-2");
    }

    @Test
    void filesNameNoFolderOfWhatFailed() throws IOException {
        ends.put("a.mixed/seed-2", new WorkerEnd.UserError(workspace().work() + "/checkpoints/x is of another run"));
        ends.put("a.mixed/seed-1", new WorkerEnd.UserError("cannot read /somewhere/else/model.bin as a model"));
        assertThatThrownBy(this::ablate).hasMessageContaining(folder.toString());

        assertThat(table("table.json"))
                .contains("\"…/checkpoints/x is of another run\"", "\"cannot read …/model.bin as a model\"")
                .doesNotContain(folder.toString());
        assertThat(table("table.md"))
                .contains("mixed, seed 1: cannot read …/model.bin as a model")
                .doesNotContain(folder.toString());
    }

    @Test
    void otherAblationsGoOnToo() throws IOException {
        more.add(new Ablation(
                "b",
                List.of(
                        variant("b", "base", Preset.LUFFY, Map.of()),
                        variant("b", "mixed", Preset.MIXED_GRPO, Map.of("method.preset", "MIXED_GRPO"))),
                false));
        ends.put("a.base/seed-1", new WorkerEnd.UserError("too large"));
        ends.put("b.mixed/seed-1", new WorkerEnd.UserError("too small"));

        assertThatThrownBy(() -> ablate("base", "mixed"))
                .hasMessageContaining("\n  a: base seed 1: <ablation id=a><base>: too large\n"
                        + "  b: mixed seed 1: <ablation id=b><variant id=mixed>: too small");
        // Both have a variant of that id; each has runs of its own.
        assertThat(started)
                .containsExactly(
                        "a.base/seed-2",
                        "a.mixed/seed-2",
                        "a.base/seed-1",
                        "a.mixed/seed-1",
                        "b.base/seed-2",
                        "b.mixed/seed-2",
                        "b.base/seed-1",
                        "b.mixed/seed-1");
        assertThat(table("table.md")).contains("| mixed | all | 2 |").contains("**Failed:** base, seed 1: too large");
        assertThat(target.resolve("ablate/b/table.md"))
                .content()
                .contains("**Failed:** mixed, seed 1: too small")
                .doesNotContain("too large");
    }

    @Test
    void aBrokenWorkerEndsTheGoalAfterTheTablesOfWhatIsThere() throws IOException {
        ends.put("a.mixed/seed-2", new WorkerEnd.UserError("too large"));
        ends.put("a.base/seed-1", new WorkerEnd.Finished()); // and leaves no summary

        assertThatThrownBy(this::ablate).isInstanceOf(WorkerException.class).hasMessageContaining("no summary.json");
        assertThat(started).hasSize(4).endsWith("a.base/seed-1");
        assertThat(table("table.md"))
                .contains(
                        "| base | all | 1 |",
                        "Runs without a result:\n\n- base: seed 1\n- mixed: seed 1\n- free: seed 1\n")
                .contains("**Failed:** mixed, seed 2: too large");
    }

    @Test
    void anInterruptionEndsTheGoalAtOnce() {
        ends.put("a.mixed/seed-2", new WorkerEnd.Interrupted(3));

        assertThatThrownBy(this::ablate).isInstanceOf(InterruptedRunException.class);
        assertThat(started).hasSize(2);
        assertThat(file("table.md")).doesNotExist();
    }
}
