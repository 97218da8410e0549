package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {

    private static final double[] TWO = {-1, -2};

    @Test
    void lengthsMustAgreeAndTheErrorNamesTheArray() {
        assertThatThrownBy(() -> new Row(0, 0, TWO, new double[1], null, TWO)).hasMessageContaining("oldLogProb has 1");
        assertThatThrownBy(() -> new Row(0, 0, TWO, null, new double[3], TWO))
                .hasMessageContaining("referenceLogProb has 3");
        assertThatThrownBy(() -> new Row(0, 0, TWO, null, null, new double[0])).hasMessageContaining("entropy has 0");
    }

    @Test
    void aPrefixLiesWithinItsRow() {
        assertThat(new Row(0, 2, TWO, null, null, TWO).tokens()).isEqualTo(2);
        assertThatThrownBy(() -> new Row(0, 3, TWO, null, null, TWO)).hasMessageContaining("prefixLength is 3");
        assertThatThrownBy(() -> new Row(0, -1, TWO, null, null, TWO)).hasMessageContaining("prefixLength is -1");
        assertThatThrownBy(() -> Totals.NONE.plus(2, 3)).hasMessageContaining("prefixLength is 3");
    }

    @Test
    void numbersThatAreNoneAreRefusedWhereTheyEnter() {
        assertThatThrownBy(() -> new Row(Double.NaN, 0, TWO, null, null, TWO)).hasMessageContaining("advantage is NaN");
        assertThatThrownBy(() -> new Row(0, 0, new double[] {-1, Double.NaN}, null, null, TWO))
                .hasMessageContaining("logProb of token 1 is NaN");
        assertThatThrownBy(() -> new Row(0, 0, new double[0], null, null, new double[0]))
                .hasMessageContaining("at least one response token");
    }

    @Test
    void totalsCountTokensByOriginAndRowsByWhoSampledThem() {
        List<Row> rows = List.of(
                new Row(0, 2, TWO, null, null, TWO),
                new Row(0, 1, TWO, null, null, TWO),
                new Row(0, 0, TWO, null, null, TWO));
        assertThat(Totals.of(rows)).isEqualTo(new Totals(3, 2, 3, 3));
        assertThat(Totals.NONE.plus(2, 2).plus(2, 1).plus(2, 0)).isEqualTo(Totals.of(rows));
        assertThat(Totals.of(rows).tokens()).isEqualTo(6);
    }
}
