package dev.luffy.maven;

import dev.luffy.runtime.experiment.Budget;

/**
 * What the worker may use. Part of the declaration, because another number of threads may change the last bits of a
 * result; hence a fixed default and not the machine's number of cores.
 *
 * <pre>{@code
 * <budget>
 *   <microBatchTokens>8192</microBatchTokens>   <!-- tokens in one forward and backward pass, padding included -->
 *   <threads>2</threads>
 * </budget>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class BudgetBean {

    private int microBatchTokens = 8192;
    private int threads = 2;

    Budget toBudget() {
        return new Budget(microBatchTokens, threads);
    }
}
