package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.stream.Stream;

/**
 * Which problems and traces of the training data are left out. What is said of traces decides the set of problems whatever the
 * method, so that methods with and without a teacher train on the same ones. A problem that is left with fewer traces than the
 * method takes, or with none, goes with them.
 *
 * @param promptTokens longest prompt, or null for {@code <maximumPromptTokens>}
 * @param traceTokens longest trace, its EOS included, or null for {@code <maximumResponseTokens>}
 * @param longPrompts what becomes of problems with a longer prompt
 * @param longTraces what becomes of longer traces
 * @param wrongTraces what becomes of traces whose answer the verifier does not accept
 * @param missingTraces what becomes of problems that have too few traces from the start
 * @param unreadableAnswers what becomes of problems whose gold answer the verifier does not accept as a right one, or, where they
 *     are dropped, accepts as the same text alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Filter(
        Integer promptTokens,
        Integer traceTokens,
        Treatment longPrompts,
        Treatment longTraces,
        Treatment wrongTraces,
        Treatment missingTraces,
        Treatment unreadableAnswers) {

    /** What becomes of data that does not fit. */
    public enum Treatment {
        /** Nothing is trained. */
        REFUSE,
        /** It is kept, and the user is told; for wrong traces alone. */
        WARN,
        /** It is left out and counted. */
        DROP
    }

    /** Everything is refused that cannot be trained on, and wrong traces are told. */
    public static final Filter NONE = new Filter(
            null, null, Treatment.REFUSE, Treatment.REFUSE, Treatment.WARN, Treatment.REFUSE, Treatment.REFUSE);

    public Filter {
        if (promptTokens != null) Check.atLeast("promptTokens", promptTokens, 1);
        if (traceTokens != null) Check.atLeast("traceTokens", traceTokens, 1);
        refuseWarning("longPrompts", longPrompts);
        refuseWarning("longTraces", longTraces);
        Check.present("wrongTraces", wrongTraces);
        refuseWarning("missingTraces", missingTraces);
        refuseWarning("unreadableAnswers", unreadableAnswers);
    }

    private static void refuseWarning(String field, Treatment treatment) {
        if (Check.present(field, treatment) == Treatment.WARN) {
            throw new InvalidDeclarationException(field, treatment, "must be REFUSE or DROP: it cannot be trained on");
        }
    }

    /** Whether traces must be looked at, even for a method that takes none. */
    public boolean aboutTraces() {
        return traceTokens != null
                || longTraces == Treatment.DROP
                || wrongTraces != Treatment.WARN
                || missingTraces == Treatment.DROP;
    }

    /** Whether anything may be left out. */
    public boolean drops() {
        return Stream.of(longPrompts, longTraces, wrongTraces, missingTraces, unreadableAnswers)
                .anyMatch(Treatment.DROP::equals);
    }

    /** Longest prompt that is kept. */
    public int promptLimit(Rollout rollout) {
        return promptTokens == null ? rollout.maximumPromptTokens() : promptTokens;
    }

    /** Longest trace that is kept, its EOS included. */
    public int traceLimit(Rollout rollout) {
        return traceTokens == null ? rollout.maximumResponseTokens() : traceTokens;
    }

    /** A filter's limits are within those of the rollouts, which are the widths of batches. */
    void checkWithin(Rollout rollout) {
        within("promptTokens", promptTokens, "maximumPromptTokens", rollout.maximumPromptTokens());
        within("traceTokens", traceTokens, "maximumResponseTokens", rollout.maximumResponseTokens());
    }

    private static void within(String field, Integer value, String limit, int atMost) {
        if (value != null && value > atMost) {
            throw new InvalidDeclarationException(
                    "data.filter." + field,
                    value,
                    "must be at most <rollout><" + limit + ">, which is " + atMost + ": leave it out, or raise that");
        }
    }
}
