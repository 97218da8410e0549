package dev.luffy.maven;

import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.ModelUnderTest;

/**
 * The model that {@code luffy:train} made of an experiment.
 *
 * <pre>{@code
 * <experiment>luffy</experiment>
 *
 * <experiment>
 *   <id>luffy</id>
 *   <seed>1</seed>   <!-- of its training; when left out 1, or in an experiment's <model> the seed of each run -->
 * </experiment>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class TrainedBean {

    private String id;
    private Long seed;

    /** Makes {@code <experiment>id</experiment>} possible. */
    public void set(String name) {
        id = name.trim();
    }

    ModelUnderTest toModel() {
        DeclaredEvaluation.checkId(id);
        return new ModelUnderTest.Trained(id, seed == null ? 1 : seed);
    }

    ModelSource toSource() {
        DeclaredEvaluation.checkId(id);
        return new ModelSource.Trained(id, seed);
    }
}
