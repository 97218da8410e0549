package dev.luffy.maven.check;

import dev.luffy.maven.console.Output;
import dev.luffy.maven.plan.UserErrorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds what evaluations measured against declared limits and committed baselines, writes what came of it and fails the
 * build. A check that cannot be made fails like one that is violated, and even where violations only warn: nobody looked.
 */
public final class Checking {

    private final Output output;

    public Checking(Output output) {
        this.output = output;
    }

    /**
     * Makes every check.
     *
     * @throws ViolationException if a limit is violated or a check could not be made
     * @throws UserErrorException if checks contradict one another, or baselines may not be written
     */
    public void check(CheckRequest request) throws IOException {
        Reports reports = new Reports(request, output);
        reports.clear();
        if (request.update() && !request.updateAllowed()) {
            throw new UserErrorException("luffy.updateBaseline is set, but so is the environment variable CI: a person"
                    + " agrees to a baseline and commits it. Update it on your machine, or set luffy.forceBaseline");
        }
        Evaluations evaluations = new Evaluations(request);
        List<Located> located = new ArrayList<>();
        for (DeclaredCheck each : request.checks()) located.add(locate(evaluations, each));
        refuseRepetition(Judgement.targets(located));
        Baselines baselines = new Baselines(request);
        if (request.update()) update(request, baselines, located);
        List<CheckResult> results = new Judgement(request, baselines).of(located);
        List<CheckResult> failures = failures(request, results);
        // What fails the build is said once, by the exception.
        reports.write(results, failures);
        if (!failures.isEmpty()) throw new ViolationException(message(failures, results.size()));
    }

    private static Located locate(Evaluations evaluations, DeclaredCheck check) throws IOException {
        try {
            return evaluations.target(check);
        } catch (UserErrorException e) {
            return new CheckResult.Unjudged(check, e.getMessage());
        }
    }

    /** Two checks may name the same thing in different words, so this is known only now. */
    private static void refuseRepetition(List<Target> targets) {
        Set<List<Object>> seen = new HashSet<>();
        for (Target each : targets) {
            if (!seen.add(List.of(each.baseline(), each.metric()))) {
                throw new UserErrorException(each.check().element() + "<metric> is "
                        + each.metric().label() + ", but an earlier <check> limits the same: put all limits into one");
            }
        }
    }

    private void update(CheckRequest request, Baselines baselines, List<Located> located) throws IOException {
        List<String> missing = new ArrayList<>();
        for (Located each : located) {
            if (each instanceof CheckResult.Unjudged unjudged) missing.add(unjudged.message());
        }
        if (!missing.isEmpty()) {
            throw new UserErrorException("no baseline was written: " + String.join("\n  ", missing));
        }
        new BaselineUpdate(request, baselines, output).write(Judgement.targets(located));
    }

    private static List<CheckResult> failures(CheckRequest request, List<CheckResult> results) {
        List<CheckResult> failed =
                results.stream().filter(each -> !each.passed()).toList();
        boolean fails = request.failOnRegression() || failed.stream().anyMatch(CheckResult::refused);
        return fails ? failed : List.of();
    }

    private static String message(List<CheckResult> failures, int of) {
        StringBuilder message = new StringBuilder(failures.size() + " of " + of + " limits failed");
        for (CheckResult each : failures) {
            message.append("\n").append(String.join("\n    ", each.lines()));
        }
        return message.toString();
    }
}
