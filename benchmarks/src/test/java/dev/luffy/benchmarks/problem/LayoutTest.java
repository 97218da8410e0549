package dev.luffy.benchmarks.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every layout on a row that imitates its files; the problems are invented. */
class LayoutTest {

    @TempDir
    Path folder;

    private Problem only(Layout layout, String row) throws IOException {
        Path file = folder.resolve("row.jsonl");
        Files.writeString(file, row.replace("\n", " ") + "\n");
        List<Problem> problems = ProblemFile.read(file, layout).problems();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    /** Reads a row by the layout of that name and by none, which must find the same problem. */
    private Problem named(String name, String row) throws IOException {
        Problem problem = only(Layout.named(name), row);
        assertThat(only(Layout.detected(), row)).isEqualTo(problem);
        return problem;
    }

    @Test
    void luffysEvaluationFile() {
        ProblemFile read = ProblemFile.read(Path.of("src/test/fixtures/luffy.parquet"), Layout.named("luffy"));

        assertThat(read.problems())
                .containsExactly(
                        new Problem("sums/0", "What is $1 + 1$?", "2", "sums", ""),
                        new Problem("sums/1", "What is $2 + 3$?", "5", "sums", ""),
                        new Problem("roots/0", "Solve $x^2 = 2$ for $x > 0$.", "\\sqrt{2}", "roots", ""),
                        new Problem("roots/1", "Löse $x - 1 = 0$.", "1.0", "roots", ""));
        assertThat(read.systems()).containsExactly("Think first.");
        assertThat(read.repeats()).isEqualTo(1);
        Layout sums = Layout.detected().only("data_source", "sums");
        assertThat(ProblemFile.read(Path.of("src/test/fixtures/luffy.parquet"), sums))
                .isEqualTo(new ProblemFile(read.problems().subList(0, 2), List.of("Think first."), 3));
    }

    @Test
    void luffysJsonLinesAreReadAsTheyAreWritten() throws IOException {
        Problem problem = new Problem("a", "How long?", "9.6", "physics", "2", List.of("10", "9\\frac{3}{5}"), "1e-1");

        assertThat(named("luffy-jsonl", JsonLines.line(problem))).isEqualTo(problem);
        Problem plain = new Problem("b", "2 + 2?", "4", "", "");
        assertThat(named("luffy-jsonl", JsonLines.line(plain))).isEqualTo(plain);
    }

    @Test
    void deepscaler() throws IOException {
        assertThat(named("deepscaler", """
                {"problem": "How long?", "solution": "", "type": "Optics", "idx": 9, "answer": ["9.6\\n", " 9.6", "10\\n"]}"""))
                .isEqualTo(new Problem("9", "How long?", "9.6", "Optics", "", List.of("10"), ""));
        assertThat(named("deepscaler", """
                {"problem": "m + n?", "answer": 142.0, "url": "…", "difficulty": 2.50}""").answer()).isEqualTo("142.0");
        assertThat(named("deepscaler", """
                {"id": 60, "subfield": "Algebra", "context": null, "unit": "km/h", "error": "1e-1", "answer": ["$4.2$"],
                 "is_multiple_answer": false, "problem": "How fast?"}"""))
                .isEqualTo(new Problem("60", "How fast?", "$4.2$", "Algebra", "", List.of("4.2 km/h"), "1e-1"));
    }

    @Test
    void qwenMathMayHaveItsAnswerInTheBoxOfTheSolution() throws IOException {
        assertThat(named("qwen-math", """
                {"problem": "m?", "solution": "First \\\\boxed{1}, then $\\\\boxed{\\\\frac{1}{2} \\\\{ }$.", "type": "Optics", "idx": 0}""").answer()).isEqualTo("\\frac{1}{2} \\{");
        assertThat(named("qwen-math", """
                {"id": 1, "problem": "m?", "answer": 27.0, "question": "m?"}""")).isEqualTo(new Problem("1", "m?", "27.0", "", ""));
    }

    @Test
    void huggingFaceMath() throws IOException {
        assertThat(named("hf-math", """
                {"problem": "p?", "solution": "s", "answer": "3", "subject": "Algebra", "level": 5, "unique_id": "test/1"}""")).isEqualTo(new Problem("test/1", "p?", "3", "Algebra", "5"));
        assertThat(only(Layout.named("gsm8k"), """
                {"question": "How many?", "answer": "5 + 5 = 10\\n#### 10"}""").answer()).isEqualTo("10");
        assertThat(named("olympiad-bench", """
                {"id": 7, "question": "q?", "final_answer": ["2"], "unit": null, "error": null, "subfield": "Algebra"}""")).isEqualTo(new Problem("7", "q?", "2", "Algebra", ""));
    }

    @Test
    void mmluProAndArcShowTheirChoicesAndHaveALetter() throws IOException {
        String shown = "Which?\n\n(A) no\n(B) yes\n(C) 3";
        assertThat(named("mmlu-pro", """
                {"question_id": 70, "question": "Which?\\n", "options": ["no", "yes ", "3"], "answer": "B", "answer_index": 1,
                 "category": "law"}""")).isEqualTo(new Problem("70", shown, "B", "law", ""));
        assertThat(named("arc", """
                {"id": "M1", "question": "Which?", "choices": {"text": ["no", "yes", "3"], "label": ["1", "2", "3"]},
                 "answerKey": "2"}""")).isEqualTo(new Problem("M1", shown, "B", "", ""));
        assertThat(named("arc", """
                {"id": "M1", "question": {"stem": "Which?", "choices": [{"text": "no", "label": "A"},
                 {"text": "yes", "label": "B"}, {"text": "3", "label": "C"}]}, "answerKey": "B", "choices": null}""")).isEqualTo(new Problem("M1", shown, "B", "", ""));
        Problem mmlu = named("mmlu", """
                {"question": "Which?", "choices": ["no", "yes", "3"], "answer": 1, "subject": "law"}""");
        assertThat(mmlu.prompt()).isEqualTo(shown);
        assertThat(mmlu.answer()).isEqualTo("B");
        assertThat(mmlu.id()).matches("[0-9a-f]{12}");
    }

    @Test
    void gpqaShufflesByTheProblemAlone() throws IOException {
        String row = """
                {"Record ID": "r%d", "Question": "Which?", "Correct Answer": " right\\n", "Incorrect Answer 1": "w1",
                 "Incorrect Answer 2": "w2", "Incorrect Answer 3": "w3", "Subdomain": "Optics", "Explanation": ""}""";
        int[] at = new int[4];
        for (int i = 0; i < 400; i++) {
            Problem problem = i < 3 ? named("gpqa", row.formatted(i)) : only(Layout.named("gpqa"), row.formatted(i));
            assertThat(problem.prompt())
                    .startsWith("Which?\n\n(A) ")
                    .contains("(" + problem.answer() + ") right")
                    .contains(") w1")
                    .contains(") w2")
                    .contains(") w3");
            assertThat(problem.family()).isEqualTo("Optics");
            at[problem.answer().charAt(0) - 'A']++;
        }
        // Each letter is right about 100 times; 5 standard deviations are 43.
        assertThat(Arrays.stream(at)).allMatch(count -> count > 57 && count < 143);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"A\": \"no\", \"B\": \"yes\"} | \"B\"   | B",
                "[\"no\", \"yes\"]               | \"b\"   | B",
                "[\"no\", \"yes\"]               | \"yes\" | B",
                "[\"no\", \"yes\"]               | 1       | B",
                "[\"no\", \"yes\"]               | \"1\"   | B",
                "[\"1\", \"0\"]                  | \"0\"   | B",
                "[1, 0]                          | 1       | B",
                "[\"B\", \"A\"]                  | \"B\"   | B",
            })
    void theRightChoiceMayBeALetterATextOrAnIndex(String choices, String correct, String letter) throws IOException {
        Layout layout = new Layout(null, Map.of("problem", "q", "choices", "c", "correct", "a"), Map.of());

        assertThat(only(layout, "{\"q\": \"?\", \"c\": " + choices + ", \"a\": " + correct + "}")
                        .answer())
                .isEqualTo(letter);
    }

