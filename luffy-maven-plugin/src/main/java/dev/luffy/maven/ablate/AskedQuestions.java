package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.benchmarks.score.TemperatureLabel;
import dev.luffy.maven.eval.Questions;
import dev.luffy.maven.report.Markdown;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the models were asked again after training, without a path.
 *
 * @param benchmarks in the order asked
 * @param temperatures in the order asked
 * @param maximumTokens of an answer, ascending: one number, unless none is declared and models differ; empty if none is
 *     declared and nothing was asked yet
 * @param teacher whom answers are compared with; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AskedQuestions(
        List<Asked> benchmarks, List<Double> temperatures, List<Integer> maximumTokens, Teacher.Identity teacher) {

    /**
     * One benchmark.
     *
     * @param problemsSha256 of the problems that can be judged, as {@code problems.sha256} of {@code metrics.json}
     * @param problems how many those are
     * @param samples responses to a problem at a temperature above 0
     */
    record Asked(String benchmark, String problemsSha256, int problems, int samples) {

        String text() {
            return benchmark + " (" + problems + " problems, SHA-256 " + problemsSha256 + ", " + samples
                    + " responses each where sampled)";
        }
    }

    static AskedQuestions of(
            List<Questions> questions,
            List<Double> temperatures,
            Collection<Integer> maximumTokens,
            Teacher.Identity teacher) {
        return new AskedQuestions(
                questions.stream()
                        .map(each -> new Asked(
                                each.benchmark(), each.sha256(), each.problems().size(), each.samples()))
                        .toList(),
                List.copyOf(temperatures),
                List.copyOf(maximumTokens),
                teacher);
    }

    /** One line. */
    String markdown() {
        String tokens = maximumTokens.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        String text = "Asked after training: "
                + benchmarks.stream().map(Asked::text).collect(Collectors.joining(", ")) + ", at temperatures "
                + temperatures.stream().map(TemperatureLabel::of).collect(Collectors.joining(", "))
                + (tokens.isEmpty() ? "" : ", of at most " + tokens + " tokens") + "."
                + (teacher == null ? "" : " Teacher: " + teacher.text() + ".");
        return Markdown.escaped(text);
    }
}
