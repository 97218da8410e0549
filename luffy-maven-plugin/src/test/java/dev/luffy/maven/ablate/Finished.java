package dev.luffy.maven.ablate;

import dev.luffy.maven.report.FinishedRun;
import dev.luffy.maven.study.Claim;
import dev.luffy.runtime.experiment.Level;
import dev.luffy.runtime.experiment.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs that have finished, for tests: held-out scores of 100 and lines of metrics. */
final class Finished {

    final Ablation ablation;
    final Results results;
    private final Path folder;

    Finished(Path folder, List<Claim> claims, String... variants) {
        this(
                folder,
                claims,
                Stream.of(variants)
                        .map(id -> new Variant("a", id, Map.of(), null))
                        .toList());
    }

    Finished(Path folder, List<Claim> claims, List<Variant> variants) {
        this.folder = folder;
        ablation = new Ablation("a", variants, true, claims, null);
        results = new Results(ablation);
    }

    /** Seeds 1, 2, … with these numbers of correct answers, and a training that sampled nothing. */
    void scores(String variant, int... correct) throws IOException {
        for (int i = 0; i < correct.length; i++) run(variant, i + 1, correct[i]);
    }

    /** One run; the lines are those of {@link #line}. */
    void run(String variant, long seed, int correct, String... metrics) throws IOException {
        Path output = Files.createDirectories(folder.resolve(variant + "/" + seed));
        Files.writeString(
                output.resolve("metrics.ndjson"), String.join("\n", metrics) + (metrics.length > 0 ? "\n" : ""));
        List<Level> levels = List.of(new Level("all", correct, 100, 100, 0));
        Variant of = ablation.variants().stream()
                .filter(each -> each.id().equals(variant))
                .findFirst()
                .orElseThrow();
        results.add(
                new PlannedRun(of, Runs.run("a." + variant, seed), true),
                new FinishedRun(output, new Summary(variant, seed, "f", 1, 0, 0, List.of(), levels, "m")));
    }

    /** One step; null where nothing was sampled. */
    static String line(int step, Double reward, Double entropy, Double length) {
        return "{\"step\":" + step + ",\"rewardOn\":" + reward + ",\"entropy\":" + entropy + ",\"responseLength\":"
                + length + ",\"solvedHard\":0,\"truncated\":0.0}";
    }

    /** Steps 1, 2, … with these rewards, entropy 1 and length 10. */
    static String[] rewards(double... rewards) {
        String[] lines = new String[rewards.length];
        for (int i = 0; i < rewards.length; i++) lines[i] = line(i + 1, rewards[i], 1.0, 10.0);
        return lines;
    }

    Curves curves() throws IOException {
        return new Curves(ablation, results);
    }

    List<Finding> findings(Samples samples, Map<String, String> aliases) throws IOException {
        return new Findings(results, new Measurements(results, curves(), samples), new LinkedHashMap<>(aliases))
                .of(ablation.claims());
    }

    List<Finding> findings() throws IOException {
        return findings(new Samples(), Map.of());
    }
}
