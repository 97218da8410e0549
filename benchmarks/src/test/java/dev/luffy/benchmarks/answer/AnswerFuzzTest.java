package dev.luffy.benchmarks.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.answer.Verdict.Status;
import dev.luffy.benchmarks.answer.expression.Expr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** From text to verdict with random answers: identities keep an answer correct, changes make it incorrect, garbage does no harm. */
class AnswerFuzzTest {

    private static final int ROUNDS = 400;

    private final MathVerifier verifier = new MathVerifier(Policy.named("math"));
    private final Random random = new Random(20251123);
    private final RandomAnswers answers = new RandomAnswers(random);

    private Status status(String gold, String answer) {
        return verifier.verify(new Gold(gold), new Response("So the answer is $\\boxed{" + answer + "}$."))
                .status();
    }

    private void expect(Status status, String gold, String answer) {
        assertThat(status(gold, answer)).as("gold %s, answer %s", gold, answer).isEqualTo(status);
    }

    private Expr tame(boolean variables) {
        while (true) {
            Expr e = answers.expression(1 + random.nextInt(3), variables);
            if (RandomAnswers.isTame(e)) return e;
        }
    }

    private String printed(Expr e) {
        return random.nextBoolean() ? Printed.latex(e) : Printed.plain(e);
    }

    @Test
    void rewritingByIdentitiesKeepsAnAnswerCorrect() {
        for (int i = 0; i < ROUNDS; i++) {
            Expr gold = tame(i % 2 == 0);
            Expr response = answers.rewritten(answers.rewritten(gold));
            expect(Status.CORRECT, printed(gold), printed(response));
            expect(Status.CORRECT, printed(response), printed(gold));
            expect(Status.CORRECT, Printed.plain(gold), Printed.latex(gold));
        }
    }

    @Test
    void aChangedNumberMakesAnAnswerIncorrect() {
        int changed = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Expr gold = tame(i % 2 == 0);
            Expr response = answers.changed(gold);
            if (!RandomAnswers.differ(gold, response)) continue;
            changed++;
            expect(Status.INCORRECT, printed(gold), printed(answers.rewritten(response)));
        }
        assertThat(changed).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void listsMayBeReorderedButNothingMayBeMissingOrChanged() {
        for (int i = 0; i < ROUNDS / 4; i++) {
            List<Expr> gold = new ArrayList<>();
            while (gold.size() < 2 + i % 4) {
                Expr next = tame(i % 2 == 0);
                if (gold.stream().allMatch(e -> RandomAnswers.differ(e, next))) gold.add(next);
            }
            List<Expr> response = new ArrayList<>();
            for (Expr e : gold) response.add(answers.rewritten(e));
            Collections.shuffle(response, random);
            String text = list(gold);
            expect(Status.CORRECT, text, list(response));
            expect(Status.CORRECT, "\\{" + text + "\\}", "\\{" + list(response) + "\\}");
            expect(Status.CORRECT, text, "\\left\\{" + list(response) + "\\right\\}");
            expect(Status.INCORRECT, text, list(response.subList(1, response.size())));
            expect(Status.INCORRECT, list(response.subList(1, response.size())), text);
            Expr other = new Expr.Sum(List.of(response.get(0), RandomAnswers.num(1000)));
            response.set(0, other);
            if (gold.stream().allMatch(e -> RandomAnswers.differ(e, other)))
                expect(Status.INCORRECT, text, list(response));
        }
    }

    @Test
    void tuplesKeepTheirOrder() {
        for (int i = 0; i < ROUNDS / 4; i++) {
            Expr first = tame(false);
            Expr second = tame(false);
            if (!RandomAnswers.differ(first, second)) continue;
            String gold = "(" + Printed.latex(first) + ", " + Printed.latex(second) + ")";
            expect(
                    Status.CORRECT,
                    gold,
                    "\\left(" + Printed.latex(answers.rewritten(first)) + "," + Printed.plain(second) + "\\right)");
            expect(Status.INCORRECT, gold, "(" + Printed.latex(second) + "," + Printed.latex(first) + ")");
        }
    }

