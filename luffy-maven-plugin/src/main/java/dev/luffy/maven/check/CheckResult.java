package dev.luffy.maven.check;

import dev.luffy.benchmarks.gate.Finding;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.TemperatureLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;

/** What came of one limit, or of a check none of whose limits could be judged. */
sealed interface CheckResult {

    /** The check it is of. */
    DeclaredCheck check();

    /** What it is about, among the results of its benchmark. */
    String name();

    boolean passed();

    /** Whether it failed because nobody can tell, and not because a limit is violated. */
    boolean refused();

    /** Why passing says little here; empty if there is nothing to warn of. */
    String warning();

    /** One sentence, and what helps to act on it, a line each. */
    List<String> lines();

    /**
     * A limit that was held against numbers.
     *
     * @param target what it is about
     * @param baseline what it was compared with; null for an absolute limit
     * @param file of the baseline, as the user would write its path
     * @param finding what came of it
     * @param diff the report with all problems that changed, likewise
     */
    record Judged(Target target, Measurement baseline, String file, Finding finding, String diff)
            implements CheckResult {

        @Override
        public DeclaredCheck check() {
            return target.check();
        }

        @Override
        public String name() {
            String where = target.name().equals(check().benchmark())
                    ? ""
                    : " at temperature "
                            + TemperatureLabel.of(target.measurement().temperature());
            return target.metric().label() + where + " " + finding.limit() + " " + limit();
        }

        @Override
        public boolean passed() {
            return finding.passed();
        }

        @Override
        public boolean refused() {
            // A violation has a p-value or, where nothing is left to chance, problems to show.
            return !passed()
                    && Double.isNaN(finding.pValue())
                    && finding.newlyWrong().isEmpty();
        }

        @Override
        public String warning() {
            return finding.warning();
        }

        @Override
        public List<String> lines() {
            List<String> lines =
                    new ArrayList<>(finding.message().lines().map(String::strip).toList());
            boolean changed = !finding.newlyWrong().isEmpty()
                    || !finding.newlyRight().isEmpty()
                    || !finding.otherwiseChanged().isEmpty();
            if (baseline != null) lines.addAll(differing());
            if (!warning().isEmpty()) lines.add("warning: " + warning());
            if (changed) lines.add("full list: " + diff);
            if (!passed() && baseline != null) lines.add("baseline: " + file);
            return lines;
        }

        /** What may differ and should be known: nobody has to guess why numbers moved. */
        private List<String> differing() {
            SortedMap<String, String> before = baseline.about();
            SortedMap<String, String> now = target.measurement().about();
            TreeSet<String> names = new TreeSet<>(before.keySet());
            names.addAll(now.keySet());
            List<String> differing = names.stream()
                    .filter(name -> !Objects.equals(before.get(name), now.get(name)))
                    .map(name -> name + " " + before.getOrDefault(name, "(not there)") + " → "
                            + now.getOrDefault(name, "(not there)"))
                    .toList();
            return differing.isEmpty() ? List.of() : List.of("since the baseline: " + String.join("; ", differing));
        }

        private String limit() {
            return switch (finding.limit()) {
                case "minimum" -> check().minimum().toPlainString();
                case "maximumDrop" -> check().maximumDrop().toPlainString();
                default -> check().maximumNewFailures().toString();
            };
        }
    }

    /**
     * A check that could not be made, which is a failure: nobody knows whether the model got worse.
     *
     * @param check as declared
     * @param message why, and the fix
     */
    record Unjudged(DeclaredCheck check, String message) implements CheckResult, Located {

        @Override
        public String name() {
            return check.metric() == null ? "check" : check.metric().label();
        }

        @Override
        public boolean passed() {
            return false;
        }

        @Override
        public boolean refused() {
            return true;
        }

        @Override
        public String warning() {
            return "";
        }

        @Override
        public List<String> lines() {
            return List.of(message);
        }
    }
}
