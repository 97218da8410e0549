package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.check.DeclaredCheck;
import dev.luffy.maven.plan.UserErrorException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckBindingTest {

    private static DeclaredCheck check(String elements) throws Exception {
        return Pom.bind(
                        new CheckBean(),
                        "<check><evaluation>base</evaluation><benchmark>math500</benchmark>" + elements + "</check>")
                .toCheck();
    }

    @Test
    void theLeastCheckGetsTheDocumentedDefaults() throws Exception {
        DeclaredCheck check = check("<minimum>78%</minimum>");

        assertThat(check)
                .isEqualTo(new DeclaredCheck(
                        "base", "math500", null, null, new BigDecimal("0.78"), null, null, 0.95, null));
    }

    @Test
    void everyElementIsBound() throws Exception {
        DeclaredCheck check = check(
                "<temperature>0.6</temperature><metric>avg@32</metric><minimum>0.5</minimum><maximumDrop>1%</maximumDrop>"
                        + "<maximumNewFailures>3</maximumNewFailures><confidence>99%</confidence>"
                        + "<justification>because</justification>");

        assertThat(check.temperature()).isEqualTo(0.6);
        assertThat(check.metric().label()).isEqualTo("avg@32");
        assertThat(check.maximumDrop()).isEqualTo(new BigDecimal("0.01"));
        assertThat(check.maximumNewFailures()).isEqualTo(3);
        assertThat(check.confidence()).isEqualTo(0.99);
        assertThat(check.justification()).isEqualTo("because");
    }

    @ParameterizedTest
    @CsvSource({"80%,0.80", "80 %,0.80", "0.80,0.80", "78.5%,0.785", "0.010,0.010", "1%,0.01", "100%,1.00", "0,0", "1,1"
    })
    void percentagesAndSharesAreTheSame(String written, String share) throws Exception {
        assertThat(check("<minimum>" + written + "</minimum>").minimum()).isEqualTo(new BigDecimal(share));
    }

    @ParameterizedTest
    @ValueSource(strings = {"78", "-1%", "0,8", "101%", "NaN", "80%%", "1e-2", "many", "%", "1.0000001"})
    void aShareThatIsNoneIsRefused(String written) {
        assertThatThrownBy(() -> check("<minimum>" + written + "</minimum>"))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("<check evaluation=base benchmark=math500><minimum> is " + written
                        + ", but must be a number from 0 to 1 or a percentage, such as 0.78 or 78%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.05", "0.4999", "0.5", "1.0"})
    void aConfidenceThatIsRatherAnErrorRateIsRefused(String written) {
        assertThatThrownBy(() -> check("<minimum>1%</minimum><confidence>" + written + "</confidence>"))
                .hasMessage("<check evaluation=base benchmark=math500><confidence> is " + written
                        + ", but must be above 0.5 and below 1, such as 0.95");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <minimum>1%</minimum><metric>accuracy</metric> | <metric> is accuracy, but there is no such metric: use pass@k
            <minimum>1%</minimum><metric>truncated</metric> | <minimum> is 0.01, but less of truncated is better: use <maximumDrop>
            <maximumNewFailures>-1</maximumNewFailures> | <maximumNewFailures> is -1, but must be a number of problems, such as 0
            <maximumNewFailures>1%</maximumNewFailures> | <maximumNewFailures> is 1%, but must be a number of problems, such as 0
            <minimum>1%</minimum><temperature>hot</temperature> | <temperature> is hot, but must be a number from 0 on, such as 0.6
            <metric>pass@1</metric> | <minimum> is nothing, but a check needs <minimum>, <maximumDrop> or <maximumNewFailures>
            <minimum/> | <minimum> is nothing, but a check needs <minimum>, <maximumDrop> or <maximumNewFailures>
            """)
    void aWrongValueIsNamedWithItsFix(String elements, String complaint) {
        assertThatThrownBy(() -> check(elements))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("<check evaluation=base benchmark=math500>" + complaint);
    }

    @Test
    void idsAreNeededAndAreNoPaths() throws Exception {
        CheckBean nameless = Pom.bind(new CheckBean(), "<check><benchmark>b</benchmark><minimum>1%</minimum></check>");
        assertThatThrownBy(nameless::toCheck)
                .hasMessageStartingWith("<check><evaluation> is nothing, but names a folder");
        CheckBean path = Pom.bind(
                new CheckBean(),
                "<check><evaluation>../x</evaluation><benchmark>b</benchmark><minimum>1%</minimum></check>");
        assertThatThrownBy(path::toCheck)
                .hasMessageStartingWith(
                        "<check evaluation=../x benchmark=b><evaluation> is ../x, but names a folder: use letters");
    }

    @Test
    void aMisspeltElementIsRefused() {
        assertThatThrownBy(() -> check("<maximumdrop>1%</maximumdrop>")).hasMessageContaining("maximumdrop");
    }
}
