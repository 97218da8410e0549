package dev.luffy.runtime.data;

import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tokenizes texts in several threads, which is what takes long about preparing data, while the next are read. They come back in
 * the order in which they were given, and only a few are under way.
 */
final class TokenQueue implements AutoCloseable {

    private static final int ROWS_PER_THREAD = 4;
    private static final long PATIENCE_SECONDS = 60;

    /** Texts of a row that are being tokenized, and who takes their tokens. */
    private record Row(List<Future<int[]>> tokens, Consumer<List<int[]>> taker) {}

    private final Tokenizer tokenizer;
    private final int most;
    private final ExecutorService threads;
    private final Deque<Row> rows = new ArrayDeque<>();

    TokenQueue(Tokenizer tokenizer, int threads) {
        this.tokenizer = tokenizer;
        this.most = ROWS_PER_THREAD * threads;
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "tokenizer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Takes the texts of a row; where as many rows as may be are under way, the first of them is handed on. */
    void add(List<String> texts, Consumer<List<int[]>> taker) {
        List<Future<int[]>> tokens = new ArrayList<>();
        for (String text : texts) tokens.add(threads.submit(() -> tokenizer.encode(text)));
        rows.add(new Row(tokens, taker));
        if (rows.size() > most) handOn();
    }

    /** Hands on all rows that are under way. */
    void finish() {
        while (!rows.isEmpty()) handOn();
    }

    private void handOn() {
        Row row = rows.remove();
        List<int[]> tokens = new ArrayList<>(); // [texts][tokens]
        try {
            for (Future<int[]> each : row.tokens()) tokens.add(each.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) throw known;
            if (e.getCause() instanceof Error broken) throw broken; // a full heap is to be told as such
            throw new IllegalStateException("a text cannot be tokenized", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StopRequested();
        }
        row.taker().accept(tokens);
    }

    /** Waits for what is being tokenized: the tokenizer may be closed next. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
