package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was found in the training data and what of it is trained on: {@code data.json}.
 *
 * @param rows of the file of problems that its conditions take
 * @param problems in those rows, each once
 * @param traces the teacher's, of those problems; null where nobody looks at any
 * @param rejectedTraces of those kept, how many have no answer that the verifier accepts; null where it was not asked
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DataCounts(long rows, Part problems, Part traces, Long rejectedTraces) {

    /** Why traces are not trained on that are nothing by themselves. */
    public static final String OF_DROPPED_PROBLEMS = "ofDroppedProblems";

    /**
     * Problems or traces.
     *
     * @param read how many there are
     * @param kept how many are trained on
     * @param dropped how many are not, by the first element of {@code <filter>} that says so; a trace that goes with its
     *     problem is {@link #OF_DROPPED_PROBLEMS}
     */
    public record Part(long read, long kept, SortedMap<String, Long> dropped) {
        public Part {
            dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
        }
    }

    /** One line for people. */
    public String sentence() {
        return part(problems, "problems") + (traces == null ? "" : "; " + part(traces, "traces"));
    }

    private static String part(Part part, String what) {
        String dropped =
                part.dropped().entrySet().stream().map(DataCounts::reason).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%,d of %,d %s kept%s",
                part.kept(),
                part.read(),
                what,
                dropped.isEmpty() ? "" : " (dropped: " + dropped + ")");
    }

    private static String reason(Map.Entry<String, Long> dropped) {
        return String.format(Locale.ROOT, "%s %,d", dropped.getKey(), dropped.getValue());
    }
}
