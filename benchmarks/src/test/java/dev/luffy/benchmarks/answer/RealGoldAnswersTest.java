package dev.luffy.benchmarks.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.luffy.benchmarks.answer.Verdict.Status;
import dev.luffy.benchmarks.answer.expression.Comparison;
import dev.luffy.benchmarks.answer.expression.Comparison.Outcome;
import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.grammar.Grammar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gold answers of real benchmarks, where their files are at hand; they are no part of the product. */
class RealGoldAnswersTest {

    private static final Path FILES = Path.of(System.getProperty("luffy.benchmarks", "../../shared/benchmarks"))
            .resolve("deepscaler");

    @ParameterizedTest
    @CsvSource({"aime, 1", "amc, 1", "math, 0.995", "minerva, 0.995", "olympiad_bench, 0.995"})
    void goldAnswersAreReadAndEqualThemselves(String set, double share) throws IOException {
        Path file = FILES.resolve(set + ".json");
        Assumptions.assumeTrue(Files.isReadable(file), "the file of " + set + " is not here");
        MathVerifier verifier = new MathVerifier(Policy.named("math"));
        List<String> unread = new ArrayList<>();
        int golds = 0;
        for (String gold : golds(file)) {
            golds++;
            var reading = Grammar.read(Golds.answer(gold, false));
            boolean same = reading.readable() && isItself(reading.form());
            if (!same) {
                unread.add(gold + ": " + reading.problem());
            }
            assertThat(verifier.verify(new Gold(gold), new Response("\\boxed{" + gold.strip() + "}"))
                            .status())
                    .as(gold)
                    .isEqualTo(Status.CORRECT);
        }
        assertThat(golds).isPositive();
        assertThat(unread.size()).as(unread.toString()).isLessThanOrEqualTo((int) Math.floor(golds * (1 - share)));
    }

    private static boolean isItself(Form form) {
        return Comparison.compare(form, form, Policy.named("math").rules(), "").outcome() == Outcome.SAME;
    }

    private static List<String> golds(Path file) throws IOException {
        List<String> golds = new ArrayList<>();
        for (JsonNode row : new ObjectMapper().readTree(file.toFile())) {
            JsonNode answer = row.has("answer") ? row.get("answer") : row.get("final_answer");
            if (answer.isArray()) {
                answer.forEach(one -> golds.add(one.asText()));
            } else {
                golds.add(answer.asText());
            }
        }
        return golds;
    }
}
