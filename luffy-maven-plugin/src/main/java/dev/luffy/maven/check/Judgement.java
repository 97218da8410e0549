package dev.luffy.maven.check;

import dev.luffy.benchmarks.gate.Finding;
import dev.luffy.benchmarks.gate.Gate;
import dev.luffy.benchmarks.gate.Rule;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.maven.plan.UserErrorException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings measurements, baselines and rules before the gate, all at once, since several rules are corrected together. */
final class Judgement {

    private final CheckRequest request;
    private final Baselines baselines;

    Judgement(CheckRequest request, Baselines baselines) {
        this.request = request;
        this.baselines = baselines;
    }

    /** One result per limit, in the order of the checks; one per check that cannot be judged. */
    List<CheckResult> of(List<Located> checks) throws IOException {
        Map<Path, Measurement> measured = new LinkedHashMap<>();
        Map<Path, Measurement> before = new LinkedHashMap<>();
        List<Located> judgeable = new ArrayList<>();
        for (Located each : checks) judgeable.add(withBaseline(each, measured, before));
        List<Rule> rules = targets(judgeable).stream().map(Target::rule).toList();
        Map<Rule, List<Finding>> findings = new LinkedHashMap<>();
        if (!rules.isEmpty()) {
            for (Finding each :
                    Gate.check(rules, List.copyOf(measured.values()), List.copyOf(before.values()), request.accept())) {
                findings.computeIfAbsent(each.rule(), rule -> new ArrayList<>()).add(each);
            }
        }
        List<CheckResult> results = new ArrayList<>();
        for (Located each : judgeable) {
            if (each instanceof CheckResult.Unjudged unjudged) results.add(unjudged);
            if (each instanceof Target target) {
                for (Finding finding : findings.get(target.rule())) results.add(judged(target, finding, before));
            }
        }
        return results;
    }

    static List<Target> targets(List<Located> checks) {
        return checks.stream()
                .filter(Target.class::isInstance)
                .map(Target.class::cast)
                .toList();
    }

    private Located withBaseline(Located check, Map<Path, Measurement> measured, Map<Path, Measurement> before)
            throws IOException {
        if (!(check instanceof Target target)) return check;
        try {
            if (target.check().relative() && !before.containsKey(target.baseline())) {
                before.put(target.baseline(), baselines.required(target).measurement());
            }
        } catch (UserErrorException e) {
            return new CheckResult.Unjudged(target.check(), e.getMessage());
        }
        measured.put(target.baseline(), target.measurement());
        return target;
    }

    private CheckResult judged(Target target, Finding finding, Map<Path, Measurement> before) {
        boolean absolute = finding.limit().equals("minimum");
        return new CheckResult.Judged(
                target,
                absolute ? null : before.get(target.baseline()),
                request.shown(target.baseline()),
                finding,
                request.shown(Reports.diff(request, target)));
    }
}