    @Test
    void aTurnedBracketMakesAnIntervalAnother() {
        for (int i = 0; i < ROUNDS / 4; i++) {
            int low = random.nextInt(10);
            String ends = low + ", \\frac{" + (3 * low + 1 + random.nextInt(50)) + "}{3}";
            boolean lowClosed = random.nextBoolean();
            boolean highClosed = random.nextBoolean();
            String gold = interval(lowClosed, ends, highClosed);
            expect(Status.CORRECT, gold, interval(lowClosed, ends.replace("\\frac", "\\dfrac"), highClosed));
            expect(Status.INCORRECT, gold, interval(!lowClosed, ends, highClosed));
            expect(Status.INCORRECT, gold, interval(lowClosed, ends, !highClosed));
            String union = gold + " \\cup [1000, \\infty)";
            expect(Status.CORRECT, union, "[1000,\\infty) \\cup " + gold);
            expect(Status.INCORRECT, union, "(1000,\\infty) \\cup " + gold);
        }
    }

    private static String interval(boolean lowClosed, String ends, boolean highClosed) {
        return (lowClosed ? "[" : "(") + ends + (highClosed ? "]" : ")");
    }

    @Test
    void equationsMayBeScaledAndTurnedButNotChanged() {
        for (int i = 0; i < ROUNDS / 4; i++) {
            int a = 1 + random.nextInt(9);
            int b = 1 + random.nextInt(9);
            int c = 1 + random.nextInt(20);
            String gold = a + "x + " + b + "y = " + c;
            int k = 2 + random.nextInt(4);
            expect(Status.CORRECT, gold, c * k + " = " + b * k + "y + " + a * k + "x");
            expect(Status.CORRECT, gold, "-" + a + "x - " + b + "y + " + c + " = 0");
            expect(Status.CORRECT, gold, "y = \\frac{" + c + " - " + a + "x}{" + b + "}");
            expect(Status.INCORRECT, gold, a + "x + " + b + "y = " + (c + 1));
            expect(Status.INCORRECT, gold, (a + 1) + "x + " + b + "y = " + c);
            expect(Status.INCORRECT, gold, String.valueOf(c));
        }
    }

    private String list(List<Expr> items) {
        return items.stream().map(this::printed).collect(Collectors.joining(", "));
    }

    @Test
    void garbageIsJudgedWithoutHarm() {
        String alphabet = "0123456789xyzeiπ∞√°²±+-*/^_=<>≤(){}[]|,.;:!% \\$&'\"~∪∈";
        String[] pieces = {
            "\\frac",
            "\\sqrt",
            "\\left(",
            "\\right)",
            "\\cup",
            "\\infty",
            "\\text{",
            "\\pm",
            "\\begin{pmatrix}",
            "\\end{pmatrix}",
            "\\begin{cases}",
            "\\\\",
            "\\cdot",
            "^{",
            "9^{9^{9",
            "!!",
            "\\binom",
            "\\log_",
            "\\boxed{",
            "\\{",
            "\\}",
            "\\le",
            "\\in",
            "\\circ",
            "\\sin",
            "\\lfloor",
            "|x|",
            "10^{10^{10"
        };
        int judged = 0;
        for (int i = 0; i < 4 * ROUNDS; i++) {
            String gold = Printed.latex(tame(true));
            StringBuilder text = new StringBuilder(i % 4 == 0 ? "" : Printed.latex(tame(true)));
            int edits = 1 + random.nextInt(12);
            for (int j = 0; j < edits; j++) {
                int at = random.nextInt(text.length() + 1);
                switch (random.nextInt(4)) {
                    case 0 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    case 1 -> text.insert(at, pieces[random.nextInt(pieces.length)]);
                    case 2 -> {
                        if (at < text.length()) text.deleteCharAt(at);
                    }
                    default -> text.insert(at, text.substring(0, at));
                }
                if (text.length() > 3_000) text.setLength(3_000);
            }
            Status status = status(gold, text.toString());
            Status other = status(text.toString(), gold);
            Status itself = status(text.toString(), text.toString());
            assertThat(List.of(status, other, itself)).doesNotContainNull();
            if (itself == Status.CORRECT) judged++;
            // What is the same text is never called wrong; of boxes, gold answer and response take different ones.
            if (text.indexOf("boxed") < 0)
                assertThat(itself).as(text.toString()).isNotEqualTo(Status.INCORRECT);
        }
        assertThat(judged).isGreaterThan(ROUNDS / 4);
    }
}
