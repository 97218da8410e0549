package dev.luffy.benchmarks.answer.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.answer.expression.Comparison.Outcome;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonCostTest {

    private static Form scalar(Expr e) {
        return new Form.Scalar(e, Form.Unit.NONE);
    }

    private static Outcome outcome(Form gold, Form response) {
        return Comparison.compare(gold, response, ComparisonTest.RULES, "").outcome();
    }

    private static Expr num(long value) {
        return new Expr.Num(Rational.of(value), false, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    9^(9^9)+1; 9^(9^9)
                    9^(9^9); 10
                    10^(5^(5^5)); 10^(5^(5^5))+1
                    10^(5^(5^5)); 10
                    (5^(5^(5^(5^5))-4)-5)/16; 3
                    1000000!; 5
                    1000000!/999999!; 1000001
                    binomial(1000000000,500000000); 7
                    2^(10^10); 2^(10^10)+1
                    log(log(9^(9^(9^9)))); 1
                    (9^9)!; 1
                    e^(e^(e^(e^e))); 1
                    e^(10^30); 2
                    sin(10^(10^9)); 0
                    (1+1/10^9)^(10^12); e^1000
                    x^(10^9)+1; x^(10^9)
                    (x+1)^100000; (x+2)^100000
                    sqrt(2)^(10^8); 2^(5*10^7)+1
                    lcm(2^50000+1,2^50000-1); 3
                    1/1!+1/2000!+1/3000!+1/4000!; 1/1!+1/2000!+1/3000!+1/4001!
                    """)
    void whatCannotBeAffordedIsSaidToBeTooCostlyOrDifferent(String gold, String response) {
        Form g = Notation.form(gold);
        Form r = Notation.form(response);
        long start = System.nanoTime();
        assertThat(outcome(g, r)).isIn(Outcome.TOO_COSTLY, Outcome.DIFFERENT);
        System.err.println(gold + " ; " + response + " " + outcome(g, r) + " " + (System.nanoTime() - start) / 1000 / 2 + " us");
        assertThat(outcome(r, g)).isIn(Outcome.TOO_COSTLY, Outcome.DIFFERENT);
        assertThat(outcome(g, Notation.form(gold))).isEqualTo(Outcome.SAME);
    }
}
