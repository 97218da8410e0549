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
    @CsvSource(delimiter = ';', textBlock = """
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
        assertThat(outcome(g, r)).isIn(Outcome.TOO_COSTLY, Outcome.DIFFERENT);
        assertThat(outcome(r, g)).isIn(Outcome.TOO_COSTLY, Outcome.DIFFERENT);
        assertThat(outcome(g, Notation.form(gold))).isEqualTo(Outcome.SAME);
    }

    @Test
    void nestedRootsAreFollowedTwoHundredDeep() {
        Expr root = num(2);
        Expr other = new Expr.Var("x");
        for (int i = 0; i < 200; i++) {
            root = new Expr.Root(new Expr.Sum(List.of(num(2), root)), num(2));
            other = new Expr.Root(new Expr.Sum(List.of(num(2), other)), num(2));
        }
        // √(2 + 2) is 2 at every depth.
        assertThat(outcome(scalar(num(2)), scalar(root))).isEqualTo(Outcome.SAME);
        assertThat(outcome(scalar(num(2)), scalar(other))).isEqualTo(Outcome.DIFFERENT);
        Expr almost = new Expr.Num(new Rational(BigInteger.valueOf(19), BigInteger.TEN), false, 0);
        for (int i = 0; i < 200; i++) almost = new Expr.Root(new Expr.Sum(List.of(num(2), almost)), num(2));
        // Off by about 4^-200.
        assertThat(outcome(scalar(num(2)), scalar(almost))).isEqualTo(Outcome.DIFFERENT);
    }

    @Test
    void aThousandTermsAreComparedInAnyOrder() {
        List<Expr> terms = new ArrayList<>();
        List<Expr> reversed = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            terms.add(new Expr.Root(num(i), num(2)));
            reversed.add(0, new Expr.Power(num(i), new Expr.Quotient(num(1), num(2))));
        }
        assertThat(outcome(scalar(new Expr.Sum(terms)), scalar(new Expr.Sum(reversed))))
                .isEqualTo(Outcome.SAME);
        reversed.set(500, num(22));
        assertThat(outcome(scalar(new Expr.Sum(terms)), scalar(new Expr.Sum(reversed))))
                .isEqualTo(Outcome.DIFFERENT);
    }

    @Test
    void longNumbersAreComparedDigitByDigit() {
        BigInteger long1 = BigInteger.TEN.pow(2000).subtract(BigInteger.ONE);
        Expr first = new Expr.Num(Rational.of(long1), false, 0);
        Expr second = new Expr.Num(Rational.of(long1.subtract(BigInteger.ONE)), false, 0);
        assertThat(outcome(scalar(first), scalar(new Expr.Sum(List.of(second, num(1))))))
                .isEqualTo(Outcome.SAME);
        assertThat(outcome(scalar(first), scalar(second))).isEqualTo(Outcome.DIFFERENT);
        assertThat(outcome(scalar(new Expr.Root(first, num(2))), scalar(new Expr.Root(second, num(2)))))
                .isEqualTo(Outcome.DIFFERENT);
    }

    @Test
    void whatIsTooDeepOrTooLongIsRefusedAndNeverOverflowsTheStack() throws Exception {
        Expr deep = num(3);
        for (int i = 0; i < 100_000; i++) deep = new Expr.Negate(deep);
        assertThat(outcome(scalar(deep), scalar(num(3)))).isEqualTo(Outcome.TOO_COSTLY);
        Form doubled = scalar(num(1));
        for (int i = 0; i < 64; i++) doubled = new Form.Group(Form.Group.Bracket.CURLY, List.of(doubled, doubled));
        assertThat(outcome(doubled, scalar(num(1)))).isEqualTo(Outcome.TOO_COSTLY);
        // As deep as is let in, on a thread with a small stack.
        Expr allowed = new Expr.Var("x");
        for (int i = 0; i < Tree.MAX_DEPTH - 3; i++) allowed = new Expr.Power(allowed, num(1));
        Form form = scalar(allowed);
        Outcome[] result = new Outcome[1];
        Thread thread = new Thread(null, () -> result[0] = outcome(form, scalar(new Expr.Var("x"))), "small", 1 << 19);
        thread.start();
        thread.join();
        assertThat(result[0]).isIn(Outcome.SAME, Outcome.TOO_COSTLY);
    }

    @Test
    void nothingIsSpentBeyondTheBudget() {
        Cost cost = new Cost(Cost.BUDGET);
        FormComparison comparison = new FormComparison(ComparisonTest.RULES, "", cost);
        Form gold = Notation.form("x^(10^9)*sin(x^y)*e^(e^x)");
        Form response = Notation.form("x^(10^9)*sin(x^y)*e^(e^(x+1/10^4000))");
        try {
            assertThat(comparison.same(gold, response)).isFalse();
        } catch (Cost.TooCostly e) {
            assertThat(cost.left()).isNotNegative();
        }
    }

    @Test
    void manyThreadsComeToTheSameResults() throws Exception {
        List<String[]> pairs = List.of(
                new String[] {"sqrt(5+2*sqrt(6))", "sqrt(2)+sqrt(3)"},
                new String[] {"e^(pi*sqrt(163))", "262537412640768744"},
                new String[] {"x^2+2*x+1", "(x+1)^2"},
                new String[] {"{1,sqrt(2),pi}", "{pi,1,2/sqrt(2)}"},
                new String[] {"9^(9^9)+1", "9^(9^9)"},
                new String[] {"(-∞,0)∪(0,∞)", "x≠0"},
                new String[] {"2*arcsin(sqrt(a))", "arccos(1-2*a)"});
        List<Comparison.Result> alone = new ArrayList<>();
        for (String[] pair : pairs) alone.add(result(pair));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<List<Comparison.Result>>> tasks = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                tasks.add(() -> {
                    List<Comparison.Result> results = new ArrayList<>();
                    for (String[] pair : pairs) results.add(result(pair));
                    return results;
                });
            }
            for (Future<List<Comparison.Result>> future : threads.invokeAll(tasks))
                assertThat(future.get()).isEqualTo(alone);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Comparison.Result result(String[] pair) {
        return Comparison.compare(Notation.form(pair[0]), Notation.form(pair[1]), ComparisonTest.RULES, "");
    }
}
