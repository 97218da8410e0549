package dev.luffy.benchmarks.answer.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BallEvaluationTest {

    private static BallEvaluation evaluation(int precision) {
        return new BallEvaluation(Map.of(), precision, false, false, new Cost(1_000_000_000L));
    }

    private static BigDecimal middle(Ball ball) {
        BigDecimal two = new BigDecimal(BigInteger.TWO.pow((int) Math.abs(ball.exponent())));
        BigDecimal mantissa = new BigDecimal(ball.mantissa());
        return ball.exponent() >= 0 ? mantissa.multiply(two) : mantissa.divide(two, new MathContext(400));
    }

    /** 60 digits of well-known numbers. */
    @ParameterizedTest
    @CsvSource({
        "pi, 3.14159265358979323846264338327950288419716939937510582097494",
        "e, 2.71828182845904523536028747135266249775724709369995957496697",
        "sqrt(2), 1.41421356237309504880168872420969807856967187537694807317668",
        "log(2), 0.693147180559945309417232121458176568075500134360255254120680",
        "log(10), 2.30258509299404568401799145468436420760110148862877297603333",
        "sin(1), 0.841470984807896506652502321630298999622563060798371065672752",
        "cos(1), 0.540302305868139717400936607442976603732310420617922227670097",
        "arctan(1/5)*16-arctan(1/239)*4, 3.14159265358979323846264338327950288419716939937510582097494",
        "(1+sqrt(5))/2, 1.61803398874989484820458683436563811772030917980576286213545",
        "2^(1/3), 1.25992104989487316476721060727822835057025146470150798008198"
    })
    void wellKnownNumbersComeOutToSixtyDigits(String expression, String digits) {
        Ball value = evaluation(256).of(Notation.expr(expression)).re();
        assertThat(middle(value).subtract(new BigDecimal(digits)).abs()).isLessThan(new BigDecimal("1e-58"));
        assertThat(value.radius()).isLessThan(-230);
    }

    /** What is computed with 256 bits must lie, radius included, around what 1,024 bits give. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sqrt(2)-1414213562373095048801688724209698/10^33",
                "e^(-50)*sin(10^20)",
                "e^100-e^100*cos(1/10^30)",
                "log(1+1/10^30)",
                "arctan(10^25)-pi/2",
                "sin(pi)",
                "cos(pi/2+1/10^40)",
                "tan(pi/2-1/10^10)",
                "(sqrt(10^20+1)-10^10)*10^10",
                "tanh(40)-1",
                "(2/3)^(100001/3)",
                "arcsin(1-1/10^50)",
                "sinh(1/10^40)",
                "(sqrt(3)-sqrt(2))^40",
                "e^(e^5)-e^(e^5)",
                "log(2,10)*log(10,2)"
            })
    void theRadiusCoversTheError(String expression) {
        Ball coarse = evaluation(256).of(Notation.expr(expression)).re();
        Ball fine = evaluation(1024).of(Notation.expr(expression)).re();
        BigDecimal error = middle(coarse).subtract(middle(fine)).abs();
        if (coarse.radius() == Ball.EXACT) assertThat(error).isZero();
        else {
            BigDecimal radius = new BigDecimal(BigInteger.TWO.pow((int) Math.abs(Math.ceil(coarse.radius()))));
            if (coarse.radius() < 0) radius = BigDecimal.ONE.divide(radius, new MathContext(50));
            assertThat(error).isLessThanOrEqualTo(radius.multiply(new BigDecimal("1.01")));
        }
    }

    @Test
    void theElementaryFunctionsAgreeWithThoseOfTheJdk() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            double x = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(5) - 2);
            Expr at = new Expr.Num(exact(x), false, 0);
            near(at, Expr.Fn.SIN, Math.sin(x));
            near(at, Expr.Fn.COS, Math.cos(x));
            near(at, Expr.Fn.ARCTAN, Math.atan(x));
            if (Math.abs(x) < 300) near(at, Expr.Fn.EXP, Math.exp(x));
            if (x > 0) near(at, Expr.Fn.LOG, Math.log(x));
            if (Math.abs(x) < 1) {
                near(at, Expr.Fn.ARCSIN, Math.asin(x));
                near(at, Expr.Fn.ARCCOS, Math.acos(x));
            }
        }
    }

    private static Rational exact(double x) {
        BigDecimal value = new BigDecimal(x);
        return Rational.of(value.unscaledValue()).over(Rational.of(BigInteger.TEN.pow(value.scale())));
    }

    private static void near(Expr at, Expr.Fn function, double expected) {
        Ball value = evaluation(128)
                .of(new Expr.Call(function, java.util.List.of(at)))
                .re();
        assertThat(value.toDouble())
                .isCloseTo(expected, org.assertj.core.data.Offset.offset(Math.abs(expected) * 1e-12 + 1e-15));
    }

    @Test
    void aVanishedTermAsksForMorePrecision() {
        BallEvaluation evaluation = evaluation(256);
        evaluation.of(Notation.expr("sqrt(2)+1/10^200"));
        assertThat(evaluation.needed()).isGreaterThan(660 + 48);
        BallEvaluation plain = evaluation(256);
        plain.of(Notation.expr("sqrt(2)+sqrt(3)-1/7"));
        assertThat(plain.needed()).isEqualTo(256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/0", "log(0)", "1/sin(pi)", "0^0", "0^(-1)", "tan(pi/2)", "(1/2)!", "mod(3,0)"})
    void whatHasNoValueIsUndefined(String expression) {
        assertThatThrownBy(() -> evaluation(256).of(Notation.expr(expression))).isInstanceOf(Undefined.class);
    }

    @Test
    void squareRootsOfWholeNumbersAreThoseOfTheJdk() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            BigInteger value = new BigInteger(random.nextInt(700), random);
            assertThat(IntegerFunctions.squareRoot(value)).isEqualTo(value.sqrt());
            BigInteger square = value.multiply(value);
            assertThat(IntegerFunctions.squareRoot(square)).isEqualTo(value);
            if (value.signum() > 0)
                assertThat(IntegerFunctions.squareRoot(square.subtract(BigInteger.ONE)))
                        .isEqualTo(value.subtract(BigInteger.ONE));
        }
    }
}
