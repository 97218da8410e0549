package dev.luffy.maven.train;

import dev.luffy.maven.plan.Run;
import dev.luffy.maven.result.AtomicFile;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Fingerprint;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Inputs;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a run's folder that the plugin writes before the worker starts and after it has finished, and those it
 * reads. */
final class Documents {

    /** {@code experiment.json}: what was declared, what it reads, and the fingerprint of both. */
    private record Declared(String fingerprint, int format, Experiment experiment, Inputs inputs) {}

    private final Run run;

    Documents(Run run) {
        this.run = run;
    }

    /**
     * Writes {@code request.json}. An earlier run's result stays until the worker replaces it, since the worker may
     * refuse to start; nobody mistakes it for this run's, whose fingerprint differs.
     */
    Path request(Request.Resume resume) throws IOException {
        Files.createDirectories(run.output());
        deleteErrorFiles();
        return write("request.json", Json.readable(run.request(resume)));
    }

    /** Writes {@code experiment.json} of a finished run beside its result, if a build did not get that far before. */
    void declared() throws IOException {
        Fingerprint fingerprint = run.fingerprint();
        String text =
                Json.readable(new Declared(fingerprint.sha256(), fingerprint.format(), run.experiment(), run.inputs()));
        Path file = run.output().resolve("experiment.json");
        if (!Files.isRegularFile(file) || !Files.readString(file).equals(text)) write("experiment.json", text);
    }

    /**
     * The summary of a finished run that this one would only repeat: same fingerprint, and the trained model is still
     * the one that the summary speaks of.
     */
    Optional<Summary> upToDate() throws IOException {
        Path model = run.output().resolve("model");
        if (!Files.isRegularFile(summaryFile()) || !Files.isDirectory(model)) return Optional.empty();
        Summary summary;
        try {
            summary = Json.read(Files.readString(summaryFile()), Summary.class);
        } catch (UncheckedIOException e) {
            return Optional.empty(); // written by another version, or damaged: train again
        }
        boolean same = run.fingerprint().sha256().equals(summary.fingerprint())
                && InputDigest.ofWeights(model).equals(summary.modelSha256());
        return same ? Optional.of(summary) : Optional.empty();
    }

    /** The declaration and inputs of the result that is there; empty if there is none or it cannot be read. */
    Optional<Fingerprint> earlier() throws IOException {
        Path file = run.output().resolve("experiment.json");
        if (!Files.isRegularFile(file) || !Files.isRegularFile(summaryFile())) return Optional.empty();
        try {
            Declared declared = Json.read(Files.readString(file), Declared.class);
            return Optional.of(new Fingerprint(declared.format(), declared.experiment(), declared.inputs()));
        } catch (UncheckedIOException e) {
            return Optional.empty(); // written by another version, or damaged
        }
    }

    // A later crash would otherwise be explained by an earlier one.
    private void deleteErrorFiles() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(run.output(), "hs_err_*")) {
            for (Path file : files) Files.delete(file);
        }
    }

    private Path summaryFile() {
        return run.output().resolve("summary.json");
    }

    private Path write(String name, String text) throws IOException {
        Path file = run.output().resolve(name);
        AtomicFile.write(file, text);
        return file;
    }
}
