package dev.luffy.maven;

import dev.luffy.benchmarks.gate.InvalidRuleException;
import dev.luffy.benchmarks.score.Metric;
import dev.luffy.maven.check.DeclaredCheck;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.math.BigDecimal;

/**
 * What a build insists on for one metric of one benchmark. Shares may be written {@code 0.78} or {@code 78%}.
 *
 * <pre>{@code
 * <check>
 *   <evaluation>base</evaluation>
 *   <benchmark>math500</benchmark>
 *   <temperature>0.6</temperature>            <!-- only if it was evaluated at several -->
 *   <metric>pass@1</metric>                   <!-- the benchmark's first metric when left out -->
 *   <minimum>78%</minimum>                    <!-- at least one of this … -->
 *   <maximumDrop>0.010</maximumDrop>          <!-- … this … -->
 *   <maximumNewFailures>0</maximumNewFailures>  <!-- … and this, which is for greedy decoding -->
 *   <confidence>0.95</confidence>             <!-- when left out -->
 *   <justification>why a worse baseline is accepted</justification>  <!-- usually -Dluffy.justification -->
 * </check>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class CheckBean {

    private String evaluation;
    private String benchmark;
    private String temperature;
    private String metric;
    private String minimum;
    private String maximumDrop;
    private String maximumNewFailures;
    private String confidence = "0.95";
    private String justification;

    /**
     * The check that this element means.
     *
     * @throws UserErrorException if a value cannot be meant; names the element, the value and the fix
     */
    DeclaredCheck toCheck() {
        try {
            return declared();
        } catch (InvalidDeclarationException e) {
            String element =
                    evaluation == null || benchmark == null ? "<check>" : DeclaredCheck.element(evaluation, benchmark);
            throw new UserErrorException(element + e.getMessage(), e);
        }
    }

    private DeclaredCheck declared() {
        try {
            return new DeclaredCheck(
                    id("evaluation", evaluation),
                    id("benchmark", benchmark),
                    Share.number("temperature", temperature),
                    metric(),
                    Share.of("minimum", minimum),
                    Share.of("maximumDrop", maximumDrop),
                    newFailures(),
                    confidence(),
                    justification);
        } catch (InvalidRuleException e) {
            throw new InvalidDeclarationException(e.element(), e.value(), e.demand());
        }
    }

    private static String id(String field, String value) {
        DeclaredEvaluation.checkId(field, value);
        return value;
    }

    private Metric metric() {
        if (metric == null) return null;
        try {
            return Metric.parse(metric);
        } catch (IllegalArgumentException e) {
            // Without its beginning, which repeats the value.
            String choices = e.getMessage().replaceFirst("^There is no metric \".*\": ", "");
            throw new InvalidDeclarationException("metric", metric, "there is no such metric: " + choices);
        }
    }

    private Integer newFailures() {
        if (maximumNewFailures == null) return null;
        if (!maximumNewFailures.matches("\\d{1,9}")) {
            throw new InvalidDeclarationException(
                    "maximumNewFailures", maximumNewFailures, "must be a number of problems, such as 0");
        }
        return Integer.valueOf(maximumNewFailures);
    }

    private double confidence() {
        BigDecimal share = Share.of("confidence", confidence);
        return share == null ? Double.NaN : share.doubleValue(); // <confidence/> is none, which the rule refuses
    }
}
