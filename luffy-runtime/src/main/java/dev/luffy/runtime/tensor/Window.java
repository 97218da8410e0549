package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is where while some tokens are decoded: the arguments of {@code decode} in {@code sampling.py} that say so, in its order.
 *
 * @param place {@code [rows · 3]} position of the next token, own tokens so far, own tokens to come
 * @param own {@code [rows · most]} where a row's pages lie
 * @param pages {@code [row pages · 2]} row and ordinal
 * @param prompts {@code [prompt pages]} valid tokens
 * @param samples rows that a prompt may have, at most
 * @param table {@code [rows · most pages]} what attends for a row
 */
record Window(long[] place, long[] own, long[] pages, long[] prompts, int samples, long[] table, int rows) {

    /** A place so late that no token of the row page has it: a page that holds nothing. */
    private static final long NOWHERE = 1 << 30;

    static Window of(List<SampledRow> rows, Cache cache, Generation request) {
        PagePool pool = cache.pool();
        int samples = request.samples();
        Map<Object, Integer> rowOf = new IdentityHashMap<>();
        for (SampledRow row : rows) rowOf.put(row, rowOf.size());
        long[] place = new long[3 * rows.size()];
        int mostOwn = rows.stream().mapToInt(row -> row.pages.size()).max().orElseThrow();
        int mostPages = rows.stream()
                .mapToInt(row -> row.group.pages.size() + row.pages.size())
                .max()
                .orElseThrow();
        int promptPages = Math.max(cache.fewestForPrompts(), pool.prompts().size());
        int rowPages = Math.max(cache.fewestForRows(), pool.rows().size());
        long[] own = new long[rows.size() * mostOwn];
        long[] table = new long[rows.size() * mostPages];
        Arrays.fill(table, (long) promptPages * samples + rowPages);
        for (int i = 0; i < rows.size(); i++) {
            SampledRow row = rows.get(i);
            place[3 * i] = row.group.prompt.length + row.length();
            place[3 * i + 1] = row.length();
            place[3 * i + 2] = request.maxResponse() - row.length();
            for (int j = 0; j < mostOwn; j++) {
                Page page = row.pages.get(Math.min(j, row.pages.size() - 1));
                own[i * mostOwn + j] = pool.placeOfRowPage(page);
            }
            int next = i * mostPages;
            for (Page page : row.group.pages) {
                table[next++] = (long) itemOf(page, promptPages) * samples + row.sample;
            }
            for (Page page : row.pages) table[next++] = (long) promptPages * samples + page.index;
        }
        long[] pages = new long[2 * rowPages];
        for (int i = 0; i < rowPages; i++) pages[2 * i + 1] = NOWHERE;
        for (Page page : pool.rows()) {
            pages[2 * page.index] = rowOf.get(page.holder);
            pages[2 * page.index + 1] = page.ordinal;
        }
        long[] prompts = new long[promptPages]; // no valid token where there is no page
        for (Page page : pool.prompts()) {
            PromptGroup group = (PromptGroup) page.holder;
            prompts[itemOf(page, promptPages)] =
                    Math.min(cache.page(), group.prompt.length - page.ordinal * cache.page());
        }
        return new Window(place, own, pages, prompts, samples, table, rows.size());
    }

    /** Prompts' pages are at the pool's end: the first one taken is the last of the slice that is read. */
    private static int itemOf(Page page, int promptPages) {
        return promptPages - 1 - page.index;
    }

    List<NDArray> tensors(TensorScope scope) {
        return List.of(
                scope.longs(place, rows, 3),
                scope.longs(own, rows, own.length / rows),
                scope.longs(pages, pages.length / 2, 2),
                scope.longs(prompts, prompts.length),
                scope.numbers(new long[] {samples}),
                scope.longs(table, rows, table.length / rows));
    }
}
