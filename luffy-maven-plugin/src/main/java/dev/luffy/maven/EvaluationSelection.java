package dev.luffy.maven;

import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.UserErrorException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is to be evaluated, among what is declared. */
record EvaluationSelection(List<EvaluationBean> evaluations, List<String> selected) {

    /** Evaluations in the order of the POM; one that is not selected is not even checked. */
    List<DeclaredEvaluation> evaluations(Path basedir) {
        Set<String> ids = unique(
                "evaluation", evaluations.stream().map(EvaluationBean::id).toList());
        Set<String> wanted = new LinkedHashSet<>();
        if (selected != null) selected.forEach(each -> wanted.add(each.trim()));
        for (String id : wanted) {
            if (!ids.contains(id)) {
                throw new UserErrorException(
                        "luffy.evaluations names " + id + ", but the declared evaluations are " + ids);
            }
        }
        return evaluations.stream()
                .filter(each -> wanted.isEmpty() || wanted.contains(each.id()))
                .map(each -> each.toEvaluation(basedir))
                .toList();
    }

    /** The ids, each of which is there once. */
    static Set<String> unique(String element, List<String> ids) {
        Set<String> seen = new LinkedHashSet<>();
        for (String id : ids) {
            if (id != null && !seen.add(id)) {
                throw new UserErrorException("<" + element + " id=" + id + "> is declared twice: ids name folders");
            }
        }
        return seen;
    }
}
