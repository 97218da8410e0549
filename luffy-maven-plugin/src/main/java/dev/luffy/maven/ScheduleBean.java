package dev.luffy.maven;

import dev.luffy.runtime.experiment.Schedule;

/**
 * How long and in which portions training runs. Every element may be left out; the values shown are the defaults.
 *
 * <pre>{@code
 * <schedule>
 *   <steps>100</steps>                     <!-- rollout batches -->
 *   <promptsPerStep>16</promptsPerStep>
 *   <updatesPerStep>1</updatesPerStep>     <!-- optimizer steps per rollout batch -->
 *   <learningRate>CONSTANT</learningRate>  <!-- or COSINE -->
 *   <warmupSteps>0</warmupSteps>
 *   <minimumRatio>0</minimumRatio>         <!-- share of the peak rate that COSINE ends at -->
 *   <checkpointEvery>10</checkpointEvery>
 *   <keepCheckpoints>2</keepCheckpoints>  <!-- a second one to fall back to -->
 * </schedule>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ScheduleBean {

    private int steps = 100;
    private int promptsPerStep = 16;
    private int updatesPerStep = 1;
    private String learningRate = "CONSTANT";
    private int warmupSteps = 0;
    private double minimumRatio = 0;
    private int checkpointEvery = 10;
    private int keepCheckpoints = 2;

    Schedule toSchedule() {
        return new Schedule(
                steps,
                promptsPerStep,
                updatesPerStep,
                Element.named(Schedule.Shape.class, "learningRate", learningRate),
                warmupSteps,
                minimumRatio,
                checkpointEvery,
                keepCheckpoints);
    }
}
