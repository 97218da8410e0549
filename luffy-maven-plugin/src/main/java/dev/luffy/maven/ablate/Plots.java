package dev.luffy.maven.ablate;

import dev.luffy.maven.console.Output;
import dev.luffy.maven.plot.LinePlot;
import dev.luffy.maven.plot.UndrawableException;
import dev.luffy.maven.result.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The plots beside the tables: learning curves, and what the models answered at several temperatures. */
final class Plots {

    private static final String BY_TEMPERATURE = "-by-temperature-";

    /** Plot → SVG. */
    interface Drawer {
        String svg(LinePlot plot) throws UndrawableException;
    }

    /** A plot and what stands below it. */
    private record Captioned(LinePlot plot, String caption) {}

    private final Drawer drawer;
    private final Map<String, Captioned> plots = new LinkedHashMap<>();

    /** @param samples of the models; may be empty */
    Plots(Ablation ablation, Curves curves, Samples samples) {
        this(ablation, curves, samples, LinePlot::svg);
    }

    Plots(Ablation ablation, Curves curves, Samples samples, Drawer drawer) {
        this.drawer = drawer;
        StepPlots steps = new StepPlots(ablation, curves);
        for (StepPlots.Quantity each : StepPlots.Quantity.values()) {
            steps.of(each).ifPresent(plot -> add(each.file(), plot, steps.caption()));
        }
        TemperaturePlots temperatures = new TemperaturePlots(ablation, curves, samples);
        for (TemperaturePlots.Subject each : temperatures.subjects()) {
            temperatures
                    .of(each)
                    .ifPresent(plot -> add(
                            name(each.metric()) + BY_TEMPERATURE + name(each.benchmark()),
                            plot,
                            TemperaturePlots.CAPTION));
        }
    }

    /** Two benchmarks may differ by signs only that no file name has, or by case. */
    private void add(String name, LinePlot plot, String caption) {
        String free = name;
        for (int i = 2; taken(free); i++) free = name + "-" + i;
        plots.put(free + ".svg", new Captioned(plot, caption));
    }

    private boolean taken(String name) {
        return plots.keySet().stream().anyMatch(file -> file.equalsIgnoreCase(name + ".svg"));
    }

    /**
     * Writes every plot that has a line and removes those of an earlier call that have none any more. One that cannot be
     * drawn is warned of: tables are what an ablation is for, and they need no plotting library.
     *
     * @return Markdown with the plots that were written, empty if there are none
     */
    String write(Path folder, Output output) throws IOException {
        Set<String> written = new LinkedHashSet<>();
        StringBuilder markdown = new StringBuilder();
        for (Map.Entry<String, Captioned> each : plots.entrySet()) {
            String file = each.getKey();
            LinePlot plot = each.getValue().plot();
            try {
                AtomicFile.write(folder.resolve(file), drawer.svg(plot));
            } catch (UndrawableException e) {
                output.warn(
                        "no " + file + ": the plot could not be drawn (" + e.getMessage() + "); the tables are there");
                continue;
            }
            written.add(file);
            markdown.append("\n![")
                    .append(plot.title())
                    .append("](")
                    .append(file)
                    .append(")\n\n");
            markdown.append(each.getValue().caption()).append("\n");
        }
        removeStale(folder, written);
        return markdown.isEmpty() ? "" : "\n## Curves\n" + markdown;
    }

    private static void removeStale(Path folder, Set<String> written) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.svg")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (ours(name) && !written.contains(name)) Files.delete(file);
            }
        }
    }

    private static boolean ours(String name) {
        for (StepPlots.Quantity each : StepPlots.Quantity.values()) {
            if (name.equals(each.file() + ".svg")) return true;
        }
        return name.contains(BY_TEMPERATURE);
    }

    /** {@code pass@8} → {@code pass-at-8}: letters, digits, points, dashes and underscores are in every file name. */
    private static String name(String text) {
        return text.replace("@", "-at-").replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
