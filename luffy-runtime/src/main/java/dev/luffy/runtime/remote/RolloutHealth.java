package dev.luffy.runtime.remote;

/**
 * How well a server's responses of a step fit the policy that learns from them.
 *
 * @param logProbGap mean of |log p − log q| over sampled tokens, p the trainer's and q the server's probability, in nats; null
 *     where the two are not compared, or the server says nothing
 * @param retokenized responses whose ids of tokens were formed again from their text, drifted ones included
 * @param drifted those whose tokens are others than were sampled
 */
public record RolloutHealth(Double logProbGap, int retokenized, int drifted) {}
