package dev.luffy.maven;

import dev.luffy.maven.plan.Length;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.Schedule;

/**
 * How long and in which portions training runs. Every element may be left out; the values shown are the defaults.
 *
 * <pre>{@code
 * <schedule>
 *   <steps>100</steps>                     <!-- rollout batches; or <epochs>3</epochs>, passes over the problems -->
 *   <promptsPerStep>16</promptsPerStep>
 *   <updatesPerStep>1</updatesPerStep>     <!-- optimizer steps per rollout batch -->
 *   <learningRate>CONSTANT</learningRate>  <!-- or COSINE -->
 *   <warmupSteps>0</warmupSteps>           <!-- or <warmupRatio>0.1</warmupRatio>, a share of all steps -->
 *   <minimumRatio>0</minimumRatio>         <!-- share of the peak rate that COSINE ends at -->
 *   <checkpointEvery>10</checkpointEvery>
 *   <keepCheckpoints>2</keepCheckpoints>  <!-- a second one to fall back to -->
 * </schedule>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ScheduleBean {

    private static final int DEFAULT_STEPS = 100;

    private Integer steps;
    private Integer epochs;
    private int promptsPerStep = 16;
    private int updatesPerStep = 1;
    private String learningRate = "CONSTANT";
    private Integer warmupSteps;
    private Double warmupRatio;
    private double minimumRatio = 0;
    private int checkpointEvery = 10;
    private int keepCheckpoints = 2;

    /** The schedule; steps and warm-up are provisional where {@link #toLength} says otherwise. */
    Schedule toSchedule() {
        refuseBoth("steps", steps, "epochs", epochs);
        refuseBoth("warmupSteps", warmupSteps, "warmupRatio", warmupRatio);
        return new Schedule(
                steps == null ? DEFAULT_STEPS : steps,
                promptsPerStep,
                updatesPerStep,
                Element.named(Schedule.Shape.class, "learningRate", learningRate),
                warmupSteps == null ? 0 : warmupSteps,
                minimumRatio,
                checkpointEvery,
                keepCheckpoints);
    }

    Length toLength() {
        return new Length(epochs, warmupRatio);
    }

    private static void refuseBoth(String field, Object value, String otherField, Object other) {
        if (value == null || other == null) return;
        throw new InvalidDeclarationException(
                field, value, "says what <" + otherField + "> says: declare one of the two");
    }
}
