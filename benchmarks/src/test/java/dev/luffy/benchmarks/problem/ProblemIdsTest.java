package dev.luffy.benchmarks.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProblemIdsTest {

    @Test
    void idsHaveThePlacesAndLinesOfAMapOfTexts() {
        SplittableRandom random = new SplittableRandom(3);
        ProblemIds ids = new ProblemIds();
        Map<String, Integer> places = new HashMap<>();
        Map<String, Long> lines = new HashMap<>();
        for (long line = 1; line <= 20_000; line++) {
            String id = "problem/" + random.nextInt(15_000);
            int place = ids.add(id, line);
            if (places.containsKey(id)) {
                assertThat(place).isEqualTo(-1 - places.get(id));
            } else {
                assertThat(place).isEqualTo(places.size());
                places.put(id, place);
                lines.put(id, line);
            }
        }
        assertThat(ids.size()).isEqualTo(places.size()).isGreaterThan(10_000);
        places.forEach((id, place) -> {
            assertThat(ids.indexOf(id)).isEqualTo(place);
            assertThat(ids.line(place)).isEqualTo(lines.get(id));
        });
        assertThat(ids.indexOf("problem/15000")).isEqualTo(-1);
        assertThat(new ProblemIds().indexOf("")).isEqualTo(-1);
    }
}
