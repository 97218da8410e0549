package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenStatisticsTest {

    @Test
    void everyCountAndSumIsAdded() {
        TokenStatistics one = new TokenStatistics(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
        assertThat(one.plus(one)).isEqualTo(new TokenStatistics(2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28));
        assertThat(one.plus(TokenStatistics.NONE)).isEqualTo(one);
    }

    @Test
    void entropyAndDivergenceAreKeptApartByWhoWroteTheToken() {
        Row row = new Row(1, 1, new double[] {-1, -2}, new double[] {-9, -2.5}, null, new double[] {0.25, 0.75});
        TokenStatistics s = new MethodParts().evaluate(List.of(row)).statistics();
        assertThat(s.offPolicyEntropy()).isEqualTo(0.25);
        assertThat(s.onPolicyEntropy()).isEqualTo(0.75);
        assertThat(s.onPolicyKl()).isEqualTo(-0.5); // the teacher's −9 is not read
    }
}
