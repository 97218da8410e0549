package dev.luffy.maven.eval;

import dev.luffy.benchmarks.answer.Verdict;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.maven.result.AtomicFile;
import dev.luffy.runtime.experiment.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Judged responses as gzipped JSON lines, in the order of the benchmark. Java's gzip header holds neither time nor name, so
 * that equal responses and verdicts give equal bytes. The file appears when it is complete.
 */
final class ResponsesFile implements AutoCloseable {

    /** One line. */
    private record Line(
            String problem,
            double temperature,
            int sample,
            Verdict.Status verdict,
            String reason,
            String answer,
            Sample.Finish finish,
            int tokens,
            String text) {}

    private final Path place;
    private final AtomicFile file;
    private final OutputStream out;

    ResponsesFile(Path file) throws IOException {
        this.place = file;
        this.file = new AtomicFile(file);
        this.out = new BufferedOutputStream(new GZIPOutputStream(this.file.out()), 1 << 16);
    }

    void add(Sample sample, Verdict verdict) {
        Line line = new Line(
                sample.problem(),
                sample.temperature(),
                sample.index(),
                verdict.status(),
                verdict.reason(),
                verdict.answer(),
                sample.finish(),
                sample.tokens(),
                sample.text());
        try {
            out.write((Json.canonical(line) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    place + " cannot be written: " + e.getMessage()
                            + ". Make room there, or name another luffy.outputDirectory",
                    e);
        }
    }

    /** Puts the file in its place. */
    void complete() throws IOException {
        out.close();
        file.complete();
    }

    @Override
    public void close() throws IOException {
        out.close();
        file.close();
    }
}
