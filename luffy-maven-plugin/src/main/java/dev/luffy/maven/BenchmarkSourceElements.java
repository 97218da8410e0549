package dev.luffy.maven;

import dev.luffy.maven.plan.BenchmarkSource;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.ShownAddress;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The elements that say where a benchmark's problems come from. */
record BenchmarkSourceElements(
        File file,
        String url,
        String artifact,
        String entry,
        String sha256,
        String builtin,
        List<String> levels,
        Integer count,
        String split) {

    BenchmarkSource source(Path basedir) {
        long given = Stream.of(file, url, artifact, builtin)
                .filter(each -> each != null)
                .count();
        if (given != 1) {
            throw new InvalidDeclarationException(
                    "file",
                    file == null ? "nothing" : file.getPath(),
                    "exactly one of <file>, <url>, <artifact> and <builtin> is needed");
        }
        if (artifact == null) only("entry", entry, "is a path inside an <artifact>");
        if (builtin == null) {
            only("levels", levels, "chooses among <builtin> problems");
            only("count", count, "chooses among <builtin> problems");
            only("split", split, "chooses among <builtin> problems");
        } else {
            only("sha256", sha256, "pins a file; <builtin> problems are the plugin's");
            return new BenchmarkSource.Builtin((ProblemSource.Builtin)
                    new SourceElements(null, builtin, split, levels, count).source(basedir, "test"));
        }
        if (file != null) {
            return new BenchmarkSource.LocalFile(basedir.resolve(file.toPath()).normalize(), pin());
        }
        if (artifact != null) return new BenchmarkSource.Artifact(artifact.trim(), entry, pin());
        if (sha256 == null) {
            throw new InvalidDeclarationException(
                    "sha256", "nothing", "a <url> needs the digest of what it leads to, which may change");
        }
        return new BenchmarkSource.Download(address(), pin());
    }

    private String pin() {
        if (sha256 == null) return null;
        String digest = sha256.trim().toLowerCase(Locale.ROOT);
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new InvalidDeclarationException("sha256", sha256, "must be 64 hexadecimal digits");
        }
        return digest;
    }

    private URI address() {
        String rule = "must be an http, https or file address, without user and password";
        try {
            URI address = new URI(url.trim());
            String scheme =
                    address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
            boolean known = scheme.equals("file") ? address.getPath() != null : address.getHost() != null;
            if (!List.of("http", "https", "file").contains(scheme) || !known || address.getRawUserInfo() != null) {
                throw new InvalidDeclarationException("url", ShownAddress.of(url), rule);
            }
            return address;
        } catch (URISyntaxException e) {
            throw new InvalidDeclarationException("url", ShownAddress.of(url), rule + ": " + e.getReason());
        }
    }

    private static void only(String field, Object value, String rule) {
        if (value != null) throw new InvalidDeclarationException(field, value, rule);
    }
}
