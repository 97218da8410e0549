package dev.luffy.maven.ablate;

import dev.luffy.runtime.experiment.Experiment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Why runs failed, each cause once with all the runs that it hit. */
final class Causes {

    // Eight digits tell two declarations apart as well as all 64 do.
    private static final Pattern DIGEST = Pattern.compile("\\b([0-9a-f]{8})[0-9a-f]{56}\\b");
    private static final Pattern SHORT_DIGEST = Pattern.compile("\\b[0-9a-f]{8}…");

    private Causes() {}

    /** In the order in which the causes first came up; the message of one may have several lines. */
    static List<String> of(List<Failure> failures) {
        Map<String, List<Failure>> byCause = new LinkedHashMap<>();
        for (Failure each : failures) {
            byCause.computeIfAbsent(general(each), cause -> new ArrayList<>()).add(each);
        }
        List<String> lines = new ArrayList<>();
        byCause.forEach((cause, hit) -> {
            String message = hit.size() == 1 ? shortened(hit.get(0).message()) : cause;
            List<PlannedRun> runs = hit.stream().map(Failure::planned).toList();
            lines.add(String.join("; ", new RunList(runs).lines(" ")) + ": " + message);
        });
        return lines;
    }

    /** Full digests cut to what tells them apart. */
    static String shortened(String message) {
        return DIGEST.matcher(message).replaceAll("$1…");
    }

    /** The message without what only this run has: its seed, its digests and the names of its variant. */
    private static String general(Failure failure) {
        Experiment experiment = failure.planned().run().experiment();
        Variant variant = failure.planned().variant();
        String text = shortened(failure.message())
                .replace(Variant.place(variant.ablation(), variant.id()), "<ablation id=" + variant.ablation() + ">");
        text = SHORT_DIGEST.matcher(text).replaceAll("…");
        text = text.replaceAll(Pattern.quote(experiment.id()) + "(?![\\w-])", variant.ablation() + ".…");
        text = text.replace(failure.planned().label(), "…, seed …");
        return text.replaceAll("\\bseed([ -])" + experiment.seed() + "\\b", "seed$1…");
    }
}
