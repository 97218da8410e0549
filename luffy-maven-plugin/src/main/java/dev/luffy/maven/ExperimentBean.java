package dev.luffy.maven;

import static dev.luffy.maven.Element.within;

import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.Length;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.runtime.experiment.Data;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Filter;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Precision;
import dev.luffy.runtime.experiment.Rollout;
import java.nio.file.Path;
import java.util.List;

/**
 * One experiment; several seeds make several runs that differ in nothing else. Only {@code <id>}, {@code <model>},
 * {@code <data>} and, for methods with off-policy rows on data without them, {@code <traces>} must be there.
 *
 * <pre>{@code
 * <experiment>
 *   <id>luffy</id>
 *   <model><builtin>aime-base</builtin></model>
 *   <data>
 *     <builtin>aime</builtin>
 *     <levels>medium,hard</levels>
 *     <count>256</count>
 *   </data>
 *   <traces><builtin>aime</builtin></traces>
 *   <reward><boundary>&lt;/think&gt;</boundary></reward>
 *   <method>LUFFY</method>
 *   <rollout><maximumResponseTokens>96</maximumResponseTokens></rollout>
 *   <optimizer><learningRate>1e-4</learningRate></optimizer>
 *   <schedule><steps>200</steps></schedule>
 *   <seeds>1,2,3</seeds>
 *   <precision>BFLOAT16</precision>   <!-- of matrix products; FLOAT32 when left out -->
 *   <budget><threads>2</threads></budget>
 *   <validation>
 *     <builtin>aime</builtin>
 *     <levels>medium,hard</levels>
 *   </validation>
 * </experiment>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ExperimentBean {

    private String id;
    private ModelBean model;
    private DataBean data;
    private TracesBean traces;
    private RewardBean reward = new RewardBean();
    private MethodBean method = new MethodBean();
    private RolloutBean rollout = new RolloutBean();
    private OptimizerBean optimizer = new OptimizerBean();
    private ScheduleBean schedule = new ScheduleBean();
    private Long seed;
    private List<String> seeds;
    private String precision;
    private BudgetBean budget = new BudgetBean();
    private ValidationBean validation;

    String id() {
        return id;
    }

    /**
     * The declaration that this element means.
     *
     * @param basedir folder that relative paths start from
     * @throws dev.luffy.maven.plan.UserErrorException if a value cannot be meant; names the element
     */
    Declaration toDeclaration(Path basedir) {
        try {
            present("model", model);
            present("data", data);
            ProblemSource problems = within("data", () -> data.source(basedir));
            return new Declaration(
                    seeds().stream().map(this::run).toList(),
                    length(),
                    within("model", () -> model.source(basedir)),
                    problems,
                    traces == null ? null : within("traces", () -> traces.source(basedir, problems)),
                    validation == null ? null : within("validation", () -> validation.source(basedir)),
                    within("rollout", () -> rollout.toServer(basedir)));
        } catch (InvalidDeclarationException e) {
            throw Element.complaint("experiment", id, e);
        }
    }

    private Experiment run(long runSeed) {
        Rollout sampling = within("rollout", rollout::toRollout);
        Method learning = within("method", () -> method.toMethod(sampling.maximumResponseTokens()));
        // Rows of a file may have them; that is seen when it is read.
        if (learning.needsTraces() && traces == null && data.shipped()) {
            throw new InvalidDeclarationException(
                    "traces",
                    "nothing",
                    "a method with off-policy rows learns from them: declare a <file> or <builtin>");
        }
        return new Experiment(
                id,
                model.initialWeights(),
                within("data", data::template),
                within("reward", reward::toReward),
                learning,
                sampling,
                within("optimizer", optimizer::toOptimizer),
                within("schedule", schedule::toSchedule),
                within("budget", budget::toBudget),
                validation == null ? null : within("validation", validation::toValidation),
                runSeed,
                within("model", model::context),
                within("data", data::conversation),
                precision == null ? null : Element.named(Precision.class, "precision", precision),
                Data.of(null, within("data", data::filter)));
    }

    private Length length() {
        Length length = within("schedule", schedule::toLength);
        Filter filter = within("data", data::filter);
        if (length.epochs() != null && filter != null && filter.drops()) {
            throw new InvalidDeclarationException(
                    "schedule.epochs",
                    length.epochs(),
                    "how many problems <data><filter> leaves is known when training starts: declare <steps>");
        }
        return length;
    }

    private List<Long> seeds() {
        if (seed != null && seeds != null) {
            throw new InvalidDeclarationException("seed", seed, "one of <seed> and <seeds> is enough");
        }
        if (seed != null) return List.of(seed);
        if (seeds == null) return List.of(1L);
        return Numbers.seeds(seeds);
    }

    private static void present(String field, Object value) {
        if (value == null) throw new InvalidDeclarationException(field, "nothing", "must be declared");
    }
}
