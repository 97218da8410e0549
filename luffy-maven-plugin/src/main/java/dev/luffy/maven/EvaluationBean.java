package dev.luffy.maven;

import static dev.luffy.maven.Element.within;

import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.runtime.experiment.Experiment.InitialWeights;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One model on benchmarks. Only {@code <id>} and one of {@code <model>}, {@code <endpoint>} and {@code <experiment>} must be
 * there; the values shown are the defaults where they stand alone.
 *
 * <pre>{@code
 * <evaluation>
 *   <id>base</id>
 *   <model>models/my-model</model>          <!-- or <model><builtin>aime-base</builtin></model> -->
 *   <on>math500,aime24</on>                 <!-- ids of benchmarks; all when left out -->
 *   <samples>8</samples>                    <!-- responses per problem above temperature 0 -->
 *   <temperatures>0.6,1.0</temperatures>    <!-- 0, which is greedy, when left out -->
 *   <topP>1</topP>
 *   <topK>0</topK>                          <!-- 0 keeps all tokens -->
 *   <maximumTokens>1024</maximumTokens>     <!-- when left out, 8192 or half of what the model has room for -->
 *   <seed>1</seed>
 *   <confidence>0.95</confidence>           <!-- of the intervals -->
 *   <budget><threads>2</threads></budget>
 *   <batchRows>128</batchRows>              <!-- decoded together, if their keys and values fit into the budget -->
 *   <precision>FLOAT32</precision>          <!-- of matrix products; or BFLOAT16 -->
 *   <prompt>RAW</prompt>                    <!-- CHAT: as the model's chat template writes it -->
 * </evaluation>
 *
 * <evaluation>
 *   <id>trained</id>
 *   <experiment><id>luffy</id><seed>1</seed></experiment>   <!-- what luffy:train made; short: its id, seed 1 -->
 * </evaluation>
 *
 * <evaluation>
 *   <id>served</id>
 *   <endpoint>
 *     <url>http://localhost:8000/v1</url>
 *     <model>Qwen/Qwen2.5-Math-7B</model>
 *   </endpoint>
 * </evaluation>
 * }</pre>
 *
 * <p>Within an {@code <ablation>} it has neither {@code <id>} nor a model: those are of each run.
 *
 * @since 0.1.0
 */
public final class EvaluationBean {

    private static final int BATCH_ROWS = 128;

    private String id;
    private ModelBean model;
    private EndpointBean endpoint;
    private TrainedBean experiment;
    private List<String> on;
    private Integer samples;
    private List<String> temperatures = List.of("0");
    private double topP = 1;
    private int topK = 0;
    private Integer maximumTokens;
    private long seed = 1;
    private double confidence = 0.95;
    private BudgetBean budget = new BudgetBean();
    private Integer batchRows;
    private String precision;
    private String prompt;

    String id() {
        return id;
    }

    /**
     * The evaluation that this element means.
     *
     * @param basedir folder that relative paths start from
     * @throws dev.luffy.maven.plan.UserErrorException if a value cannot be meant; names the element
     */
    DeclaredEvaluation toEvaluation(Path basedir) {
        try {
            ModelUnderTest asked = model(basedir);
            if (endpoint != null && topK != 0) {
                throw new InvalidDeclarationException(
                        "topK", topK, "an <endpoint> has no such setting: leave it out and use <topP>");
            }
            return declared(id, asked);
        } catch (InvalidDeclarationException e) {
            throw Element.complaint("evaluation", id, e);
        }
    }

    /**
     * What an element within an {@code <ablation>} means, which asks the models of its runs.
     *
     * @param runId id of the evaluation of one of them
     * @throws InvalidDeclarationException if a value cannot be meant, or the element says whom to ask
     */
    DeclaredEvaluation ofRun(String runId, ModelUnderTest run) {
        refuse("id", id);
        refuse("model", model == null ? null : "declared");
        refuse("endpoint", endpoint == null ? null : "declared");
        refuse("experiment", experiment == null ? null : "declared");
        return declared(runId, run);
    }

    private static void refuse(String name, String value) {
        if (value == null) return;
        throw new InvalidDeclarationException(
                name, value, "an ablation asks the model of each of its runs under an id of its own: leave it out");
    }

    private DeclaredEvaluation declared(String name, ModelUnderTest asked) {
        atLeastOne("samples", samples);
        atLeastOne("maximumTokens", maximumTokens);
        atLeastOne("batchRows", batchRows);
        return new DeclaredEvaluation(
                name,
                asked,
                on == null ? List.of() : on.stream().map(String::trim).toList(),
                samples == null ? 0 : samples,
                temperatures == null ? List.of() : Numbers.decimal("temperatures", temperatures),
                topP,
                topK,
                maximumTokens == null ? 0 : maximumTokens,
                seed,
                confidence,
                within("budget", () -> budget.toAnswering(precision(), batchRows == null ? BATCH_ROWS : batchRows)),
                chat());
    }

    private Precision precision() {
        if (precision == null) return null;
        if (endpoint != null) {
            throw new InvalidDeclarationException(
                    "precision", precision, "an <endpoint> computes as it does: leave it out");
        }
        return Element.named(Precision.class, "precision", precision);
    }

    private boolean chat() {
        if (prompt == null) return false;
        if (endpoint != null) {
            throw new InvalidDeclarationException(
                    "prompt", prompt, "an <endpoint> writes its own: leave it out and choose its <api>");
        }
        PromptForm form = Element.named(PromptForm.class, "prompt", prompt);
        if (form == PromptForm.LUFFY) {
            throw new InvalidDeclarationException(
                    "prompt", prompt, "must be RAW or CHAT: the <template> of a <benchmark> says what is asked");
        }
        return form == PromptForm.CHAT;
    }

    private ModelUnderTest model(Path basedir) {
        long given = Stream.of(model, endpoint, experiment)
                .filter(each -> each != null)
                .count();
        if (given != 1) {
            throw new InvalidDeclarationException(
                    "model",
                    given == 0 ? "nothing" : "ambiguous",
                    "exactly one of <model>, <endpoint> and <experiment> is needed");
        }
        if (endpoint != null) return within("endpoint", endpoint::toModel);
        if (experiment != null) return within("experiment", experiment::toModel);
        if (model.initialWeights() == InitialWeights.RANDOM) {
            throw new InvalidDeclarationException("model.randomWeights", true, "is of use in an <experiment> only");
        }
        if (within("model", model::context) != null) {
            throw new InvalidDeclarationException(
                    "model.ropeTheta and maximumPositions",
                    "declared",
                    "are of use in an <experiment> only: a model is asked as its config.json describes it");
        }
        return new ModelUnderTest.Local(within("model", () -> model.source(basedir)));
    }

    private static void atLeastOne(String field, Integer value) {
        if (value != null && value < 1) throw new InvalidDeclarationException(field, value, "must be at least 1");
    }
}
