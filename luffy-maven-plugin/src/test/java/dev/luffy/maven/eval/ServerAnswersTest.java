package dev.luffy.maven.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.suite.Sample;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerAnswersTest {

    @Test
    void everyResponseHasASeedOfItsOwnThatServersTake() {
        Set<Long> seeds = new HashSet<>();
        for (int problem = 0; problem < 50; problem++) {
            for (int index = 0; index < 20; index++) {
                for (double temperature : new double[] {0.6, 1}) {
                    long seed = ServerAnswers.seed(1, new Sample.Key("p" + problem, temperature, index));
                    assertThat(seed).isBetween(0L, (long) Integer.MAX_VALUE);
                    seeds.add(seed);
                }
            }
        }
        // Of 2³¹ seeds 2000 are drawn: a pair that agrees has a chance of 1 in 1000.
        assertThat(seeds).hasSize(2000);
    }

    @Test
    void theSeedIsAFunctionOfTheDeclaredOneAndTheResponse() {
        Sample.Key key = new Sample.Key("p", 0.6, 3);
        assertThat(ServerAnswers.seed(1, key)).isEqualTo(ServerAnswers.seed(1, new Sample.Key("p", 0.6, 3)));
        assertThat(ServerAnswers.seed(2, key)).isNotEqualTo(ServerAnswers.seed(1, key));
    }
}
