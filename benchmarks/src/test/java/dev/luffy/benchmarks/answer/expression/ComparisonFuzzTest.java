package dev.luffy.benchmarks.answer.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.answer.expression.Comparison.Outcome;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Random answers of every kind, also such as no grammar makes: comparing them never throws and is no matter of luck. */
class ComparisonFuzzTest {

    private static final String[] NAMES = {"x", "y", "n", "d", "A", "x_1", "", "delta"};

    private final Random random = new Random(99);

    private <T> List<T> some(int most, Supplier<T> supplier) {
        List<T> all = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) all.add(supplier.get());
        return all;
    }

    private <T extends Enum<T>> T any(Class<T> type) {
        return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    private Expr expr(int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return switch (random.nextInt(7)) {
                case 0, 1 -> new Expr.Num(Rational.of(random.nextInt(9) - 2), false, 0);
                case 2 ->
                    new Expr.Num(
                            new Rational(
                                    new BigInteger(random.nextInt(80), random), BigInteger.TEN.pow(random.nextInt(9))),
                            true,
                            random.nextInt(12) == 0 ? random.nextInt() : random.nextInt(10) - 8);
                case 3 -> new Expr.Based(random.nextInt(3) == 0 ? "xy-" : "-1201", random.nextInt(40) - 1);
                case 4 -> new Expr.Const(any(Expr.Const.Name.class));
                case 5 -> new Expr.Opaque("∫f");
                default -> new Expr.Var(name());
            };
        }
        Supplier<Expr> next = () -> expr(depth - 1);
        return switch (random.nextInt(11)) {
            case 0 -> new Expr.Sum(some(4, next));
            case 1 -> new Expr.Product(some(4, next));
            case 2 -> new Expr.Negate(next.get());
            case 3 -> new Expr.Quotient(next.get(), next.get());
            case 4 -> new Expr.Power(next.get(), next.get());
            case 5 -> new Expr.Root(next.get(), next.get());
            case 6 -> new Expr.Factorial(next.get());
            case 7 -> new Expr.PlusMinus(next.get(), next.get(), random.nextBoolean());
            case 8, 9 -> new Expr.Call(any(Expr.Fn.class), some(3, next));
            default -> new Expr.Apply(name(), some(2, next));
        };
    }

    private Form form(int depth) {
        Supplier<Form> next = () -> form(depth - 1);
        Supplier<Expr> value = () -> expr(2);
        if (depth == 0) return new Form.Scalar(expr(3), new Form.Unit(any(Form.Unit.Kind.class), "cm"));
        return switch (random.nextInt(14)) {
            case 0 -> new Form.Text(random.nextBoolean() ? "no solution" : "odd");
            case 1 -> new Form.Choice('C', random.nextBoolean() ? "" : "odd");
            case 2, 3 -> new Form.Group(any(Form.Group.Bracket.class), some(4, next));
            case 4 -> new Form.Interval(value.get(), random.nextBoolean(), value.get(), random.nextBoolean());
            case 5 -> new Form.Combined(any(Form.Combined.Operator.class), some(3, next));
            case 6 -> new Form.NamedSet("∅ℝℤQ".charAt(random.nextInt(4)));
            case 7 -> new Form.Builder(next.get(), next.get());
            case 8 -> new Form.Matrix(some(3, () -> some(3, value)));
            case 9, 10 -> new Form.Relation(some(4, next), some(3, () -> any(Form.Relation.Comparator.class)));
            case 11 -> new Form.Cases(some(3, next), some(3, () -> random.nextInt(3) == 0 ? null : form(depth - 1)));
            case 12 -> new Form.Ratio(some(3, value));
            default ->
                random.nextInt(3) == 0 ? new Form.Time(random.nextInt(1440)) : new Form.Scalar(expr(4), Form.Unit.NONE);
        };
    }

    private Rules rules() {
        return new Rules(
                any(Rules.Percent.class),
                any(Rules.Decimals.class),
                random.nextBoolean() ? "1e-3" : "x",
                any(Rules.Units.class),
                any(Rules.Degrees.class),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
    }

    @Test
    void noPairOfAnswersMakesItThrow() {
        int same = 0;
        for (int i = 0; i < 6_000; i++) {
            Form gold = form(random.nextInt(4));
            Form response = form(random.nextInt(4));
            Rules rules = rules();
            String tolerance = random.nextInt(4) == 0 ? "1e-2" : "";
            Comparison.Result result = Comparison.compare(gold, response, rules, tolerance);
            if (result.outcome() == Outcome.SAME) same++;
            assertThat(result.reason()).isNotBlank().hasSizeLessThan(300);
            assertThat(Comparison.compare(gold, response, rules, tolerance)).isEqualTo(result);
            assertThat(Comparison.compare(response, gold, rules, tolerance)).isNotNull();
            assertThat(Comparison.compare(gold, gold, rules, tolerance).outcome())
                    .isEqualTo(Outcome.SAME);
            List<Form> wrapped = List.of(gold, response);
            Comparison.compare(
                    new Form.Group(Form.Group.Bracket.NONE, wrapped),
                    new Form.Group(Form.Group.Bracket.CURLY, List.of(response, gold)),
                    rules,
                    tolerance);
        }
        assertThat(same).isPositive();
    }
}
