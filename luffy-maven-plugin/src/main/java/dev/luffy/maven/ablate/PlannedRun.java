package dev.luffy.maven.ablate;

import dev.luffy.maven.plan.Run;

/**
 * A run of a variant with a seed.
 *
 * @param wanted whether this call is to train it; if not, an earlier result may still be in the table
 */
record PlannedRun(Variant variant, Run run, boolean wanted) {

    long seed() {
        return run.experiment().seed();
    }

    String label() {
        return variant.id() + ", seed " + seed();
    }
}
