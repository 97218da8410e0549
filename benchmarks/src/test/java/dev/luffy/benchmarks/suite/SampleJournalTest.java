package dev.luffy.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.problem.MalformedDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleJournalTest {

    /** Where all responses are to the same. */
    private static final Function<Sample.Key, String> ANY = key -> "a";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("new").resolve("journal.jsonl");
    }

    private static Sample sample(String problem, double temperature, int index, String text) {
        return new Sample(problem, temperature, index, text, Sample.Finish.STOP, text.length());
    }

    private static List<Sample> all(SampleJournal journal, Sample... expected) {
        List<Sample> found = new ArrayList<>();
        journal.forEach(Arrays.stream(expected).map(Sample::key).toList(), found::add);
        return found;
    }

    @Test
    void whatWasAddedIsThereAgainWhenOpenedAgain() {
        Sample first = sample("p1", 0.6, 0, "line one\nline two \u2028 \"quoted\" 𝑥 \\boxed{1}\r\n");
        Sample second = new Sample("p1", 0.6, 1, "", Sample.Finish.LENGTH, -1);
        try (SampleJournal journal = SampleJournal.open(file, "f", ANY)) {
            journal.add(first);
            journal.add(second);
            assertThat(all(journal, second, first)).containsExactly(second, first);
        }
        try (SampleJournal journal = SampleJournal.open(file, "f", ANY)) {
            assertThat(journal.size()).isEqualTo(2);
            assertThat(journal.has(first.key())).isTrue();
            assertThat(journal.has(new Sample.Key("p1", 0.7, 0))).isFalse();
            assertThat(all(journal, second, first, second)).containsExactly(second, first, second);
            Sample third = sample("p2", 0, 0, "more");
            journal.add(third);
            assertThat(all(journal, third)).containsExactly(third);
        }
    }

    @Test
    void aJournalCutAtAnyByteOpensWithItsWholeLines() throws IOException {
        List<Sample> samples = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        try (SampleJournal journal = SampleJournal.open(file, "fingerprint é", ANY)) {
            ends.add(Files.size(file));
            for (int i = 0; i < 3; i++) {
                samples.add(sample("p" + i, 1, i, "text é𝑥 " + i));
                journal.add(samples.get(i));
                ends.add(Files.size(file));
            }
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            long cut = length;
            int expected = (int) ends.stream().skip(1).filter(end -> end <= cut).count();
            try (SampleJournal journal = SampleJournal.open(file, "fingerprint é", ANY)) {
                assertThat(journal.size()).as("cut at %d", length).isEqualTo(expected);
                for (int i = expected; i < 3; i++) {
                    journal.add(samples.get(i));
                }
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        }
    }

    @Test
    void aJournalOfAnotherFingerprintIsRefusedAndLeftAlone() throws IOException {
        try (SampleJournal journal = SampleJournal.open(file, "one", ANY)) {
            journal.add(sample("p", 0, 0, "kept"));
        }
        byte[] old = Files.readAllBytes(file);
        assertThatThrownBy(() -> SampleJournal.open(file, "two", ANY))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("journal.jsonl:1: ")
                .hasMessageContaining("fingerprint is one, not two");
        assertThat(file).hasBinaryContent(old);
        assertThat(folder.resolve("new")).isDirectoryContaining(file::equals);
        assertThatThrownBy(() -> SampleJournal.open(file, " ", ANY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aResponseCountsForWhatItAnswersAndComesBackWithIt() {
        Function<Sample.Key, String> before = new PromptDigests(Map.of("p", "1+1", "q", "2+2"), "seed 1");
        Function<Sample.Key, String> mended = new PromptDigests(Map.of("p", "1+1", "q", "2+3"), "seed 1");
        Function<Sample.Key, String> reseeded = new PromptDigests(Map.of("p", "1+1", "q", "2+2"), "seed 2");
        List<Sample> all = List.of(sample("p", 0, 0, "a"), sample("q", 0, 0, "b"), sample("q", 1, 0, "c"));
        List<Sample.Key> keys = all.stream().map(Sample::key).toList();
        try (SampleJournal journal = SampleJournal.open(file, "f", before)) {
            all.forEach(journal::add);
        }
        try (SampleJournal journal = SampleJournal.open(file, "f", reseeded)) {
            assertThat(keys.stream().map(journal::has)).containsExactly(true, true, false);
        }
        Sample other = sample("q", 0, 0, "other");
        try (SampleJournal journal = SampleJournal.open(file, "f", mended)) {
            assertThat(keys.stream().map(journal::has)).containsExactly(true, false, false);
            assertThat(journal.outdated(keys)).isEqualTo(2);
            journal.add(other);
            assertThat(journal.outdated(keys)).isEqualTo(1);
            assertThat(all(journal, other)).containsExactly(other);
        }
        try (SampleJournal journal = SampleJournal.open(file, "f", before)) {
            assertThat(all(journal, all.toArray(Sample[]::new))).isEqualTo(all);
            assertThat(journal.outdated(List.of(new Sample.Key("p", 0, 1)))).isZero();
        }
    }

    @Test
    void countingChangesNothing() throws IOException {
        Sample first = sample("p", 0, 0, "a");
        List<Sample.Key> keys = List.of(first.key(), new Sample.Key("p", 0, 1));
        assertThat(SampleJournal.count(file, "f", ANY, keys)).isZero();
        assertThat(file.getParent()).doesNotExist();
        try (SampleJournal journal = SampleJournal.open(file, "f", ANY)) {
            journal.add(first);
            assertThat(SampleJournal.count(file, "f", ANY, keys)).isEqualTo(1);
        }
        Files.writeString(file, "torn", StandardOpenOption.APPEND);
        byte[] torn = Files.readAllBytes(file);
        assertThat(SampleJournal.count(file, "f", ANY, keys)).isEqualTo(1);
        assertThat(SampleJournal.count(file, "f", key -> "b", keys)).isZero();
        assertThat(file).hasBinaryContent(torn);
    }

    @Test
    void aTextAsLongAsAServerMaySendIsKept() {
        Sample longest = sample("p", 0, 0, "x".repeat(64 << 20));
        try (SampleJournal journal = SampleJournal.open(file, "f", ANY)) {
            journal.add(longest);
            assertThat(all(journal, longest).equals(List.of(longest))).isTrue();
        }
        assertThat(SampleJournal.count(file, "f", ANY, List.of(longest.key()))).isEqualTo(1);
    }

    @Test
    void whatCannotBeOpenedIsNamedWithTheFix() throws IOException {
        Files.createDirectories(file);
        assertThatThrownBy(() -> SampleJournal.open(file, "f", ANY))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file + ": the journal of responses cannot be opened: ")
                .hasMessageContaining("mend that and run again");
    }

    @Test
    void aKeyIsTakenOnce() {
        try (SampleJournal journal = SampleJournal.open(file, "f", ANY)) {
            journal.add(sample("p", 0, 0, "a"));
            assertThatThrownBy(() -> journal.add(sample("p", -0.0, 0, "b")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sample 0 of problem p")
                    .hasMessageContaining("line 2");
            assertThat(journal.size()).isEqualTo(1);
            assertThatThrownBy(() -> journal.add(sample("p", Double.NaN, 1, "b")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> journal.add(sample("\ud800", 0, 1, "b")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aMissingKeyIsAnErrorBeforeAnythingIsHandedOver() {
        try (SampleJournal journal = SampleJournal.open(file, "f", ANY)) {
            Sample there = sample("p", 0, 0, "a");
            journal.add(there);
            List<Sample> handed = new ArrayList<>();
            assertThatThrownBy(() -> journal.forEach(List.of(there.key(), new Sample.Key("q", 0.5, 3)), handed::add))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no sample 3 of problem q at temperature 0.5");
            assertThat(handed).isEmpty();
        }
    }

    @Test
    void aTextOfAMegabyteAndHalfSurrogatePairsAreKept() {
        String large = "é\n\"".repeat(350_000);
        try (SampleJournal journal = SampleJournal.open(file, "f", ANY)) {
            journal.add(sample("large", 0, 0, large));
            journal.add(sample("half", 0, 0, "a\ud800b\udc00"));
        }
        try (SampleJournal journal = SampleJournal.open(file, "f", ANY)) {
            List<String> texts = new ArrayList<>();
            journal.forEach(
                    List.of(new Sample.Key("half", 0, 0), new Sample.Key("large", 0, 0)), s -> texts.add(s.text()));
            assertThat(texts).containsExactly("a\ufffdb\ufffd", large);
        }
    }

    @Test
    void manyThreadsAddEveryResponseOnce() throws Exception {
        int threads = 8;
        int each = 200;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (SampleJournal journal = SampleJournal.open(file, "f", ANY)) {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                long seed = t;
                tasks.add(() -> {
                    Random random = new Random(seed);
                    List<Integer> order = new ArrayList<>();
                    for (int i = 0; i < each; i++) order.add(i);
                    Collections.shuffle(order, random);
                    int taken = 0;
                    for (int i : order) {
                        try {
                            journal.add(sample("p" + i, 1, 0, "text ".repeat(i)));
                            taken++;
                        } catch (IllegalArgumentException e) {
                            assertThat(journal.has(new Sample.Key("p" + i, 1, 0)))
                                    .isTrue();
                        }
                    }
                    return taken;
                });
            }
            int taken = 0;
            for (Future<Integer> result : pool.invokeAll(tasks)) {
                taken += result.get();
            }
            assertThat(taken).isEqualTo(each);
        } finally {
            pool.shutdown();
        }
        try (SampleJournal journal = SampleJournal.open(file, "f", ANY)) {
            assertThat(journal.size()).isEqualTo(each);
            for (int i = 0; i < each; i++) {
                Sample expected = sample("p" + i, 1, 0, "text ".repeat(i));
                assertThat(all(journal, expected)).containsExactly(expected);
            }
        }
    }

    @Test
    void anInterruptedThreadHurtsNobody() {
        try (SampleJournal journal = SampleJournal.open(file, "f", ANY)) {
            Thread.currentThread().interrupt();
            journal.add(sample("p", 0, 0, "a"));
            assertThat(Thread.interrupted()).isTrue();
            journal.add(sample("p", 0, 1, "b"));
            assertThat(journal.size()).isEqualTo(2);
        }
    }

    @Test
    void aSecondOwnerIsRefused() {
        try (SampleJournal journal = SampleJournal.open(file, "f", ANY)) {
            assertThatThrownBy(() -> SampleJournal.open(file, "f", ANY))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("journal.jsonl")
                    .hasMessageContaining("open in this process");
            assertThat(journal.size()).isZero();
        }
    }

    @Test
    void aWholeLineThatIsNoSampleIsNamed() throws IOException {
        String good =
                "{\"problem\":\"p\",\"temperature\":0.0,\"index\":0,\"asked\":\"a\",\"finish\":\"STOP\",\"tokens\":1,\"text\":\"a\"}";
        assertBroken(good + "\nnonsense\n", 3, "not JSON");
        assertBroken("[]\n", 2, "no JSON object");
        assertBroken(good + "\n" + good + "\n", 3, "that of line 2 already");
        assertBroken(good.replace("\"text\":\"a\"", "\"text\":7") + "\n", 2, "\"text\"");
        assertBroken(good.replace("STOP", "stop") + "\n", 2, "\"finish\"");
        assertBroken(good.replace("\"index\":0,", "") + "\n", 2, "\"index\"");
        assertBroken(good.replace("\"asked\":\"a\",", "") + "\n", 2, "\"asked\"");
        assertBroken(good + "\n\n" + good + "\n", 3, "no JSON object");
        start();
        Files.write(file, new byte[] {'"', (byte) 0xC0, '"', '\n'}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> SampleJournal.open(file, "f", ANY))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("journal.jsonl:2: the line is not UTF-8");
    }

    @Test
    void aFileThatIsNoJournalIsLeftAlone() throws IOException {
        Files.createDirectories(file.getParent());
        for (String text : List.of("{\"a\":1}\n", "my notes", "{\"fingerprint\":\"f\"}\n", "\n")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> SampleJournal.open(file, "f", ANY))
                    .as(text)
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("journal.jsonl:1");
            assertThat(file).hasContent(text);
        }
    }

    private void start() throws IOException {
        Files.deleteIfExists(file);
        SampleJournal.open(file, "f", ANY).close();
    }

    private void assertBroken(String lines, long line, String problem) throws IOException {
        start();
        Files.writeString(file, lines, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> SampleJournal.open(file, "f", ANY))
                .as(lines)
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("journal.jsonl:" + line + ": ")
                .hasMessageContaining(problem);
    }
}
