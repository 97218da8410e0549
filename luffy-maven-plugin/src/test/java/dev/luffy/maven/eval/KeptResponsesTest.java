package dev.luffy.maven.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.suite.PromptDigests;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptResponsesTest {

    private static final PromptDigests PROMPTS = new PromptDigests(Map.of("p", "1+1"), "");
    private static final Sample.Key KEY = new Sample.Key("p", 0, 0);

    @TempDir
    Path folder;

    private static Asked asked(String model) {
        return new Asked("folder " + model, new TreeMap<>(Map.of("model", model)));
    }

    private static void answer(KeptResponses kept, Asked asked) throws IOException {
        kept.prepare(asked);
        try (SampleJournal journal = kept.open(asked, PROMPTS)) {
            String text = "paid for, of " + asked.source();
            journal.add(new Sample("p", 0, 0, text, Sample.Finish.STOP, 1));
        }
    }

    /** A kill after any file operation, between any two declarations, in any order. */
    @Test
    void aKillAfterAnyStepLosesNoResponse() throws IOException {
        List<Asked> declarations = List.of(asked("a"), asked("b"), asked("new"));
        int stops = 0;
        int places = 0;
        for (Asked before : declarations.subList(0, 2)) {
            for (Asked after : declarations) {
                for (int step = 1; ; step++, stops++) {
                    Path place = folder.resolve("" + places++);
                    KeptResponses kept = new KeptResponses(place);
                    answer(kept, asked("a"));
                    answer(kept, asked("b"));
                    kept.prepare(before);
                    boolean killed = killed(place, after, step);
                    for (Asked now : List.of(after, before, after)) {
                        kept.prepare(now);
                        for (Asked each : declarations.subList(0, 2)) {
                            assertThat(kept.count(each, PROMPTS, List.of(KEY))).isEqualTo(1);
                        }
                        assertThat(kept.latest()).contains(now);
                    }
                    if (!killed) break;
                }
            }
        }
        assertThat(stops).isGreaterThan(10);
    }

    private static boolean killed(Path place, Asked asked, int step) throws IOException {
        int[] left = {step};
        try {
            new KeptResponses(place, () -> {
                        if (--left[0] == 0) throw new Killed();
                    })
                    .prepare(asked);
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void whatWasAskedFirstIsOnlyTold() throws IOException {
        KeptResponses kept = new KeptResponses(folder.resolve("new"));
        assertThat(kept.all()).isEmpty();
        assertThat(kept.latest()).isEmpty();
        assertThat(folder.resolve("new")).doesNotExist();
        assertThat(kept.prepare(asked("a"))).isNull();
        answer(kept, asked("a"));
        assertThat(kept.prepare(asked("b"))).isEqualTo("model source");
        assertThat(kept.prepare(asked("a"))).isNull();
        assertThat(kept.all()).containsExactlyInAnyOrder(asked("a"), asked("b"));
    }

    @Test
    void aDamagedNoteOfWhatWasAskedIsWrittenAgain() throws IOException {
        KeptResponses kept = new KeptResponses(folder);
        answer(kept, asked("a"));
        Files.writeString(kept.journal(asked("a")).resolveSibling("asked.json"), "{");
        Files.writeString(folder.resolve("latest"), "../..");
        assertThat(kept.latest()).isEmpty();
        kept.prepare(asked("a"));
        assertThat(kept.latest()).contains(asked("a"));
        assertThat(kept.count(asked("a"), PROMPTS, List.of(KEY))).isEqualTo(1);
    }
}
