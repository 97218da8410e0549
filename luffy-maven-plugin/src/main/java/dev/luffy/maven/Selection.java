package dev.luffy.maven;

import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.UserErrorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The experiments that are to be trained, among those declared. */
record Selection(List<ExperimentBean> declared, List<String> selected) {

    /** Declarations in the order of the POM; an experiment that is not selected is not even checked. */
    List<Declaration> declarations(Path basedir) {
        Set<String> ids = ids();
        List<Declaration> chosen = new ArrayList<>();
        if (selected == null || selected.isEmpty()) {
            for (ExperimentBean each : declared) chosen.add(each.toDeclaration(basedir));
            return chosen;
        }
        for (String id : selected) {
            if (!ids.contains(id.trim())) {
                throw new UserErrorException(
                        "luffy.experiments names " + id.trim() + ", but the declared experiments are " + ids);
            }
        }
        List<String> wanted = selected.stream().map(String::trim).toList();
        for (ExperimentBean each : declared) {
            if (wanted.contains(each.id())) chosen.add(each.toDeclaration(basedir));
        }
        return chosen;
    }

    private Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        for (ExperimentBean each : declared) {
            if (each.id() != null && !ids.add(each.id())) {
                throw new UserErrorException("<experiment id=" + each.id() + "> is declared twice: ids name folders");
            }
        }
        return ids;
    }
}
