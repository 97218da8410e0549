package dev.luffy.benchmarks.answer.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactEvaluationTest {

    private static Exact value(String expression) {
        return new ExactEvaluation(Map.of(), new Cost(Cost.BUDGET)).of(Notation.expr(expression));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1/2+1/3; 5/6",
                "2^10; 1024",
                "2^(-2); 1/4",
                "8^(1/3); 2",
                "(-8)^(2/3); 4",
                "(4/9)^(3/2); 8/27",
                "sqrt(144); 12",
                "root(-27,3); -3",
                "5!; 120",
                "0!; 1",
                "binomial(10,3); 120",
                "binomial(3,10); 0",
                "binomial(-2,3); -4",
                "permutations(5,2); 20",
                "gcd(12,18); 6",
                "lcm(4,6,10); 60",
                "floor(-7/2); -4",
                "ceil(-7/2); -3",
                "floor(7/2); 3",
                "abs(-3/4); 3/4",
                "abs(3+4*i); 5",
                "min(3,-2,1/2); -2",
                "max(3,-2,7/2); 7/2",
                "mod(-7,3); 2",
                "mod(17,5); 2",
                "i^4003; -i",
                "(-1)^(10^30+1); -1",
                "(1+i)*(1-i); 2",
                "(1+2*i)/(3-4*i); (-1+2*i)/5",
                "re(3+4*i)+im(3+4*i); 7",
                "conjugate(1+i); 1-i",
                "204_5; 54",
                "sqrt(-4); 2*i"
            })
    void theseHaveThatValue(String expression, String value) {
        assertThat(value(expression)).isEqualTo(value(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqrt(2)", "pi", "e^2", "9^(9^9)", "2^(1/3)", "sin(1)", "x", "3^400000*3", "root(-4,4)"})
    void theseHaveNoneThatIsFoundExactly(String expression) {
        assertThatThrownBy(() -> value(expression)).isSameAs(Undefined.NOT_IN_THIS_ARITHMETIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/0", "0^0", "0^(-3)", "1/(1/2-2/4)", "(-3)!", "(1/2)!", "gcd(1/2,3)", "∞", "9_5"})
    void theseHaveNone(String expression) {
        assertThatThrownBy(() -> value(expression)).isSameAs(Undefined.HERE);
    }

    @Test
    void fractionsAreReducedWhicheverWayIsFastest() {
        Random random = new Random(11);
        for (int i = 0; i < 3_000; i++) {
            BigInteger n = new BigInteger(random.nextInt(120), random);
            BigInteger d = random.nextBoolean()
                    ? BigInteger.ONE.shiftLeft(random.nextInt(90))
                    : new BigInteger(1 + random.nextInt(120), random).add(BigInteger.ONE);
            if (random.nextBoolean()) n = n.negate();
            Rational fraction = new Rational(n, d);
            BigInteger divisor = n.gcd(d);
            assertThat(fraction.numerator()).isEqualTo(n.divide(divisor));
            assertThat(fraction.denominator()).isEqualTo(d.divide(divisor));
            assertThat(fraction.floor()).isEqualTo(floor(n, d));
        }
    }

    private static BigInteger floor(BigInteger n, BigInteger d) {
        return n.subtract(n.mod(d)).divide(d);
    }
}
