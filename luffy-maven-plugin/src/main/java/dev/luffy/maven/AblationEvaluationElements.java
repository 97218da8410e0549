package dev.luffy.maven;

import dev.luffy.maven.ablate.Ablation;
import dev.luffy.maven.ablate.AblationEvaluation;
import dev.luffy.maven.ablate.Variant;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.plan.TeacherSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.nio.file.Path;
import java.util.List;

/** From the {@code <evaluation>} and {@code <teacher>} of an {@code <ablation>} to what is asked. */
final class AblationEvaluationElements {

    private AblationEvaluationElements() {}

    /**
     * What the models of an ablation's runs are asked; null where nothing is declared.
     *
     * @param any one of its runs
     * @throws UserErrorException if a value cannot be meant; names the element
     */
    static AblationEvaluation of(AblationBean bean, Experiment any, Path basedir) {
        if (bean.evaluation() == null) {
            if (bean.teacher() == null) return null;
            throw new UserErrorException("<ablation id=" + bean.id() + "><teacher> is declared, but there is no"
                    + " <evaluation> whose answers could be compared with it: declare one, or leave <teacher> out");
        }
        try {
            DeclaredEvaluation evaluation = Element.within(
                    "evaluation",
                    () -> bean.evaluation()
                            .ofRun(
                                    AblationEvaluation.id(any.id(), any.seed()),
                                    new ModelUnderTest.Trained(any.id(), any.seed())));
            TeacherSource teacher = bean.teacher() == null
                    ? null
                    : Element.within("teacher", () -> bean.teacher().teacher(basedir));
            return new AblationEvaluation(evaluation, teacher);
        } catch (InvalidDeclarationException e) {
            throw Element.complaint("ablation", bean.id(), e);
        }
    }

    /**
     * Refuses answers in the folders of a declared evaluation.
     *
     * @throws UserErrorException naming both elements
     */
    static void refuseTaken(List<Ablation> ablations, List<EvaluationBean> evaluations) {
        List<String> taken = evaluations.stream().map(EvaluationBean::id).toList();
        for (Ablation ablation : ablations) {
            if (ablation.evaluation() == null) continue;
            for (Variant variant : ablation.variants()) {
                for (Experiment run : variant.declaration().runs()) {
                    String id = AblationEvaluation.id(run.id(), run.seed());
                    if (!taken.contains(id)) continue;
                    throw new UserErrorException("<ablation id=" + ablation.id() + "><evaluation> asks variant "
                            + variant.id() + " with seed " + run.seed() + " under the id " + id
                            + ", but an <evaluation> of luffy:eval has that id: ids name folders. Change the <id> of"
                            + " one of them");
                }
            }
        }
    }
}
