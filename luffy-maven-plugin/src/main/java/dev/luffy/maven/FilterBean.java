package dev.luffy.maven;

import static dev.luffy.runtime.experiment.Filter.Treatment.REFUSE;
import static dev.luffy.runtime.experiment.Filter.Treatment.WARN;

import dev.luffy.runtime.experiment.Filter;
import dev.luffy.runtime.experiment.Filter.Treatment;

/**
 * Which problems and traces are left out. REFUSE, the default but for wrong traces, trains nothing as long as there are such;
 * DROP leaves them out and counts them. What is said of traces holds for methods without a teacher too.
 *
 * <pre>{@code
 * <filter>
 *   <promptTokens>1024</promptTokens>    <!-- longest prompt; <maximumPromptTokens> when left out -->
 *   <traceTokens>2048</traceTokens>      <!-- longest trace, EOS included; <maximumResponseTokens> when left out -->
 *   <longPrompts>DROP</longPrompts>
 *   <longTraces>DROP</longTraces>
 *   <wrongTraces>DROP</wrongTraces>      <!-- the verifier does not accept the answer; WARN when left out -->
 *   <missingTraces>DROP</missingTraces>  <!-- problems with fewer traces than the method takes -->
 *   <unreadableAnswers>DROP</unreadableAnswers>   <!-- gold answers that the verifier cannot judge -->
 * </filter>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class FilterBean {

    private Integer promptTokens;
    private Integer traceTokens;
    private String longPrompts = REFUSE.name();
    private String longTraces = REFUSE.name();
    private String wrongTraces = WARN.name();
    private String missingTraces = REFUSE.name();
    private String unreadableAnswers = REFUSE.name();

    Filter toFilter() {
        return new Filter(
                promptTokens,
                traceTokens,
                named("longPrompts", longPrompts),
                named("longTraces", longTraces),
                named("wrongTraces", wrongTraces),
                named("missingTraces", missingTraces),
                named("unreadableAnswers", unreadableAnswers));
    }

    private static Treatment named(String field, String name) {
        return Element.named(Treatment.class, field, name);
    }
}
