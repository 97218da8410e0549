package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.eval.Questions;
import dev.luffy.maven.input.TeacherTraces;
import dev.luffy.maven.plan.TeacherSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.InputDigest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The teacher's answers to the problems that an ablation asks. */
final class Teacher {

    /**
     * Who it is, without a path; one of the two is null.
     *
     * @param builtin its name
     * @param sha256 of its file
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Identity(String builtin, String sha256) {

        String text() {
            return builtin == null ? "SHA-256 " + sha256 : builtin;
        }
    }

    private Teacher() {}

    /**
     * Who a source is; null for none.
     *
     * @param source whose file is there
     */
    static Identity identity(TeacherSource source) throws IOException {
        if (source == null) return null;
        if (source instanceof TeacherSource.JsonLines file) return new Identity(null, InputDigest.ofFile(file.path()));
        return new Identity(((TeacherSource.Builtin) source).name(), null);
    }

    /**
     * Traces by benchmark and problem.
     *
     * @param source null for none; then there are no traces
     * @param output is told of problems without a trace
     * @throws UserErrorException if the source is wrong or has no trace of any problem; names the element
     */
    static Map<String, Map<String, List<String>>> traces(
            String ablation, TeacherSource source, List<Questions> questions, Output output) throws IOException {
        Map<String, Map<String, List<String>>> traces = new LinkedHashMap<>();
        if (source == null) return traces;
        String place = "<ablation id=" + ablation + ">";
        for (Questions each : questions) traces.put(each.benchmark(), of(place, source, each.problems()));
        if (traces.values().stream().allMatch(Map::isEmpty)) {
            String asked = questions.stream().map(Questions::benchmark).collect(Collectors.joining(", "));
            throw new UserErrorException(place + "<teacher> has no trace of any problem of " + asked
                    + ": name a file whose problemId are ids of its problems, or leave <teacher> out");
        }
        for (Questions each : questions) {
            int solved = traces.get(each.benchmark()).size();
            int all = each.problems().size();
            if (solved < all) {
                output.warn(
                        place + "<teacher> has traces of " + solved + " of " + all + " problems of " + each.benchmark()
                                + (solved == 0 ? ": it has no similarity" : ": similarity is over those alone"));
            }
        }
        return traces;
    }

    private static Map<String, List<String>> of(String place, TeacherSource source, List<Problem> problems)
            throws IOException {
        try {
            return TeacherTraces.of(source, problems);
        } catch (UserErrorException e) {
            throw new UserErrorException(place + e.getMessage(), e);
        }
    }
}
