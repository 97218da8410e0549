package dev.luffy.benchmarks.answer.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.answer.expression.Comparison.Outcome;
import dev.luffy.benchmarks.answer.expression.Rules.Decimals;
import dev.luffy.benchmarks.answer.expression.Rules.Degrees;
import dev.luffy.benchmarks.answer.expression.Rules.Percent;
import dev.luffy.benchmarks.answer.expression.Rules.Units;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule in every setting: the pair under the rule, and the verdict. */
class RulesTest {

    private static Rules with(Percent percent, Decimals decimals, String tolerance, Units units, Degrees degrees) {
        return new Rules(percent, decimals, tolerance, units, degrees, false, false, false, false, false);
    }

    private static Rules flags(boolean ordered, boolean tuples, boolean renamed, boolean sets, boolean base) {
        return new Rules(
                Percent.FRACTION,
                Decimals.EXACT,
                "0",
                Units.DROPPED,
                Degrees.DROPPED,
                ordered,
                tuples,
                renamed,
                sets,
                base);
    }

    private static void check(String gold, String response, Rules rules, String tolerance, boolean same) {
        Comparison.Result result = Comparison.compare(Notation.form(gold), Notation.form(response), rules, tolerance);
        assertThat(result.outcome())
                .as("%s and %s: %s", gold, response, result.reason())
                .isEqualTo(same ? Outcome.SAME : Outcome.DIFFERENT);
    }

    @ParameterizedTest
    @CsvSource({
        "FRACTION, 28%, 0.28, true",
        "FRACTION, 28%, 28, false",
        "FRACTION, 28, 28%, false",
        "FRACTION, 0.28, 28%, true",
        "GOLD_DECIDES, 28%, 28, true",
        "GOLD_DECIDES, 28%, 0.28, true",
        "GOLD_DECIDES, 28, 28%, false",
        "GOLD_DECIDES, 0.28, 28%, true",
        "DROPPED, 28%, 28, true",
        "DROPPED, 28, 28%, true",
        "DROPPED, 28%, 0.28, false",
        "EITHER, 28%, 0.28, true",
        "EITHER, 28, 28%, true",
        "EITHER, 28%, 0.28%, false",
        "EITHER, 3, 300, false"
    })
    void percent(Percent rule, String gold, String response, boolean same) {
        check(gold, response, with(rule, Decimals.EXACT, "0", Units.DROPPED, Degrees.DROPPED), "", same);
    }

    @ParameterizedTest
    @CsvSource({
        "EXACT, 0, 1/3, 0.333, false",
        "EXACT, 0, 1/4, 0.25, true",
        "EXACT, 0, 27.0, 27, true",
        "SHOWN_PRECISION, 0, 1/3, 0.333, true",
        "SHOWN_PRECISION, 0, 1/3, 0.33, false",
        "SHOWN_PRECISION, 0, 1/3, 0.334, false",
        "SHOWN_PRECISION, 0, 0.333, 1/3, true",
        "SHOWN_PRECISION, 0, -1/3, -0.333, true",
        "SHOWN_PRECISION, 0, 40*pi, 125.664, true",
        "SHOWN_PRECISION, 0, 40*pi, 125.663, false",
        "SHOWN_PRECISION, 0, 1/8, 0.125, true",
        "SHOWN_PRECISION, 0, 5, 5.001, false",
        "SHOWN_PRECISION, 0, 1000, 1.00E3, true",
        "SHOWN_PRECISION, 0, 1003, 1.00E3, false",
        "SHOWN_PRECISION, 0, 1.00E3, 1003, true",
        "SHOWN_PRECISION, 0, 0.123, 0.12345, true",
        "SHOWN_PRECISION, 0, 0.12345, 0.123, true",
        "SHOWN_PRECISION, 0, 0.12345, 0.1235, true",
        "SHOWN_PRECISION, 0, 0.12345, 0.124, false",
        "SHOWN_PRECISION, 0, 33.3%, 1/3, true",
        "ABSOLUTE, 1e-2, 1/3, 0.34, true",
        "ABSOLUTE, 1e-2, 1/3, 0.35, false",
        "ABSOLUTE, 1e-2, 1/3, 34/100, false",
        "ABSOLUTE, 1e-2, 5, 5.001, false",
        "ABSOLUTE, 1e-2, 5.5, 5.501, true",
        "ABSOLUTE, 1e-2, sqrt(2), 1.41, true",
        "ABSOLUTE, 1e-2, x+sqrt(2)*i, x+1.414*i, true",
        "ABSOLUTE, 1e-2, x+sqrt(2)*i, x+1.44*i, false",
        "RELATIVE, 1e-3, 40*pi, 125.663, true",
        "RELATIVE, 1e-3, 40*pi, 126, false",
        "RELATIVE, 1e-3, 1000.5, 1001.0, true",
        "RELATIVE, 1e-3, 1/1000, 0.00101, false"
    })
    void decimals(Decimals rule, String tolerance, String gold, String response, boolean same) {
        check(gold, response, with(Percent.FRACTION, rule, tolerance, Units.DROPPED, Degrees.DROPPED), "", same);
    }

