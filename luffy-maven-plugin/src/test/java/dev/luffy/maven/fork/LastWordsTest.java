package dev.luffy.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Stage;
import org.junit.jupiter.api.Test;

class LastWordsTest {

    private static final int INTERRUPTED = 5;

    private final LastWords last = new LastWords();

    @Test
    void aWorkerThatIsStoppedBeforeItSpokeLeavesItOpenWhetherThereIsACheckpoint() {
        assertThat(last.end(INTERRUPTED, true)).isEqualTo(new WorkerEnd.Interrupted(WorkerEnd.UNKNOWN_STEP));
    }

    @Test
    void theNewestCheckpointThatWasAnnouncedIsTheOneToGoOnFrom() {
        last.hear(new Event.Saved(4, "checkpoint"));
        last.hear(new Event.Saved(6, "checkpoint"));

        assertThat(last.end(INTERRUPTED, true)).isEqualTo(new WorkerEnd.Interrupted(6));
    }

    @Test
    void aCrashIsAtWhatTheWorkerReachedLast() {
        last.hear(new Event.Reached(Stage.SAMPLING));
        last.hear(new Event.Reached(Stage.UPDATING));

        assertThat(last.end(137, false))
                .isEqualTo(new WorkerEnd.Crashed(137, null, WorkerEnd.UNKNOWN_STEP, Stage.UPDATING));
    }
}
