package dev.luffy.benchmarks.gate;

import java.util.List;

/**
 * What came of one limit of one rule.
 *
 * @param rule the rule it is of
 * @param limit which limit: {@code minimum}, {@code maximumDrop} or {@code maximumNewFailures}
 * @param passed whether the build may go on
 * @param message one sentence with the numbers, and how to accept where that makes sense
 * @param pValue of the test, before correction; NaN where nothing was tested
 * @param adjustedPValue after correction for several rules (Holm); NaN where nothing was tested
 * @param newlyWrong ids of problems that were right in the baseline and are wrong now
 * @param newlyRight ids of problems that were wrong in the baseline and are right now
 * @param otherwiseChanged ids of problems that count as before although their responses were marked differently; only where
 *     item by item is compared
 * @param minimumDetectableDrop smallest true drop that this many problems would show with a power of 80 %; NaN if unknown
 * @param warning why passing says little here; empty if it does not
 * @since 0.1
 */
public record Finding(
        Rule rule,
        String limit,
        boolean passed,
        String message,
        double pValue,
        double adjustedPValue,
        List<String> newlyWrong,
        List<String> newlyRight,
        List<String> otherwiseChanged,
        double minimumDetectableDrop,
        String warning) {

    public Finding {
        newlyWrong = List.copyOf(newlyWrong);
        newlyRight = List.copyOf(newlyRight);
        otherwiseChanged = List.copyOf(otherwiseChanged);
    }
}
