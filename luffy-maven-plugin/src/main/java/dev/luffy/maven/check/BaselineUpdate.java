package dev.luffy.maven.check;

import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.benchmarks.score.Shortfall;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.result.BaselineFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes what was measured the new baselines: all of them or none. What is worse than before needs a justification, however
 * little worse it is: drops that each pass for noise would add up. So does what cannot be compared with the old baseline,
 * since nobody can tell whether it is worse.
 */
final class BaselineUpdate {

    // Sums of shares over problems that are equal on paper differ by less.
    private static final double ROUNDING = 1e-12;

    private final CheckRequest request;
    private final Baselines baselines;
    private final Output output;

    BaselineUpdate(CheckRequest request, Baselines baselines, Output output) {
        this.request = request;
        this.baselines = baselines;
        this.output = output;
    }

    /**
     * Writes the baselines.
     *
     * @throws UserErrorException if one needs a justification or an old one cannot be believed; then nothing was written
     */
    void write(List<Target> targets) throws IOException {
        SortedMap<Path, List<Target>> byFile = new TreeMap<>();
        for (Target each : targets) {
            byFile.computeIfAbsent(each.baseline(), file -> new ArrayList<>()).add(each);
        }
        Replacement files = new Replacement();
        List<String> refused = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (Map.Entry<Path, List<Target>> each : byFile.entrySet()) {
            try {
                plan(each.getKey(), each.getValue(), files, told);
            } catch (UserErrorException e) {
                refused.add(e.getMessage());
            }
        }
        if (!refused.isEmpty())
            throw new UserErrorException("no baseline was written: " + String.join("\n  ", refused));
        files.write();
        told.forEach(output::info);
    }

    private void plan(Path file, List<Target> checks, Replacement files, List<String> told) throws IOException {
        Target first = checks.get(0);
        Optional<BaselineFile> old = baselines.find(first);
        List<BaselineFile.Acceptance> history =
                new ArrayList<>(old.map(BaselineFile::history).orElse(List.of()));
        List<String> changes = old.map(before -> changes(before, checks)).orElse(List.of());
        if (!changes.isEmpty()) {
            history.add(new BaselineFile.Acceptance(justification(file, checks, history, changes), changes));
        }
        BaselineFile next = BaselineFile.of(first.measurement(), first.result().estimates(), history);
        if (old.isPresent() && old.get().measuresTheSameAs(next)) {
            told.add("baseline " + request.shown(file) + " is up to date");
            return;
        }
        files.put(file, next.text());
        told.add("baseline " + request.shown(file) + " written: commit it");
    }

    private String justification(
            Path file, List<Target> checks, List<BaselineFile.Acceptance> history, List<String> changes) {
        List<String> given = Stream.concat(
                        checks.stream().map(each -> each.check().justification()), Stream.of(request.justification()))
                .filter(Objects::nonNull)
                .map(text -> text.strip().replaceAll("\\s+", " "))
                .filter(text -> !text.isEmpty())
                .toList();
        // A text that stays in the POM would otherwise justify every later drop.
        for (String text : given) {
            if (history.stream().noneMatch(each -> each.justification().equals(text))) return text;
        }
        String why = request.shown(file) + " would get worse or incomparable (" + String.join("; ", changes) + ")";
        throw new UserErrorException(
                given.isEmpty()
                        ? why + ", which needs a justification: add -Dluffy.justification=\"why\" or <justification>"
                        : why + ", and the justification '" + given.get(0)
                                + "' was used for an earlier change: write a new one");
    }

    private static List<String> changes(BaselineFile before, List<Target> checks) {
        Measurement now = checks.get(0).measurement();
        if (!before.keys().equals(now.keys())) return differentKeys(before.keys(), now.keys());
        // Not only what is checked: pass@1 may collapse while maj@8 holds.
        Set<Metric> metrics = new LinkedHashSet<>();
        for (Target each : checks) metrics.add(each.metric());
        for (String name : before.values().keySet()) metrics.add(Metric.parse(name));
        List<String> changes = new ArrayList<>();
        for (Metric metric : metrics) {
            double was = new Shortfall(metric, before.measurement().outcomes()).value();
            double is = new Shortfall(metric, now.outcomes()).value();
            double drop = metric.higherIsBetter() ? was - is : is - was;
            if (drop > ROUNDING) {
                changes.add(String.format(Locale.ROOT, "%s %.6f → %.6f", metric.label(), was, is));
            }
        }
        for (Target each : checks) {
            if (each.check().maximumNewFailures() == null) continue;
            List<String> wrong = newlyWrong(each, before.measurement());
            if (!wrong.isEmpty()) changes.add("newly wrong: " + String.join(", ", wrong));
        }
        return changes;
    }

    private static List<String> newlyWrong(Target target, Measurement before) {
        Map<String, Outcome> earlier = new TreeMap<>();
        for (Outcome each : before.outcomes()) earlier.put(each.problem(), each);
        return target.measurement().outcomes().stream()
                .filter(each -> earlier.containsKey(each.problem()))
                .filter(each -> each.correct() < earlier.get(each.problem()).correct())
                .map(Outcome::problem)
                .toList();
    }

    private static List<String> differentKeys(SortedMap<String, String> before, SortedMap<String, String> now) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(before.get(name), now.get(name)))
                .map(name -> "key " + name + " " + before.get(name) + " → " + now.get(name))
                .toList();
    }
}
