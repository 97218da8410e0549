package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.luffy.runtime.experiment.ModelConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a lane does of a {@link Sampling}: rows wait, are decoded beside each other, and leave when they have ended, so that others
 * take their places. Where memory runs out, the row that came last goes back to the queue; it begins again later and gets the same
 * tokens.
 */
final class SamplingLane implements AutoCloseable {
    /** Tokens of each row between two looks at who has ended. */
    private static final int STEPS = 16;

    /** Prompts are padded to a multiple of this, so that many are computed together. */
    private static final int PROMPT_STEP = 16;

    /** Prompt tokens computed at once; a longer prompt is computed alone. */
    private static final int PREFILL_TOKENS = 4096;

    private final ModelConfig config;
    private final TorchScript script;
    private final Head head;
    private final Rotary rotary;
    private final SamplingWeights weights;
    private final Generation request;
    private final Sampling.Admission admission;
    private final int slots;
    private final Set<Integer> ends;
    private final Cache cache;
    private final Deque<SampledRow> waiting;
    private List<SampledRow> ended = new ArrayList<>();
    private List<SampledRow> active = new ArrayList<>(); // in the order of their admission
    private NDArray states; // [active, width] what the next token of each follows from

    SamplingLane(
            ModelConfig config,
            TorchScript script,
            Head head,
            Rotary rotary,
            SamplingWeights weights,
            Generation request,
            Sampling.Admission admission,
            int slots,
            Cache cache,
            Deque<SampledRow> waiting) {
        this.config = config;
        this.script = script;
        this.head = head;
        this.rotary = rotary;
        this.weights = weights;
        this.request = request;
        this.admission = admission;
        this.ends = Set.copyOf(config.eosTokenIds());
        this.slots = slots;
        this.cache = cache;
        this.waiting = waiting;
    }

    /** Positions beyond prompt and response that are asked for, by rows that have ended within a round. */
    static int beyond() {
        return STEPS + PROMPT_STEP;
    }

    /** Whether rows are left. */
    boolean isBusy() {
        return !waiting.isEmpty() || !active.isEmpty();
    }

    /** Some tokens of each row that is here. */
    void round() {
        release();
        makeRoom();
        admit();
        if (!active.isEmpty()) decode();
    }

    /** The rows that have ended since the last call, in the order in which they came. */
    List<SampledRow> takeEnded() {
        List<SampledRow> taken = ended;
        ended = new ArrayList<>();
        return taken;
    }

    /** Rows that have ended leave. */
    private void release() {
        boolean whole =
                admission == Sampling.Admission.CONTINUOUS || active.stream().allMatch(SampledRow::hasEnded);
        List<SampledRow> leaving =
                whole ? active.stream().filter(SampledRow::hasEnded).toList() : List.of();
        leave(leaving);
        ended.addAll(leaving);
    }

    private void leave(List<SampledRow> rows) {
        if (rows.isEmpty()) return;
        List<Page> pages = new ArrayList<>();
        List<SampledRow> staying = new ArrayList<>();
        List<Long> kept = new ArrayList<>();
        for (int i = 0; i < active.size(); i++) {
            SampledRow row = active.get(i);
            if (!rows.contains(row)) {
                staying.add(row);
                kept.add((long) i);
                continue;
            }
            pages.addAll(row.pages);
            row.group.members[row.sample] = null;
            if (row.group.isDeserted()) {
                pages.addAll(row.group.pages);
                row.group.pages.clear();
                row.group.state.close();
                row.group.state = null;
            }
        }
        cache.free(pages);
        active = staying;
        arrange(List.of(states), kept);
    }

    /** The states of the active rows, taken from those of {@code from} one below the other. */
    private void arrange(List<NDArray> from, List<Long> rows) {
        NDArray before = states;
        states = null;
        if (!rows.isEmpty()) {
            try (TensorScope scope = TensorScope.withoutGradient()) {
                long[] index = rows.stream().mapToLong(Long::longValue).toArray();
                states = scope.keep(script.call(scope, "rows_of", from, scope.longs(index, index.length))
                        .get(0));
            }
        }
        if (before != null) before.close();
    }

    /** Every row gets pages for the next round; the youngest give theirs up where there are too few. */
    private void makeRoom() {
        while (active.stream().mapToInt(this::pagesMissing).sum() > cache.free()) {
            SampledRow youngest = active.get(active.size() - 1);
            leave(List.of(youngest));
            youngest.restart();
            waiting.addFirst(youngest);
        }
        for (SampledRow row : active) {
            for (int i = pagesMissing(row); i > 0; i--) cache.takeFor(row);
        }
    }

    private int pagesMissing(SampledRow row) {
        int tokens = Math.min(row.length() + STEPS, request.maxResponse());
        return row.hasEnded() ? 0 : cache.pagesFor(tokens) - row.pages.size();
    }

