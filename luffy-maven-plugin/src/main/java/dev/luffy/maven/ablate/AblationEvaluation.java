package dev.luffy.maven.ablate;

import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.plan.TeacherSource;

/**
 * The {@code <evaluation>} of an ablation: what the model of every finished run is asked, in the same way.
 *
 * @param any the evaluation of one of the runs; those of the others differ in model and id alone
 * @param teacher whom answers are compared with, or null
 */
public record AblationEvaluation(DeclaredEvaluation any, TeacherSource teacher) {

    /** Id of the evaluation of a run, which names the folders of its answers. */
    public static String id(String experiment, long seed) {
        return experiment + ".seed-" + seed;
    }

    /** Where in the POM it stands. */
    static String place(String ablation) {
        return "<ablation id=" + ablation + "><evaluation>";
    }

    DeclaredEvaluation of(PlannedRun run) {
        String experiment = run.run().experiment().id();
        return any.of(id(experiment, run.seed()), new ModelUnderTest.Trained(experiment, run.seed()));
    }
}
