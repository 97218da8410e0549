package dev.luffy.runtime.experiment;

/**
 * What a verdict is worth in training, where that is not 1 for a correct answer and 0 for any other. Validation and evaluation
 * count correct answers whatever is declared here.
 *
 * @param correct of a right answer in a response that ended; greater than 0
 * @param wrong of any other answer, at most 0
 * @param unanswered of a response in which the verifier finds no answer, at most 0
 */
public record Outcome(double correct, double wrong, double unanswered) {

    public Outcome {
        Check.positive("correct", correct);
        Check.atMost("wrong", wrong, 0);
        Check.atMost("unanswered", unanswered, 0);
    }
}
