package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Precision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keys and values of the rows that are being decoded and of their prompts, in pages. */
final class Cache implements AutoCloseable {
    // A page of few tokens wastes little room; one of many costs less for each.
    private static final int SMALL = 32;
    private static final int MEDIUM = 64;
    private static final int LARGE = 128;

    // libtorch computes bfloat16 products of no more multiplications than this in another way, with other last bits.
    private static final int SMALL_PRODUCT = 16 * 16 * 16;

    private final TorchScript script;
    private final int page;
    private final int fewestForRows;
    private final int fewestForPrompts;
    private final PagePool pool;
    private final List<NDArray> pools = new ArrayList<>(); // [layers][2, pages · kv heads, page, head size]
    private final List<Long> taken = new ArrayList<>(); // places in the pool that are not cleared yet

    /**
     * @param bytes memory, at most
     * @param rows how many are decoded together, at most
     * @param groups of rows, over all
     * @throws InvalidInputException if the memory does not hold one row of the greatest length
     */
    Cache(
            TorchScript script,
            ModelConfig config,
            Precision precision,
            Generation request,
            long bytes,
            int rows,
            int groups) {
        this.script = script;
        this.page = pageOf(request.maxResponse());
        int product = config.heads() * page * config.headSize();
        fewestForRows = SMALL_PRODUCT / product + 1;
        fewestForPrompts = SMALL_PRODUCT / (product * request.samples()) + 1;
        int prompt = pagesFor(request.longestPrompt());
        int row = pagesFor(request.maxResponse());
        long affordable = bytes / pageBytes(config, precision, page);
        if (affordable < prompt + row) {
            throw new InvalidInputException("<budget><cacheMebibytes> is " + (bytes >> 20)
                    + ", but the keys and values of one prompt of " + request.longestPrompt()
                    + " tokens and one response of " + request.maxResponse() + " take "
                    + mebibytes(bytesOfOneRow(config, precision, request))
                    + " MiB. Raise it, or lower the limits of tokens");
        }
        long wanted = (long) rows * row + (long) Math.min(rows, groups) * prompt;
        // Attention reads no fewer than these, some KiB that a tiny budget does not have to hold.
        long fewest = Math.max(fewestForRows, fewestForPrompts);
        pool = new PagePool((int) Math.max(fewest, Math.min(affordable, wanted)));
        try (TensorScope scope = TensorScope.withoutGradient()) {
            // The first argument says where the pools are to be.
            for (NDArray each : script.call(
                    scope,
                    "pools",
                    scope.floats(new float[1], 1),
                    scope.numbers(new long[] {capacity()}),
                    scope.numbers(new long[] {page}))) {
                pools.add(scope.keep(each));
            }
        }
        // What is read as filling must be zeros too.
        for (int i = 0; i < Math.max(fewestForRows, fewestForPrompts) && i < capacity(); i++) {
            taken.add((long) i);
            taken.add(capacity() - 1L - i);
        }
        clear();
    }

    /** Tokens of a page. Follows from the declared limit alone, since a row's last bits depend on it. */
    static int pageOf(int maxResponse) {
        return maxResponse <= 512 ? SMALL : maxResponse <= 2048 ? MEDIUM : LARGE;
    }

    /** Bytes of the longest prompt and a response of the greatest length. */
    static long bytesOfOneRow(ModelConfig config, Precision precision, Generation request) {
        int page = pageOf(request.maxResponse());
        long pages = ceil(request.longestPrompt(), page) + ceil(request.maxResponse(), page);
        return pages * pageBytes(config, precision, page);
    }

    /** Bytes of a page over all layers. */
    static long pageBytes(ModelConfig config, Precision precision, int page) {
        return 2L * config.layers() * config.kvHeads() * config.headSize() * page * precision.bytes();
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    private static int ceil(int value, int by) {
        return (value + by - 1) / by;
    }

    int page() {
        return page;
    }

    /** Pages that hold so many tokens. */
    int pagesFor(int tokens) {
        return ceil(tokens, page);
    }

    int free() {
        return pool.free();
    }

    private int capacity() {
        return pool.capacity();
    }

    PagePool pool() {
        return pool;
    }

    List<NDArray> pools() {
        return pools;
    }

    /** Least number of row pages, and of prompt pages, that products are made of; what is missing is filled up. */
    int fewestForRows() {
        return fewestForRows;
    }

    int fewestForPrompts() {
        return fewestForPrompts;
    }

    void takeFor(SampledRow row) {
        Page taking = pool.takeForRow(row, row.pages.size());
        row.pages.add(taking);
        taken.add(pool.placeOfRowPage(taking));
    }

    void takeFor(PromptGroup group) {
        for (int i = 0; i < pagesFor(group.prompt.length); i++) group.pages.add(pool.takeForPrompt(group, i));
    }

    /** Takes pages back and moves others into the holes. */
    void free(Collection<Page> pages) {
        if (pages.isEmpty()) return;
        clear(); // before places change
        PagePool.Moves moves = pool.free(pages);
        if (moves.source().length == 0) return;
        try (TensorScope scope = TensorScope.withoutGradient()) {
            script.call(
                    scope,
                    "move",
                    pools,
                    scope.longs(moves.source(), moves.source().length),
                    scope.longs(moves.target(), moves.target().length));
        }
    }

    /** To be called before pages are read: makes those finite that nothing was written to yet. */
    void clear() {
        if (taken.isEmpty()) return;
        long[] places = taken.stream().mapToLong(Long::longValue).toArray();
        taken.clear();
        try (TensorScope scope = TensorScope.withoutGradient()) {
            script.call(scope, "clear", pools, scope.longs(places, places.length));
        }
    }

    @Override
    public void close() {
        pools.forEach(NDArray::close);
    }
}
