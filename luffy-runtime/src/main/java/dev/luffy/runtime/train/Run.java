package dev.luffy.runtime.train;

import dev.luffy.runtime.evaluate.Validator;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Fingerprint;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Level;
import dev.luffy.runtime.experiment.MemoryExhaustedException;
import dev.luffy.runtime.experiment.MemoryRemedy;
import dev.luffy.runtime.experiment.MemoryShortage;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.experiment.Stage;
import dev.luffy.runtime.experiment.Summary;
import dev.luffy.runtime.model.ModelFolder;
import dev.luffy.runtime.rollout.NonFiniteException;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import dev.luffy.runtime.tensor.Engine;
import dev.luffy.runtime.tensor.Weights;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One run from request to summary: resume or start, measure, train step by step, measure again, save. */
public final class Run {

    private final Request request;
    private final Experiment experiment;
    private final Schedule schedule;
    private final Path output;
    private final Fingerprint fingerprint;
    private final Checkpoints checkpoints;
    private final Stop stop;
    private final Consumer<Event> events;
    private final String key; // of a server that samples, or null

    private final RunState state = new RunState();
    private long savedStep = -1; // of the newest checkpoint, 0 for none, -1 until it was looked for
    private long parameters; // 0 until the model is loaded
    private Stage stage = Stage.READING;

    public Run(Request request, Stop stop, Consumer<Event> events) {
        this(request, stop, events, null);
    }

    /** @param key of the server that rollouts come from, or null for none */
    public Run(Request request, Stop stop, Consumer<Event> events, String key) {
        this.request = request;
        this.experiment = request.experiment();
        this.schedule = experiment.schedule();
        this.output = Path.of(request.paths().output());
        this.fingerprint = Fingerprint.of(experiment, request.inputs());
        this.checkpoints = new Checkpoints(Path.of(request.paths().checkpoints()), schedule.keepCheckpoints());
        this.stop = stop;
        this.events = event -> {
            if (event instanceof Event.Reached now) {
                if (now.stage() == stage) return;
                stage = now.stage();
            }
            events.accept(event);
        };
        this.key = key;
    }

    /**
     * @throws StopRequested after a checkpoint was written, if the run was asked to stop
     * @throws DivergedException if a loss or gradient is not finite; nothing is written then
     * @throws InvalidInputException if an input does not fit the declaration
     * @throws MemoryExhaustedException if memory ran out, after a checkpoint of the last whole step where there is one to write
     */
    public void execute() throws IOException {
        try (FileChannel lock = checkpoints.lock()) {
            executeAlone();
        } catch (RuntimeException | OutOfMemoryError e) {
            Optional<MemoryShortage> shortage = MemoryShortage.in(e);
            if (shortage.isEmpty()) throw e;
            throw new MemoryExhaustedException(told(shortage.get()), e);
        }
    }

    private String told(MemoryShortage shortage) {
        boolean inStep = List.of(Stage.SAMPLING, Stage.SCORING, Stage.UPDATING, Stage.STEPPING)
                .contains(stage);
        return "memory ran out" + (inStep ? " in step " + (state.step + 1) + "," : "") + " while " + stage.happening()
                + ": "
                + shortage.sentence()
                + (shortage.heap()
                        ? MemoryRemedy.heap(Runtime.getRuntime().maxMemory(), MemoryRemedy.goingOn(savedStep))
                        : MemoryRemedy.training(experiment, parameters, stage, savedStep));
    }

    private void executeAlone() throws IOException {
        events.accept(new Event.Phase("reading the inputs"));
        Checkpoints.Found found = findCheckpoint();
        savedStep = found.newest().map(stored -> stored.progress().step()).orElse(0L);
        try (Setting setting = open(found)) {
            parameters = setting.parameterCount();
            // Only now, when every input has been read and found good, may an earlier run's work be thrown away.
            if (request.resume() == Request.Resume.NEVER) checkpoints.deleteAll();
            found.newest().ifPresent(stored -> state.restore(stored, setting));
            write("data.json", setting.data().counts());
            if (experiment.data() != null)
                events.accept(new Event.Prepared(setting.data().counts()));
            events.accept(new Event.Started(
                    Engine.description(experiment.precisionOrDefault())
                            + setting.server()
                                    .map(server -> "; rollouts from " + server.description())
                                    .orElse(""),
                    setting.parameterCount(),
                    setting.prompts().size(),
                    state.step,
                    schedule.steps(),
                    notice(found.notice(), setting.warning().orElse(null))));
            byte[] metricsSoFar =
                    found.newest().map(Checkpoints.Stored::metrics).orElse(new byte[0]);
            Path metrics = output.resolve("metrics.ndjson");
            try (NdjsonFile metricsFile = NdjsonFile.startingWith(metrics, metricsSoFar);
                    NdjsonFile timingsFile = Timing.fileUpTo(output.resolve("timings.ndjson"), state.step)) {
                train(setting, metrics, metricsFile, timingsFile);
            }
            finish(setting, metrics);
        }
    }

    private Setting open(Checkpoints.Found found) throws IOException {
        try {
            return Setting.open(request, stop, key, events);
        } catch (StopRequested e) {
            events.accept(new Event.Interrupted(
                    found.newest().map(stored -> stored.progress().step()).orElse(0L)));
            throw e;
        }
    }

    private static String notice(String damaged, String warning) {
        if (damaged == null || warning == null) return damaged == null ? warning : damaged;
        return damaged + "; " + warning;
    }

