package dev.luffy.runtime.tensor;

import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Precision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * One {@link Generation} by continuous batching. The groups of rows are dealt out to lanes, which go on in rounds side by side:
 * what is handed on, and in which order, does not depend on which lane is faster.
 */
final class Sampling implements AutoCloseable {

    /** When waiting rows may enter. */
    enum Admission {
        /** As soon as there is room. */
        CONTINUOUS,
        /** When all rows of a batch have ended, until when none leaves: what a sampler without this class does. */
        BATCHES
    }

    private final Lanes threads = Engine.lanes();
    private final boolean ownThreads; // whether lanes are what this model is sampled in
    private final List<SamplingLane> lanes = new ArrayList<>();

    /** @throws dev.luffy.runtime.experiment.InvalidInputException if the cache's memory does not hold one row */
    Sampling(
            ModelConfig config,
            Precision precision,
            TorchScript script,
            Head head,
            Rotary rotary,
            SamplingWeights weights,
            Generation request,
            Admission admission) {
        ownThreads = Lanes.suit(config);
        List<List<SampledRow>> groups = groups(request);
        long affordable = request.cacheBytes() / Cache.bytesOfOneRow(config, precision, request);
        int count =
                (int) Math.max(1, Math.min(threads.of(config, groups.size()), Math.min(affordable, request.slots())));
        try {
            for (int lane = 0; lane < count; lane++) {
                Deque<SampledRow> waiting = new ArrayDeque<>();
                int own = 0;
                for (int g = lane; g < groups.size(); g += count, own++) waiting.addAll(groups.get(g));
                int slots = Math.min((request.slots() + lane) / count, waiting.size());
                Cache cache = new Cache(script, config, precision, request, request.cacheBytes() / count, slots, own);
                lanes.add(new SamplingLane(
                        config, script, head, rotary, weights, request, admission, slots, cache, waiting));
            }
        } catch (RuntimeException e) {
            close(); // where there is no room for one, the others' is given back
            throw e;
        }
    }

    /** Rows that share the pages of a prompt. */
    private static List<List<SampledRow>> groups(Generation request) {
        List<List<SampledRow>> groups = new ArrayList<>();
        PromptGroup group = null;
        int sample = 0;
        for (int row = 0; row < request.rows(); row++) {
            boolean samePrompt = row > 0 && request.owner()[row] == request.owner()[row - 1];
            if (!samePrompt || sample == request.samples()) {
                group = new PromptGroup(request.prompts()[request.owner()[row]], request.samples());
                groups.add(new ArrayList<>());
                sample = 0;
            }
            groups.get(groups.size() - 1).add(new SampledRow(row, group, sample++));
        }
        return groups;
    }

    /**
     * @param check called between rounds; what it throws ends the sampling
     * @param sink gets each response when it has ended
     */
    void run(Runnable check, Consumer<Completion> sink) {
        List<SamplingLane> busy = lanes;
        while (!busy.isEmpty()) {
            check.run();
            List<Runnable> rounds =
                    busy.stream().map(lane -> (Runnable) lane::round).toList();
            // However many lanes are left: bits do not depend on it.
            if (ownThreads) threads.runEach(rounds);
            else threads.run(rounds);
            for (SamplingLane lane : busy) {
                for (SampledRow row : lane.takeEnded()) sink.accept(row.completion());
            }
            busy = busy.stream().filter(SamplingLane::isBusy).toList();
        }
    }

    /** Frees what an interrupted run leaves. */
    @Override
    public void close() {
        lanes.forEach(SamplingLane::close);
    }
}