    @Test
    void wrongLayoutsAreRefusedWithWhatThereIs() {
        assertThatThrownBy(() -> Layout.named("gpqq"))
                .hasMessageContaining("mmlu-pro, arc")
                .hasMessageContaining("gpqq");
        assertThat(Layout.names()).contains("luffy", "deepscaler", "qwen-math", "hf-math", "luffy-jsonl", "gpqa");
        Layout math = Layout.named("math");
        assertThatThrownBy(() -> math.with("gold", "a")).hasMessageContaining("use one of id, problem, answer");
        assertThatThrownBy(() -> math.with("level", "a,b")).hasMessageContaining("several paths");
        assertThatThrownBy(() -> math.with("level", "a..b")).hasMessageContaining("no path");
        assertThatThrownBy(() -> math.with("level", "a[x]")).hasMessageContaining("[x]");
        assertThatThrownBy(() -> math.with("choices", "c")).hasMessageContaining("correct");
        assertThatThrownBy(() -> new Layout(null, Map.of("problem", "p"), Map.of()))
                .hasMessageContaining("answer");
        assertThatThrownBy(() -> math.only("[0]", "x")).hasMessageContaining("no path");
        assertThat(math.in(Layout.Format.JSON).format()).isEqualTo(Layout.Format.JSON);
    }
}
