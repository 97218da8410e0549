package dev.luffy.maven.eval;

import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.benchmarks.suite.Benchmark;
import dev.luffy.maven.input.BenchmarkFiles;
import dev.luffy.maven.plan.DeclaredBenchmark;
import dev.luffy.maven.plan.UserErrorException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Benchmarks, each found, read and tested once however many models are asked its problems. */
final class LoadedBenchmarks {

    private final BenchmarkFiles files;
    private final Map<DeclaredBenchmark, Benchmark> loaded = new HashMap<>();

    LoadedBenchmarks(BenchmarkFiles files) {
        this.files = files;
    }

    /** @throws UserErrorException if its file cannot be had or is none; names the element */
    Benchmark of(DeclaredBenchmark declared) throws IOException {
        Benchmark known = loaded.get(declared);
        if (known != null) return known;
        Path file = files.file(declared);
        try {
            Benchmark benchmark = Benchmark.load(declared.definition(), file);
            loaded.put(declared, benchmark);
            return benchmark;
        } catch (MalformedDataException e) {
            throw new UserErrorException(declared.element() + ": " + e.getMessage(), e);
        }
    }
}
