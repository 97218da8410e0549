package dev.luffy.runtime.tensor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which page of the cache belongs to whom. Pages of rows lie at the pool's beginning, pages of prompts at its end, both without
 * holes: attention then reads two slices of the pool. Knows no tensors; whoever frees pages carries out the moves.
 */
final class PagePool {
    private final int capacity;
    private final List<Page> rows = new ArrayList<>(); // index in the pool: the index here
    private final List<Page> prompts = new ArrayList<>(); // index in the pool: capacity - 1 - the index here

    PagePool(int capacity) {
        this.capacity = capacity;
    }

    /** What has to be copied in the pool, all at once: {@code target[i] = source[i]}. */
    record Moves(long[] source, long[] target) {}

    int capacity() {
        return capacity;
    }

    int free() {
        return capacity - rows.size() - prompts.size();
    }

    List<Page> rows() {
        return rows;
    }

    List<Page> prompts() {
        return prompts;
    }

    Page takeForRow(Object row, int ordinal) {
        return take(rows, row, ordinal);
    }

    Page takeForPrompt(Object group, int ordinal) {
        return take(prompts, group, ordinal);
    }

    private Page take(List<Page> kind, Object holder, int ordinal) {
        if (free() == 0) throw new IllegalStateException("no page is free");
        Page page = new Page(holder, ordinal, kind.size());
        kind.add(page);
        return page;
    }

    /** Where a row's page lies in the pool. */
    long placeOfRowPage(Page page) {
        return page.index;
    }

    /** Where a prompt's page lies in the pool. */
    long placeOfPromptPage(Page page) {
        return capacity - 1L - page.index;
    }

    /** Takes pages back; the last ones move into the holes. */
    Moves free(Collection<Page> pages) {
        Set<Page> gone = new HashSet<>(pages); // asked, never iterated
        List<Long> source = new ArrayList<>();
        List<Long> target = new ArrayList<>();
        close(rows, gone, (from, to) -> {
            source.add((long) from);
            target.add((long) to);
        });
        close(prompts, gone, (from, to) -> {
            source.add(capacity - 1L - from);
            target.add(capacity - 1L - to);
        });
        return new Moves(
                source.stream().mapToLong(Long::longValue).toArray(),
                target.stream().mapToLong(Long::longValue).toArray());
    }

    private interface Move {
        void of(int from, int to);
    }

    /** Closes the holes with the pages behind the new end, from the last one down. */
    private static void close(List<Page> kind, Set<Page> gone, Move move) {
        int left = (int) kind.stream().filter(page -> !gone.contains(page)).count();
        int from = kind.size() - 1;
        for (int to = 0; to < left; to++) {
            if (!gone.contains(kind.get(to))) continue;
            while (gone.contains(kind.get(from))) from--;
            Page moved = kind.get(from);
            move.of(from--, to);
            moved.index = to;
            kind.set(to, moved);
        }
        kind.subList(left, kind.size()).clear();
    }
}
