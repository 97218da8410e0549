package dev.luffy.maven;

import dev.luffy.maven.plan.UserErrorException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A base experiment, variants that each change named properties of it, and seeds. The variants are compared with the base
 * on its held-out problems, which must be declared.
 *
 * <pre>{@code
 * <ablation>
 *   <id>ladder</id>
 *   <base>
 *     <model><builtin>aime-base</builtin></model>
 *     <data><builtin>aime</builtin><levels>hard</levels></data>
 *     <traces><builtin>aime</builtin></traces>
 *     <method>LUFFY</method>
 *     <validation><builtin>aime</builtin></validation>
 *   </base>                               <!-- or <baseOf>id of a declared experiment</baseOf> -->
 *   <variants>
 *     <variant><id>no-shaping</id><set><method.preset>MIXED_GRPO</method.preset></set></variant>
 *     <variant><id>gamma-0.5</id><set><method.shapingGamma>0.5</method.shapingGamma></set></variant>
 *   </variants>
 *   <study>GAMMA</study>                  <!-- variants that need not be written; see below -->
 *   <seeds>1,2,3,4,5</seeds>              <!-- the base's when left out -->
 *   <evaluation>                          <!-- asked of the model of every run; may be left out -->
 *     <on>aime-hard</on>
 *     <samples>8</samples>
 *     <temperatures>0.1,0.4,0.7,1</temperatures>
 *   </evaluation>
 *   <teacher><builtin>aime</builtin></teacher>   <!-- whom the answers are compared with; or a file, as <traces> -->
 * </ablation>
 * }</pre>
 *
 * <p>A {@code <study>} is one of the paper's comparisons, with variants of a LUFFY base and with claims that the tables
 * test: LADDER, METHODS, GAMMA, TEMPERATURE, DIFFICULTY, DYNAMICS, OVERLAP, or several with commas between them. A
 * {@code <variant>} with the id of a study's variant adds its properties to those of the study, and wins where both set one.
 *
 * @since 0.1.0
 */
public final class AblationBean {

    private String id;
    private ExperimentBean base;
    private String baseOf;
    private List<VariantBean> variants;
    private String study;
    private List<String> seeds;
    private EvaluationBean evaluation;
    private TracesBean teacher;

    String id() {
        return id;
    }

    ExperimentBean base() {
        return base;
    }

    String baseOf() {
        return baseOf;
    }

    List<VariantBean> variants() {
        return variants == null ? List.of() : variants;
    }

    /**
     * Names as they stand there.
     *
     * @throws UserErrorException if one stands there twice
     */
    String study() {
        if (study == null) return null;
        Set<String> seen = new HashSet<>();
        for (String name : study.split(",", -1)) {
            if (!seen.add(name.trim())) {
                throw new UserErrorException(
                        "<ablation id=" + id + "><study> names " + name.trim() + " twice: leave one out");
            }
        }
        return study;
    }

    /** The texts; null if nothing is declared. */
    List<String> seeds() {
        return seeds;
    }

    EvaluationBean evaluation() {
        return evaluation;
    }

    TracesBean teacher() {
        return teacher;
    }
}
