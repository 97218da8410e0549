package dev.luffy.runtime.experiment;

/**
 * How a response is scored: 1 if the verifier finds the gold answer, else 0.
 *
 * @param boundary text that ends the thinking part; the answer is looked for after its last occurrence. Empty: the
 *     whole response is the answer
 */
public record Reward(String boundary) {

    public Reward {
        Check.present("boundary", boundary);
    }
}
