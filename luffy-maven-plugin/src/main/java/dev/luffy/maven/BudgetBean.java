package dev.luffy.maven;

import dev.luffy.runtime.experiment.AnsweringBudget;
import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.Precision;

/**
 * What the worker may use. Part of the declaration, because another number of threads or another device may change the last
 * bits of a result; hence a fixed default and not the machine's number of cores.
 *
 * <pre>{@code
 * <budget>
 *   <microBatchTokens>8192</microBatchTokens>   <!-- tokens in one forward and backward pass, padding included -->
 *   <activationCheckpointing>true</activationCheckpointing>   <!-- layers are computed again on the way back, not kept;
 *                                                                  when left out, from 100 million parameters on -->
 *   <cacheMebibytes>1024</cacheMebibytes>       <!-- memory for keys and values while responses are sampled, at most -->
 *   <threads>2</threads>
 *   <device>auto</device>                       <!-- or cpu, cuda:0 -->
 * </budget>
 * }</pre>
 *
 * <p>A device other than the CPU needs a libtorch that is built for it: {@code docs/devices.md}.
 *
 * @since 0.1.0
 */
public final class BudgetBean {

    private static final int MICRO_BATCH_TOKENS = 8192;

    private Integer microBatchTokens;
    private Boolean activationCheckpointing;
    private Integer cacheMebibytes;
    private int threads = 2;
    private String device;

    Budget toBudget() {
        return new Budget(
                microBatchTokens == null ? MICRO_BATCH_TOKENS : microBatchTokens,
                threads,
                activationCheckpointing,
                cacheMebibytes,
                device);
    }

    /** Of an evaluation, which computes nothing on a way back. */
    AnsweringBudget toAnswering(Precision precision, int batchRows) {
        refuse("microBatchTokens", microBatchTokens);
        refuse("activationCheckpointing", activationCheckpointing);
        return new AnsweringBudget(precision, batchRows, cacheMebibytes, threads, device);
    }

    private static void refuse(String field, Object value) {
        if (value != null) {
            throw new InvalidDeclarationException(field, value, "is of use in an <experiment> only: leave it out");
        }
    }
}
