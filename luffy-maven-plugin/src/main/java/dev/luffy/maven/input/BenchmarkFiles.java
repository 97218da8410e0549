package dev.luffy.maven.input;

import dev.luffy.maven.plan.BenchmarkSource;
import dev.luffy.maven.plan.DeclaredBenchmark;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.InputDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of benchmarks, wherever they come from, with the digest that the POM pins. */
public final class BenchmarkFiles {

    private final Builtins builtins;
    private final PinnedCache cache;
    private final ArtifactFiles artifacts;
    private final boolean offline;

    /**
     * @param builtins folder that takes problems that ship with the plugin
     * @param cache folder of what was downloaded or unpacked, by digest
     * @param artifacts where Maven coordinates lead
     * @param offline whether nothing may be downloaded
     */
    public BenchmarkFiles(Path builtins, Path cache, ArtifactFiles artifacts, boolean offline) {
        this.builtins = new Builtins(builtins);
        this.cache = new PinnedCache(cache);
        this.artifacts = artifacts;
        this.offline = offline;
    }

    /**
     * The file of a benchmark's problems.
     *
     * @throws UserErrorException if it cannot be had or is another than the pinned one; names the element and the fix
     */
    public Path file(DeclaredBenchmark benchmark) throws IOException {
        String element = benchmark.element();
        BenchmarkSource source = benchmark.source();
        if (source instanceof BenchmarkSource.Builtin builtin) {
            return builtins.problems("benchmark id=" + benchmark.id(), builtin.problems());
        }
        if (source instanceof BenchmarkSource.Download download) {
            return cache.file(
                    download.sha256(),
                    name(download.url().getPath()),
                    to -> new Download(element, download, offline).writeTo(to));
        }
        if (source instanceof BenchmarkSource.Artifact artifact) return artifact(element, artifact);
        return local(element, (BenchmarkSource.LocalFile) source);
    }

    private static Path local(String element, BenchmarkSource.LocalFile source) throws IOException {
        if (!Files.isRegularFile(source.path())) {
            throw new UserErrorException(element + "<file> is " + source.path() + ", but there is no such file");
        }
        Pin.check(element, source.sha256(), source.path().toString(), InputDigest.ofFile(source.path()));
        return source.path();
    }

    private Path artifact(String element, BenchmarkSource.Artifact source) throws IOException {
        Path artifact;
        try {
            artifact = artifacts.resolve(source.coordinates());
        } catch (UserErrorException e) {
            throw new UserErrorException(element + "<artifact> is " + source.coordinates() + ", but " + e.getMessage());
        }
        String shown = source.coordinates() + (source.entry() == null ? "" : "!" + source.entry());
        if (source.entry() == null) {
            Pin.check(element, source.sha256(), shown, InputDigest.ofFile(artifact));
            return artifact;
        }
        ZipEntryFile entry = new ZipEntryFile(element, artifact, source.entry());
        String found = entry.sha256();
        Pin.check(element, source.sha256(), shown, found);
        return cache.file(found, name(source.entry()), entry::writeTo);
    }

    // The ending says how a file is read; the rest is for people who look into the cache.
    private static String name(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        return last.isEmpty() || last.startsWith(".") ? "problems" + last : last;
    }
}