    private Checkpoints.Found findCheckpoint() {
        switch (request.resume()) {
            case NEVER -> {
                return new Checkpoints.Found(Optional.empty(), null);
            }
            case REQUIRED -> {
                Checkpoints.Found found = checkpoints.newest(fingerprint);
                if (found.newest().isEmpty()) {
                    throw new InvalidInputException("luffy.resume is required, but " + checkpoints.folder()
                            + " holds no intact checkpoint"
                            + (found.notice() == null ? "" : " (" + found.notice() + ")")
                            + ". Use -Dluffy.resume=auto to start when there is none");
                }
                return found;
            }
            default -> {
                return checkpoints.newest(fingerprint);
            }
        }
    }

    private void train(Setting setting, Path metrics, NdjsonFile metricsFile, NdjsonFile timingsFile) {
        Trainer trainer = new Trainer(experiment, setting, state.frontier, stop);
        try {
            if (state.step == 0) state.before = measure(setting, "measuring the base model");
            if (state.unmeasured != null) journal(setting, metricsFile);
            if (state.step < schedule.steps()) events.accept(new Event.Phase("training"));
            while (state.step < schedule.steps()) {
                setting.reached(Stage.SAMPLING);
                stop.check();
                Trainer.Report report = trainer.step(state.step + 1);
                state.step++;
                state.unmeasured = report.metrics();
                trainer.completed();
                if (report.dead()) state.deadSteps++;
                timingsFile.add(report.timing());
                events.accept(report.event(schedule.steps()));
                journal(setting, metricsFile);
                if (state.step % schedule.checkpointEvery() == 0 || state.step == schedule.steps())
                    save(setting, metrics);
            }
        } catch (StopRequested e) {
            if (state.step > 0 && savedStep != state.step) save(setting, metrics);
            events.accept(new Event.Interrupted(state.step));
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            boolean whole = !trainer.isHalfway() && stage != Stage.SAVING;
            if (whole && MemoryShortage.in(e).isPresent()) keep(setting, metrics, e);
            throw e;
        }
    }

    /** Saves the last whole step where memory ran out in the next one: tensors are written piece by piece, in next to none. */
    private void keep(Setting setting, Path metrics, Throwable shortage) {
        if (state.step == 0 || savedStep == state.step) return;
        Stage ranOut = stage;
        try {
            save(setting, metrics);
        } catch (RuntimeException | OutOfMemoryError e) {
            shortage.addSuppressed(e); // an older checkpoint stands
        } finally {
            stage = ranOut;
        }
    }

    /** Writes the last step's line, after its validation where one is due. */
    private void journal(Setting setting, NdjsonFile metricsFile) {
        List<Level> levels = measuredNow() ? measure(setting, "measuring after step " + state.step) : null;
        metricsFile.add(state.unmeasured.with(levels));
        state.unmeasured = null;
    }

    /** Whether the declaration asks for a measurement between the first and the last. */
    private boolean measuredNow() {
        return experiment.validation() != null
                && experiment.validation().every() > 0
                && state.step < schedule.steps()
                && state.step % experiment.validation().every() == 0;
    }

    private List<Level> measure(Setting setting, String phase) {
        Optional<Validator> validator = setting.validator();
        if (validator.isEmpty()) return List.of();
        events.accept(new Event.Phase(phase));
        setting.reached(Stage.MEASURING);
        List<Level> levels;
        try {
            levels = validator.get().measure(setting.weights());
        } catch (NonFiniteException e) {
            throw new DivergedException(state.step, e.getMessage());
        }
        events.accept(new Event.Validated(state.step, levels));
        return levels;
    }

    private void save(Setting setting, Path metrics) {
        setting.reached(Stage.SAVING);
        refuseNonFinite(setting.weights());
        setting.auxiliary().ifPresent(model -> refuseNonFinite(model.weights()));
        Path written = checkpoints.write(
                state.progress(fingerprint, setting),
                setting.weights().tensors(),
                setting.optimizer().firstMoments(),
                setting.optimizer().secondMoments(),
                setting.auxiliary(),
                metrics);
        savedStep = state.step;
        setting.server().ifPresent(server -> server.forgetThrough(checkpoints.oldestStep()));
        events.accept(new Event.Saved(state.step, written.toString()));
    }

    /** Keeps poisoned weights out of checkpoints, so that the last good one stays the newest. */
    private void refuseNonFinite(Weights weights) {
        weights.nonFinite().ifPresent(found -> {
            throw new DivergedException(state.step, "a weight of " + found.tensor(), found.value());
        });
    }

    private void finish(Setting setting, Path metrics) throws IOException {
        List<Level> after;
        try {
            after = measure(setting, "measuring the trained model");
        } catch (StopRequested e) {
            events.accept(new Event.Interrupted(state.step));
            throw e;
        }
        events.accept(new Event.Phase("saving the model"));
        setting.reached(Stage.SAVING);
        Path model = output.resolve("model");
        ModelFolder.save(
                model, Path.of(request.paths().model()), setting.weights().tensors(), setting.config());
        String sha256 = InputDigest.ofWeights(model);
        Summary summary = new Summary(
                experiment.id(),
                experiment.seed(),
                fingerprint.sha256(),
                state.step,
                state.deadSteps,
                state.frontier.solvedHard(),
                state.before,
                after,
                sha256);
        write("summary.json", summary);
        events.accept(new Event.Finished(model.toString(), sha256, metrics.toString()));
    }

    private void write(String name, Object content) throws IOException {
        Path partial = output.resolve("." + name + ".partial");
        Files.writeString(partial, Json.readable(content), StandardCharsets.UTF_8);
        Files.move(partial, output.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
