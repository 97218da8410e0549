package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.util.Arrays;
import java.util.List;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private static final String RULE = ", but must be numbers with commas between them: correct or leave out ";

    private static void evaluation(String temperatures) throws ComponentConfigurationException {
        String model = "<model>m</model>";
        Pom.bind(new EvaluationBean(), "<evaluation><id>e</id>" + model + temperatures + "</evaluation>")
                .toEvaluation(Pom.BASEDIR);
    }

    @Test
    void textsAreNumbersInTheirOrder() {
        assertThat(Numbers.decimal("x", List.of(" 1e-1 ", "-2"))).containsExactly(0.1, -2.0);
        assertThat(Numbers.seeds(List.of("3", "\n1"))).containsExactly(3L, 1L);
    }

    @Test
    void aTextThatIsNoNumberIsNamedWithItsElement() {
        assertThatThrownBy(() -> evaluation("<temperatures>0.1,hot</temperatures>"))
                .hasMessage("<evaluation id=e><temperatures> is [0.1, hot]" + RULE + "hot");
        assertThatThrownBy(() -> evaluation("<temperatures><t>0.1</t><t>low</t></temperatures>"))
                .hasMessage("<evaluation id=e><temperatures> is [0.1, low]" + RULE + "low");
        assertThatThrownBy(() -> Pom.experiment("<seeds>1,x</seeds>"))
                .hasMessage("<experiment id=x><seeds> is [1, x], but must be whole numbers with commas between them:"
                        + " correct or leave out x");
    }

    @Test
    void nothingIsNoNumber() {
        assertThatThrownBy(() -> Numbers.decimal("x", Arrays.asList("1", null)))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessage("<x> is [1, null]" + RULE + "what is empty");
        assertThatThrownBy(() -> Numbers.seeds(List.of())).hasMessageContaining("must name at least one seed");
    }
}