    @ParameterizedTest
    @CsvSource({
        "1e34, 7E35, 7.1E35, true",
        "1e33, 7E35, 7.1E35, false",
        "1e-4, cos(pi/10)^10, 0.6054, true",
        "1e-1, 100, 99.95, true",
        "1e-1, 100, 99.8, false",
        "1, 5, 6, true",
        "1e-3, '0.003,5.233', '5.234,0.002', true",
        "nonsense, 5, 6, false",
        "-1, 5, 5, true"
    })
    void theGoldAnswersOwnToleranceOverridesTheRule(String tolerance, String gold, String response, boolean same) {
        Rules rules = with(Percent.FRACTION, Decimals.EXACT, "0", Units.DROPPED, Degrees.DROPPED);
        check(gold, response, rules, tolerance, same);
    }

    @ParameterizedTest
    @CsvSource({
        "DROPPED, 5'cm, 5'm, true",
        "DROPPED, 5'cm, 5, true",
        "CHECKED_IF_BOTH, 5'cm, 5'm, false",
        "CHECKED_IF_BOTH, 5'cm, 5, true",
        "CHECKED_IF_BOTH, 5, 5'cm, true",
        "CHECKED_IF_BOTH, 5'units, 5'unit, true",
        "CHECKED_IF_BOTH, 5'cm, 6'cm, false",
        "SIGNIFICANT, 5'cm, 5, false",
        "SIGNIFICANT, 5, 5'cm, false",
        "SIGNIFICANT, 5'cm, 10/2'cm, true",
        "SIGNIFICANT, 10$, 10, false",
        "SIGNIFICANT, 60%, 0.6, true"
    })
    void units(Units rule, String gold, String response, boolean same) {
        check(gold, response, with(Percent.FRACTION, Decimals.SHOWN_PRECISION, "0", rule, Degrees.DROPPED), "", same);
    }

    @ParameterizedTest
    @CsvSource({
        "DROPPED, 45°, 45, true",
        "DROPPED, 45°, pi/4, false",
        "RADIANS, 45°, 45, false",
        "RADIANS, 45°, pi/4, true",
        "EITHER, 45°, 45, true",
        "EITHER, pi/4, 45°, true",
        "EITHER, 45°, pi/3, false",
        "RADIANS, 45°, 90/2°, true"
    })
    void degrees(Degrees rule, String gold, String response, boolean same) {
        check(gold, response, with(Percent.FRACTION, Decimals.EXACT, "0", Units.DROPPED, rule), "", same);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ordered; 1,2; 1,2; true",
                "ordered; 1,2; 2,1; false",
                "ordered; {1,2}; {2,1}; false",
                "tuples; (1,2); {2,1}; true",
                "tuples; (1,2); 2,1; true",
                "tuples; (1,2); (2,1); false",
                "none; (1,2); {1,2}; false",
                "none; (1,2); 2,1; false",
                "renamed; f(x); f(y); true",
                "renamed; a*x+b; c*t+d; true",
                "renamed; a+2*b; b+2*a; true",
                "renamed; a+2*a; a+2*b; false",
                "renamed; x=a+1,y=a; u=b+1,v=b; true",
                "renamed; x=a+1,y=a; u=b+1,v=a; false",
                "none; x+1; y+1; false",
                "sets; (2,∞); x>2; true",
                "sets; x>2; (2,∞); true",
                "sets; (2,∞); 2<x; true",
                "sets; ℝ\\{3}; x≠3; true",
                "sets; [1,2]; 3<=3*x,x<=2; true",
                "sets; [1,2]; 1<=x<2; false",
                "none; (2,∞); x>2; false",
                "none; [-2,7]; x∈[-2,7]; true",
                "base; 204_5; 204; true",
                "base; 204_5; 54; true",
                "none; 204_5; 204; false",
                "none; 204_5; 54; true",
                "none; 204_5; 204_6; false"
            })
    void flags(String flag, String gold, String response, boolean same) {
        Rules rules = flags(
                flag.equals("ordered"),
                flag.equals("tuples"),
                flag.equals("renamed"),
                flag.equals("sets"),
                flag.equals("base"));
        check(gold, response, rules, "", same);
    }
}
