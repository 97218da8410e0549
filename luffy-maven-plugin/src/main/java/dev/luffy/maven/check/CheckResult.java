package dev.luffy.maven.check;

import dev.luffy.benchmarks.gate.Finding;
import dev.luffy.benchmarks.score.Measurement;
import java.util.ArrayList;
import java.util.List;

/** What came of one limit, or of a check none of whose limits could be judged. */
sealed interface CheckResult {

    /** The check it is of. */
    DeclaredCheck check();

    /** What it is about, among the results of its benchmark. */
    String name();

    boolean passed();

    /** One sentence. */
    String message();

    /** The message and what helps to act on it, one line each. */
    List<String> lines();

    /**
     * A limit that was held against numbers.
     *
     * @param target what it is about
     * @param baseline what it was compared with; null for an absolute limit
     * @param finding what came of it
     * @param diff the report with all problems that changed, as the user would write its path; null without a baseline
     */
    record Judged(Target target, Measurement baseline, Finding finding, String diff) implements CheckResult {

        private static final int SHOWN = 10;

        @Override
        public DeclaredCheck check() {
            return target.check();
        }

        @Override
        public String name() {
            String where = target.name().equals(check().benchmark())
                    ? ""
                    : " at temperature "
                            + Evaluations.number(target.measurement().temperature());
            return target.metric().label() + where + " " + finding.limit() + " " + limit();
        }

        @Override
        public boolean passed() {
            return finding.passed();
        }

        @Override
        public String message() {
            return finding.message();
        }

        @Override
        public List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add(message());
            if (!passed()) problems(lines);
            return lines;
        }

        private void problems(List<String> lines) {
            if (finding.newlyWrong().isEmpty() && finding.newlyRight().isEmpty()) return;
            if (!finding.newlyWrong().isEmpty()) lines.add("newly wrong: " + some(finding.newlyWrong()));
            if (!finding.newlyRight().isEmpty()) lines.add("newly right: " + some(finding.newlyRight()));
            lines.add("full list: " + diff);
        }

        private String limit() {
            return switch (finding.limit()) {
                case "minimum" -> check().minimum().toPlainString();
                case "maximumDrop" -> check().maximumDrop().toPlainString();
                default -> check().maximumNewFailures().toString();
            };
        }

        private static String some(List<String> ids) {
            String shown = String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())));
            return ids.size() > SHOWN ? shown + ", … (" + ids.size() + " in all)" : shown;
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
        public List<String> lines() {
            return List.of(message);
        }
    }
}
