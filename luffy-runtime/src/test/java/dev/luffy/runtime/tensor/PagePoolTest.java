package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PagePoolTest {
    @Test
    void rowsHaveTheBeginningPromptsTheEndAndTheLastPagesMoveIntoHoles() {
        PagePool pool = new PagePool(10);
        List<Page> rows = new ArrayList<>();
        for (int i = 0; i < 4; i++) rows.add(pool.takeForRow("row " + i, 0));
        Page first = pool.takeForPrompt("group 0", 0);
        Page second = pool.takeForPrompt("group 1", 0);
        assertThat(pool.placeOfRowPage(rows.get(3))).isEqualTo(3);
        assertThat(pool.placeOfPromptPage(second)).isEqualTo(8);
        assertThat(pool.free()).isEqualTo(4);
        PagePool.Moves moves = pool.free(List.of(rows.get(0), rows.get(2), first));
        assertThat(moves.source()).containsExactly(3, 8);
        assertThat(moves.target()).containsExactly(0, 9);
        assertThat(pool.placeOfRowPage(rows.get(3))).isZero();
        assertThat(pool.placeOfRowPage(rows.get(1))).isEqualTo(1);
        assertThat(pool.placeOfPromptPage(second)).isEqualTo(9);
        assertThat(pool.free()).isEqualTo(7);
    }

    @Test
    void aFullPoolGivesNothing() {
        PagePool pool = new PagePool(1);
        pool.takeForPrompt("group", 0);
        assertThatThrownBy(() -> pool.takeForRow("row", 0)).isInstanceOf(IllegalStateException.class);
    }

    /** Against an array in which the moves are really made. */
    @Test
    void whatAPageHoldsIsFoundWhereItIsSaidToBeAfterAnyNumberOfMoves() {
        SplittableRandom random = new SplittableRandom(5);
        PagePool pool = new PagePool(60);
        long[] content = new long[60];
        Map<Page, Long> expected = new HashMap<>();
        long next = 1;
        for (int round = 0; round < 500; round++) {
            for (int i = random.nextInt(9); i > 0 && pool.free() > 0; i--) {
                boolean row = random.nextInt(3) > 0;
                Page page = row ? pool.takeForRow(round, i) : pool.takeForPrompt(round, i);
                content[(int) (row ? pool.placeOfRowPage(page) : pool.placeOfPromptPage(page))] = next;
                expected.put(page, next++);
            }
            List<Page> freed = new ArrayList<>(pool.rows());
            freed.addAll(pool.prompts());
            freed.removeIf(page -> random.nextInt(4) > 0);
            expected.keySet().removeAll(freed);
            PagePool.Moves moves = pool.free(freed);
            long[] moved =
                    Arrays.stream(moves.source()).map(at -> content[(int) at]).toArray();
            for (int i = 0; i < moved.length; i++) content[(int) moves.target()[i]] = moved[i];
            for (Page page : pool.rows()) {
                assertThat(content[(int) pool.placeOfRowPage(page)]).isEqualTo(expected.get(page));
            }
            for (Page page : pool.prompts()) {
                assertThat(content[(int) pool.placeOfPromptPage(page)]).isEqualTo(expected.get(page));
            }
            assertThat(pool.rows().size() + pool.prompts().size()).isEqualTo(expected.size());
        }
    }
}
