package dev.luffy.maven.input;

import dev.luffy.benchmarks.aime.AimeStyle;
import dev.luffy.benchmarks.aime.ModelTemplate;
import dev.luffy.benchmarks.aime.Split;
import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Experiment.InitialWeights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Inputs that ship with the plugin, as files in a folder of their version. */
final class Builtins {

    private static final String FAMILY = "aime";
    private static final String MODEL = "aime-base";
    private static final String MODEL_RESOURCES = "base/";
    private static final List<String> MODEL_FILES =
            List.of("config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors");

    private final Path folder;

    Builtins(Path folder) {
        this.folder = folder;
    }

    /** The Hugging Face folder of a built-in model; for random weights, of its shape and tokenizer alone. */
    Path model(String name, InitialWeights weights) throws IOException {
        if (!name.equals(MODEL)) throw new UserErrorException("<model><builtin> is " + name + ", but must be " + MODEL);
        return weights == InitialWeights.RANDOM ? template() : trained();
    }

    private Path template() throws IOException {
        Path target = folder.resolve(MODEL + "-untrained");
        for (String file : ModelTemplate.files()) {
            Materialised.file(target.resolve(file), to -> Files.write(to, ModelTemplate.read(file)));
        }
        return target;
    }

    private Path trained() throws IOException {
        Path target = folder.resolve(MODEL);
        for (String file : MODEL_FILES) {
            try (InputStream content = AimeStyle.class.getResourceAsStream(MODEL_RESOURCES + file)) {
                if (content == null) {
                    throw new UserErrorException(
                            "<model><builtin> is " + MODEL + ", but this build of luffy-benchmarks ships no " + file);
                }
                Materialised.file(
                        target.resolve(file), to -> Files.copy(content, to, StandardCopyOption.REPLACE_EXISTING));
            }
        }
        return target;
    }

    /** The file of a choice of built-in problems. */
    Path problems(String element, ProblemSource.Builtin source) throws IOException {
        List<Problem> chosen = choose(element, source);
        return Materialised.file(file(source, "problems"), to -> JsonLines.writeProblems(to, chosen));
    }

    /** The file of the expert's traces of exactly those problems. */
    Path traces(ProblemSource.Builtin source) throws IOException {
        List<Problem> chosen = choose("traces", source);
        return Materialised.file(
                file(source, "traces"),
                to -> JsonLines.writeTraces(
                        to, chosen.stream().map(AimeStyle::expertTrace).toList()));
    }

    private Path file(ProblemSource.Builtin source, String kind) {
        String levels = source.levels().isEmpty() ? "all" : String.join("-", source.levels());
        return folder.resolve(
                String.join("-", source.name(), source.split(), levels, "" + source.count(), kind + ".jsonl"));
    }

    /** The first problems of each level; a count that does not divide evenly gives the levels named first one more. */
    private static List<Problem> choose(String element, ProblemSource.Builtin source) {
        if (!source.name().equals(FAMILY)) throw unknown(element, "builtin", source.name(), List.of(FAMILY));
        Split split = Arrays.stream(Split.values())
                .filter(each -> each.label().equals(source.split()))
                .findFirst()
                .orElseThrow(() -> unknown(
                        element,
                        "split",
                        source.split(),
                        Arrays.stream(Split.values()).map(Split::label).toList()));
        Set<String> levels = new LinkedHashSet<>(source.levels().isEmpty() ? AimeStyle.levels() : source.levels());
        List<Problem> chosen = new ArrayList<>();
        int left = source.count();
        int levelsLeft = levels.size();
        for (String level : levels) {
            if (!AimeStyle.levels().contains(level)) throw unknown(element, "levels", level, AimeStyle.levels());
            int share = (left + levelsLeft - 1) / levelsLeft--;
            left -= share;
            chosen.addAll(AimeStyle.problems(split, level, share));
        }
        return chosen;
    }

    private static UserErrorException unknown(String element, String field, String value, List<String> choices) {
        return new UserErrorException(
                "<" + element + "><" + field + "> is " + value + ", but must be one of " + String.join(", ", choices));
    }
}
