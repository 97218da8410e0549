package dev.luffy.benchmarks.suite;

import java.util.Objects;

/**
 * One response of a model to one problem, not yet judged.
 *
 * @param problem id of the problem
 * @param temperature it was sampled at; 0 is greedy
 * @param index 0 for the first sample of the problem at that temperature
 * @param text the response without prompt and special tokens
 * @param finish why it ended
 * @param tokens how many tokens the model wrote, or −1 if the server does not tell
 * @since 0.1
 */
public record Sample(String problem, double temperature, int index, String text, Finish finish, int tokens) {

    public Sample {
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(finish, "finish");
    }

    /** Which response this is. */
    public Key key() {
        return new Key(problem, temperature, index);
    }

    /** Names a response within an evaluation of one benchmark. */
    public record Key(String problem, double temperature, int index) {

        public Key {
            Objects.requireNonNull(problem, "problem");
            // −0.0 + 0.0 is 0.0: the two zeros are one temperature, but not one key.
            temperature += 0.0;
        }
    }

    /** Why a response ended. */
    public enum Finish {
        /** The model said that it was done. */
        STOP,
        /** It reached the limit of tokens. */
        LENGTH
    }
}
