package dev.luffy.runtime.endpoint;

import dev.luffy.benchmarks.suite.Sample;
import java.util.Objects;

/**
 * One question: what it takes to get one {@link Sample}.
 *
 * @param key which sample; its temperature is the one sent
 * @param system the system message, empty for none; the completions API has none, so there it is put before the prompt
 *     with an empty line between
 * @param prompt the user's message, or the text to continue
 * @param topP nucleus of probability mass, in (0, 1]
 * @param maximumTokens most tokens the model may write
 * @param seed for this request alone, 0 … 2³¹ − 1 (what servers take); without one of its own per sample, a server that
 *     honours seeds would give the same answer k times
 * @since 0.1
 */
public record Ask(Sample.Key key, String system, String prompt, double topP, int maximumTokens, long seed)
        implements Question {

    /** @throws IllegalArgumentException naming the value */
    public Ask {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(prompt, "prompt");
        if (!(key.temperature() >= 0 && Double.isFinite(key.temperature()))) {
            throw new IllegalArgumentException("temperature: " + key.temperature() + " is not 0 or more");
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("topP: " + topP + " is not in (0, 1]");
        }
        if (maximumTokens < 1) {
            throw new IllegalArgumentException("maximumTokens: " + maximumTokens + " is less than 1");
        }
        if (seed < 0 || seed > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("seed: " + seed + " is not in 0 … " + Integer.MAX_VALUE);
        }
    }

    @Override
    public String name() {
        return "problem " + key.problem() + " (sample " + key.index() + " at temperature " + key.temperature() + ")";
    }
}
