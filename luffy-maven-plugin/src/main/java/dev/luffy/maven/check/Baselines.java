package dev.luffy.maven.check;

import dev.luffy.benchmarks.score.TemperatureLabel;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.result.BaselineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** The committed baselines. */
final class Baselines {

    private final CheckRequest request;

    Baselines(CheckRequest request) {
        this.request = request;
    }

    /**
     * The baseline of a measurement.
     *
     * @throws UserErrorException if there is none or it cannot be believed; names the file and the fix
     */
    BaselineFile required(Target target) throws IOException {
        return find(target)
                .orElseThrow(() -> new UserErrorException(target.check().element() + " has no baseline: there is no "
                        + request.shown(target.baseline()) + ". Make it with " + request.updateCall()
                        + " and commit it"));
    }

    /**
     * The baseline of a measurement, if there is a file.
     *
     * @throws UserErrorException if it cannot be believed
     */
    Optional<BaselineFile> find(Target target) throws IOException {
        if (!Files.exists(target.baseline())) return Optional.empty();
        BaselineFile baseline =
                BaselineFile.read(target.baseline(), request.shown(target.baseline()), request.updateCall());
        boolean same = baseline.evaluation().equals(target.check().evaluation())
                && baseline.benchmark().equals(target.check().benchmark())
                && baseline.temperature() == target.measurement().temperature();
        if (!same) {
            throw new UserErrorException(request.shown(target.baseline()) + " is the baseline of evaluation "
                    + baseline.evaluation() + ", benchmark " + baseline.benchmark() + ", temperature "
                    + TemperatureLabel.of(baseline.temperature()) + ", but what was measured is "
                    + target.check().evaluation() + ", " + target.check().benchmark() + ", "
                    + TemperatureLabel.of(target.measurement().temperature())
                    + ": delete it and make a new one with " + request.updateCall());
        }
        return Optional.of(baseline);
    }
}
