package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.Fingerprint;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Level;
import java.util.List;
import java.util.TreeMap;

/** How far a run is, from and to a checkpoint's {@link Progress}; tensors go straight into the {@link Setting}. */
final class RunState {
    Frontier frontier = new Frontier();
    List<Level> before = List.of();
    long step; // completed
    long deadSteps;
    Metrics unmeasured; // of the last step, while its validation is under way

    /** @throws InvalidInputException if the checkpoint is intact and yet another model's */
    void restore(Checkpoints.Stored stored, Setting setting) {
        Progress progress = stored.progress();
        fitting("policy", stored, () -> {
            setting.weights().load(stored.tensors(Checkpoints.WEIGHTS));
            setting.optimizer()
                    .restore(
                            progress.optimizerSteps(),
                            stored.tensors(Checkpoints.FIRST_MOMENTS),
                            stored.tensors(Checkpoints.SECOND_MOMENTS));
        });
        setting.auxiliary().ifPresent(model -> fitting(model.role().title(), stored, () -> model.restore(stored)));
        frontier = new Frontier(progress.visited(), progress.unsolvedAtFirst(), progress.solvedSince());
        before = progress.before();
        unmeasured = progress.unmeasured();
        step = progress.step();
        deadSteps = progress.deadSteps();
    }

    /** A checkpoint whose digests are right may still have been made by something else. */
    private static void fitting(String what, Checkpoints.Stored stored, Runnable restoring) {
        try {
            restoring.run();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("the " + what + " of the checkpoint " + stored.folder()
                    + " does not fit the model: " + e.getMessage()
                    + ". Delete that folder to go on from the checkpoint before it, or start over with"
                    + " -Dluffy.resume=never");
        }
    }

    /** What a checkpoint of this state says, but for its files' digests. */
    Progress progress(Fingerprint fingerprint, Setting setting) {
        return new Progress(
                fingerprint,
                step,
                setting.optimizer().steps(),
                deadSteps,
                frontier.visited(),
                frontier.unsolvedAtFirst(),
                frontier.solvedSince(),
                before,
                unmeasured,
                auxiliarySteps(setting, AuxiliaryModel.Role.CRITIC),
                auxiliarySteps(setting, AuxiliaryModel.Role.REWARD_MODEL),
                new TreeMap<>());
    }

    private static Long auxiliarySteps(Setting setting, AuxiliaryModel.Role role) {
        return setting.auxiliary()
                .filter(model -> model.role() == role)
                .map(model -> model.optimizer().steps())
                .orElse(null);
    }
}
