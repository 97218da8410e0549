package dev.luffy.maven;

import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelUnderTest;

/**
 * The model that {@code luffy:train} made of an experiment.
 *
 * <pre>{@code
 * <experiment>luffy</experiment>
 *
 * <experiment>
 *   <id>luffy</id>
 *   <seed>1</seed>   <!-- of the training; 1 when left out -->
 * </experiment>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class TrainedBean {

    private String id;
    private long seed = 1;

    /** Makes {@code <experiment>id</experiment>} possible. */
    public void set(String name) {
        id = name.trim();
    }

    ModelUnderTest toModel() {
        DeclaredEvaluation.checkId(id);
        return new ModelUnderTest.Trained(id, seed);
    }
}
