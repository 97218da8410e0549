package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.ModelConfig;

/**
 * How large a run's inputs are.
 *
 * @param model shape of the base model
 * @param rows of the file of training problems; more than problems where some repeat
 * @param problems training problems, before any filter
 * @param traces teacher traces in a file of their own, 0 when none are read
 * @param untraced problems without a trace there, which a filter drops
 * @param validation validation problems, 0 when none are read
 */
public record Sizes(ModelConfig model, long rows, int problems, int traces, int untraced, int validation) {}
