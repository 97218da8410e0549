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
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleJournalTest {

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
        try (SampleJournal journal = SampleJournal.open(file, "f")) {
            journal.add(first);
            journal.add(second);
            assertThat(all(journal, second, first)).containsExactly(second, first);
        }
        try (SampleJournal journal = SampleJournal.open(file, "f")) {
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
        try (SampleJournal journal = SampleJournal.open(file, "fingerprint é")) {
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
            try (SampleJournal journal = SampleJournal.open(file, "fingerprint é")) {
                assertThat(journal.size()).as("cut at %d", length).isEqualTo(expected);
                for (int i = expected; i < 3; i++) {
                    journal.add(samples.get(i));
                }
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        }
    }

    @Test
    void anotherFingerprintStartsAnewAndKeepsTheOldJournalBeside() throws IOException {
        try (SampleJournal journal = SampleJournal.open(file, "one")) {
            journal.add(sample("p", 0, 0, "kept"));
        }
        byte[] old = Files.readAllBytes(file);
        try (SampleJournal journal = SampleJournal.open(file, "two")) {
            assertThat(journal.size()).isZero();
        }
        assertThat(Files.readAllBytes(file.resolveSibling("journal.jsonl.previous")))
                .isEqualTo(old);
        assertThatThrownBy(() -> SampleJournal.open(file, " ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyIsTakenOnce() {
        try (SampleJournal journal = SampleJournal.open(file, "f")) {
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
        try (SampleJournal journal = SampleJournal.open(file, "f")) {
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
        try (SampleJournal journal = SampleJournal.open(file, "f")) {
            journal.add(sample("large", 0, 0, large));
            journal.add(sample("half", 0, 0, "a\ud800b\udc00"));
        }
        try (SampleJournal journal = SampleJournal.open(file, "f")) {
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
        try (SampleJournal journal = SampleJournal.open(file, "f")) {
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
        try (SampleJournal journal = SampleJournal.open(file, "f")) {
            assertThat(journal.size()).isEqualTo(each);
            for (int i = 0; i < each; i++) {
                Sample expected = sample("p" + i, 1, 0, "text ".repeat(i));
                assertThat(all(journal, expected)).containsExactly(expected);
            }
        }
    }

    @Test
    void anInterruptedThreadHurtsNobody() {
        try (SampleJournal journal = SampleJournal.open(file, "f")) {
            Thread.currentThread().interrupt();
            journal.add(sample("p", 0, 0, "a"));
            assertThat(Thread.interrupted()).isTrue();
            journal.add(sample("p", 0, 1, "b"));
            assertThat(journal.size()).isEqualTo(2);
        }
    }

    @Test
    void aSecondOwnerIsRefused() {
        try (SampleJournal journal = SampleJournal.open(file, "f")) {
            assertThatThrownBy(() -> SampleJournal.open(file, "f"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("journal.jsonl")
                    .hasMessageContaining("open in this process");
            assertThat(journal.size()).isZero();
        }
    }

    @Test
    void aWholeLineThatIsNoSampleIsNamed() throws IOException {
        String good =
                "{\"problem\":\"p\",\"temperature\":0.0,\"index\":0,\"finish\":\"STOP\",\"tokens\":1,\"text\":\"a\"}";
        assertBroken(good + "\nnonsense\n", 3, "not JSON");
        assertBroken("[]\n", 2, "no JSON object");
        assertBroken(good + "\n" + good + "\n", 3, "that of line 2 already");
        assertBroken(good.replace("\"text\":\"a\"", "\"text\":7") + "\n", 2, "\"text\"");
        assertBroken(good.replace("STOP", "stop") + "\n", 2, "\"finish\"");
        assertBroken(good.replace("\"index\":0,", "") + "\n", 2, "\"index\"");
        assertBroken(good + "\n\n" + good + "\n", 3, "no JSON object");
        start();
        Files.write(file, new byte[] {'"', (byte) 0xC0, '"', '\n'}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> SampleJournal.open(file, "f"))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("journal.jsonl:2: the line is not UTF-8");
    }

    @Test
    void aFileThatIsNoJournalIsLeftAlone() throws IOException {
        Files.createDirectories(file.getParent());
        for (String text : List.of("{\"a\":1}\n", "my notes", "{\"fingerprint\":\"f\"}\n", "\n")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> SampleJournal.open(file, "f"))
                    .as(text)
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("journal.jsonl:1");
            assertThat(file).hasContent(text);
        }
    }

    private void start() throws IOException {
        Files.deleteIfExists(file);
        SampleJournal.open(file, "f").close();
    }

    private void assertBroken(String lines, long line, String problem) throws IOException {
        start();
        Files.writeString(file, lines, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> SampleJournal.open(file, "f"))
                .as(lines)
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("journal.jsonl:" + line + ": ")
                .hasMessageContaining(problem);
    }
}
