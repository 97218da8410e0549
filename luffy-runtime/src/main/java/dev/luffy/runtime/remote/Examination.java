package dev.luffy.runtime.remote;

import dev.luffy.runtime.endpoint.TokenAnswer.Reading;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Holds a step's responses against the policy that they are said to come from, and tells what is odd, each thing once. */
final class Examination {

    /** A mean difference that no rounding explains: engines in bfloat16 differ by about 0.01 nats. */
    private static final double SUSPICIOUS_GAP = 0.2;

    private final Consumer<String> notices;
    private boolean toldOfTexts;
    private boolean toldOfVersions;
    private boolean toldOfGap;

    Examination(Consumer<String> notices) {
        this.notices = notices;
    }

    /** @param scores of all rows, or none where they are not compared */
    RolloutHealth of(List<RemoteRow> rows, List<Scorer.Scores> scores, long step) {
        List<RemoteRow> sampled = rows.stream().filter(RemoteRow::isSampled).toList();
        int exact = count(sampled, Reading.EXACT);
        RolloutHealth health =
                new RolloutHealth(gap(rows, scores), sampled.size() - exact, count(sampled, Reading.DRIFTED));
        if (health.retokenized() > 0 && !toldOfTexts) {
            toldOfTexts = true;
            notices.accept(
                    "the server gives text and no ids of tokens: " + health.retokenized() + " of " + sampled.size()
                            + " responses of step " + step + " were tokenized again, " + health.drifted()
                            + " of them into other tokens than were sampled. Declare <api>GENERATE</api> if the server has"
                            + " /generate; retokenized and retokenizationDrift in metrics.ndjson count on");
        }
        if (!toldOfVersions && sampled.stream().anyMatch(row -> !row.answer.versioned())) {
            toldOfVersions = true;
            notices.accept(
                    "the server does not say which weights it samples from; only rolloutLogProbGap in metrics.ndjson"
                            + " would show that they are others");
        }
        if (!toldOfGap && health.logProbGap() != null && health.logProbGap() > SUSPICIOUS_GAP) {
            toldOfGap = true;
            notices.accept(String.format(
                    Locale.ROOT,
                    "the server's log-probabilities are %.3f nats from the trainer's in the mean of step %d: it samples from"
                            + " other weights, at another temperature or in too coarse numbers",
                    health.logProbGap(),
                    step));
        }
        return health;
    }

    private static int count(List<RemoteRow> sampled, Reading reading) {
        return (int)
                sampled.stream().filter(row -> row.answer.reading() == reading).count();
    }

    private static Double gap(List<RemoteRow> rows, List<Scorer.Scores> scores) {
        double sum = 0;
        long tokens = 0;
        for (int i = 0; i < scores.size(); i++) {
            RemoteRow row = rows.get(i);
            if (row.answer == null || row.answer.logProbs() == null) continue;
            float[] theirs = row.answer.logProbs(); // [sampled]
            double[] ours = scores.get(i).logProb(); // [response]
            for (int t = 0; t < theirs.length; t++) sum += Math.abs(ours[row.prefix.length + t] - theirs[t]);
            tokens += theirs.length;
        }
        return tokens == 0 ? null : sum / tokens;
    }
}