    private void admit() {
        if (admission == Sampling.Admission.BATCHES && !active.isEmpty()) return;
        List<SampledRow> entering = new ArrayList<>();
        List<PromptGroup> prompts = new ArrayList<>();
        while (!waiting.isEmpty() && active.size() + entering.size() < slots) {
            SampledRow row = waiting.peek();
            boolean resident = row.group.isResident() || prompts.contains(row.group);
            int pages = pagesMissing(row) + (resident ? 0 : cache.pagesFor(row.group.prompt.length));
            // A page is left for each row that may need another one, so that nobody has to leave at once.
            long reserve = Stream.concat(active.stream(), entering.stream())
                    .filter(each -> each.pages.size() < cache.pagesFor(request.maxResponse()))
                    .count();
            boolean first = active.isEmpty() && entering.isEmpty();
            if (pages > cache.free() - reserve && !first) break;
            for (int i = pagesMissing(row); i > 0; i--) cache.takeFor(row);
            if (!resident) {
                cache.takeFor(row.group);
                prompts.add(row.group);
            }
            row.group.members[row.sample] = row;
            entering.add(waiting.remove());
        }
        if (entering.isEmpty()) return;
        prefill(prompts);
        List<NDArray> from = new ArrayList<>();
        List<Long> rows = new ArrayList<>();
        if (states != null) from.add(states);
        for (long i = 0; i < active.size(); i++) rows.add(i);
        List<PromptGroup> groups =
                entering.stream().map(row -> row.group).distinct().toList();
        groups.forEach(group -> from.add(group.state));
        for (SampledRow row : entering) rows.add(active.size() + (long) groups.indexOf(row.group));
        active.addAll(entering);
        arrange(from, rows);
    }

    /** Computes prompts, those of about one length together. */
    private void prefill(List<PromptGroup> groups) {
        var byLength = groups.stream()
                .collect(Collectors.groupingBy(
                        group -> (group.prompt.length + PROMPT_STEP - 1) / PROMPT_STEP * PROMPT_STEP,
                        java.util.TreeMap::new,
                        Collectors.toList()));
        byLength.forEach((length, equallyLong) -> {
            int atOnce = Math.max(1, PREFILL_TOKENS / length);
            for (int from = 0; from < equallyLong.size(); from += atOnce) {
                prefill(length, equallyLong.subList(from, Math.min(equallyLong.size(), from + atOnce)));
            }
        });
    }

    private void prefill(int length, List<PromptGroup> groups) {
        long[] ids = new long[groups.size() * length]; // [groups, length]
        long[] last = new long[groups.size()];
        List<Long> pages = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            int[] prompt = groups.get(g).prompt;
            for (int i = 0; i < prompt.length; i++) ids[g * length + i] = prompt[i];
            last[g] = prompt.length - 1L;
            for (Page page : groups.get(g).pages) pages.add(cache.pool().placeOfPromptPage(page));
        }
        try (TensorScope scope = TensorScope.withoutGradient()) {
            long[] places = pages.stream().mapToLong(Long::longValue).toArray();
            NDArray found = script.call(
                            scope,
                            "prefill",
                            weights.leaves(),
                            weights.packed(),
                            cache.pools(),
                            scope.longs(ids, groups.size(), length),
                            scope.longs(last, last.length),
                            scope.longs(places, places.length),
                            rotary.table())
                    .get(0); // [groups, width]
            for (int g = 0; g < groups.size(); g++) {
                groups.get(g).state = scope.keep(
                        script.call(scope, "rows_of", List.of(found), scope.longs(new long[] {g}, 1))
                                .get(0));
            }
        }
    }

    private void decode() {
        int rows = active.size();
        int steps = Math.min(STEPS, request.maxResponse());
        double[] uniforms = new double[steps * rows]; // [steps, rows]
        long[] forced = new long[steps * rows]; // [steps, rows]
        for (int t = 0; t < steps; t++) {
            for (int i = 0; i < rows; i++) {
                SampledRow row = active.get(i);
                int position = row.length() + t;
                boolean read = position < request.maxResponse() && !row.hasEnded();
                if (read && request.temperature() > 0)
                    uniforms[t * rows + i] = request.uniforms().at(row.row, position);
                forced[t * rows + i] = read ? request.forced(row.row, position) : -1;
            }
        }
        cache.clear();
        try (TensorScope scope = TensorScope.withoutGradient()) {
            List<Object> arguments =
                    new ArrayList<>(List.of(weights.leaves(), weights.packed(), cache.pools(), states));
            arguments.addAll(Window.of(active, cache, request).tensors(scope));
            Collections.addAll(
                    arguments,
                    scope.doubles(uniforms, steps, rows),
                    scope.longs(forced, steps, rows),
                    endTokens(scope),
                    head.penalty(scope),
                    rotary.table(),
                    scope.numbers(request.temperature(), request.topP(), request.topK()));
            NDList result = script.call(scope, "decode", arguments.toArray());
            states.close();
            states = scope.keep(result.get(3));
            store(result);
        }
    }

    private NDArray endTokens(TensorScope scope) {
        long[] ids = config.eosTokenIds().stream().mapToLong(Integer::longValue).toArray();
        return scope.longs(ids, ids.length);
    }

    private void store(NDList result) {
        long[] tokens = TensorScope.longsOf(result.get(0)); // [steps taken, rows]
        float[] logProb = TensorScope.floatsOf(result.get(1)); // [steps taken, rows]
        float[] entropy = TensorScope.floatsOf(result.get(2)); // [steps taken, rows]
        int rows = active.size();
        for (int t = 0; t < tokens.length / rows; t++) {
            for (int i = 0; i < rows; i++) {
                SampledRow row = active.get(i);
                if (row.hasEnded()) continue;
                int at = t * rows + i;
                int token = (int) tokens[at];
                row.add(token, logProb[at], entropy[at], ends.contains(token), request.maxResponse());
            }
        }
    }

    /** Frees what an interrupted run leaves. */
    @Override
    public void close() {
        for (SampledRow row : active) {
            if (row.group.state != null) row.group.state.close();
        }
        if (states != null) states.close();
        cache.close();
    }
}
