package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.ModelConfig;

/**
 * How large a run's inputs are.
 *
 * @param model shape of the base model
 * @param problems training problems
 * @param traces teacher traces, 0 when none are read
 * @param validation validation problems, 0 when none are read
 */
public record Sizes(ModelConfig model, int problems, int traces, int validation) {}
