package dev.luffy.runtime.remote;

import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.model.ModelFolder;
import dev.luffy.runtime.rollout.NonFiniteException;
import dev.luffy.runtime.tensor.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folders that weights are left in for a server: {@code step-00000123} for the policy after 123 steps, each complete or
 * absent, and under a name of its own, since a file system over a network may go on showing what a name stood for before.
 */
final class ServerWeights {

    private final Path folder; // of the run
    private final String onServer; // the same
    private final Path template;
    private final ModelConfig config;

    /**
     * @param folder of the run, as the trainer sees it
     * @param onServer as the server sees it
     * @param template the model that training started from
     */
    ServerWeights(Path folder, String onServer, Path template, ModelConfig config) {
        this.folder = folder;
        this.onServer = onServer;
        this.template = template;
        this.config = config;
    }

    /**
     * Leaves the weights there.
     *
     * @param steps that the policy has made
     * @return the folder, as the server sees it
     * @throws NonFiniteException if a weight is NaN or infinite
     */
    String save(Weights weights, long steps) {
        weights.nonFinite().ifPresent(found -> {
            throw new NonFiniteException("a weight of " + found.tensor(), found.value());
        });
        try {
            ModelFolder.save(folder.resolve(name(steps)), template, weights.tensors(), config);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "<rollout><server><weights>: cannot write " + folder + ": " + e
                            + ". Free space or make the folder writable, then run again",
                    e);
        }
        return onServer + "/" + name(steps);
    }

    /** Removes all but the newest, when the server has loaded that. */
    void removeBefore(long steps) {
        try {
            List<Path> old;
            try (Stream<Path> entries = Files.list(folder)) {
                old = entries.filter(each -> each.getFileName().toString().matches("step-\\d{8,}"))
                        .filter(each -> !each.getFileName().toString().equals(name(steps)))
                        .toList();
            }
            for (Path each : old) delete(each);
        } catch (IOException e) {
            throw new UncheckedIOException("<rollout><server><weights>: cannot remove old weights in " + folder, e);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> entries = Files.walk(tree)) {
            for (Path each : entries.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        }
    }

    private static String name(long steps) {
        return String.format(Locale.ROOT, "step-%08d", steps);
    }
}
