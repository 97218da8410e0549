/**
 * From prompts to scored groups: the data order, the sampler's random numbers, on-policy rollouts, teacher rows and
 * rewards. Knows nothing of losses or optimizers, and every number here is a pure function of seed and step.
 */
package dev.luffy.runtime.rollout;
