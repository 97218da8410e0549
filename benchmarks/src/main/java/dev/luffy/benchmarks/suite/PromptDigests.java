package dev.luffy.benchmarks.suite;

import dev.luffy.benchmarks.problem.Sha256;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What each response of an evaluation is an answer to, as a short digest: the prompt and, of a sampled response, what else
 * decides it. Nothing but randomness depends on the latter, so a greedy response does not.
 *
 * @since 0.1
 */
public final class PromptDigests implements Function<Sample.Key, String> {

    /** 64 bits: two prompts of one id must differ, not two of a million. */
    private static final int DIGITS = 16;

    private final Map<String, String> greedy = new HashMap<>();
    private final Map<String, String> sampled = new HashMap<>();

    /**
     * @param prompts what is asked, by problem
     * @param sampling all that decides a response above temperature 0 and no greedy one
     */
    public PromptDigests(Map<String, String> prompts, String sampling) {
        prompts.forEach((problem, prompt) -> {
            greedy.put(problem, shortened(new Sha256().text(prompt)));
            sampled.put(problem, shortened(new Sha256().text(prompt).text(sampling)));
        });
    }

    /** @throws IllegalArgumentException if there is no such problem */
    @Override
    public String apply(Sample.Key key) {
        String digest = (key.temperature() == 0 ? greedy : sampled).get(key.problem());
        if (digest == null) throw new IllegalArgumentException("There is no prompt of problem " + key.problem());
        return digest;
    }

    private static String shortened(Sha256 sha) {
        return sha.hex().substring(0, DIGITS);
    }
}
