package dev.luffy.maven.input;

import dev.luffy.benchmarks.aime.AimeStyle;
import dev.luffy.benchmarks.aime.BaseModel;
import dev.luffy.benchmarks.aime.ModelTemplate;
import dev.luffy.benchmarks.aime.Split;
import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.problem.Trace;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.UserErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Inputs that ship with the plugin, as files in a folder of their version. */
final class Builtins {

    private static final String FAMILY = "aime";
    private static final String VERBOSE = "aime-verbose";
    private static final String CORPUS = "aime-pretraining";
    private static final String MODEL = "aime-base";
    private static final String TEMPLATE = "aime-template";
    private static final long CORPUS_SEED = 0;

    private final Path folder;

    Builtins(Path folder) {
        this.folder = folder;
    }

    /** The Hugging Face folder of a built-in model. */
    Path model(String name) throws IOException {
        if (!name.equals(MODEL) && !name.equals(TEMPLATE)) {
            throw unknown("model", "builtin", name, List.of(MODEL, TEMPLATE));
        }
        Path target = folder.resolve(name);
        for (String file : ModelTemplate.files()) {
            Materialised.file(target.resolve(file), to -> Files.write(to, ModelTemplate.read(file)));
        }
        if (name.equals(MODEL)) {
            Materialised.file(target.resolve(BaseModel.FILE), to -> Files.write(to, BaseModel.weights()));
        }
        return target;
    }

    /** The file of a choice of built-in problems. */
    Path problems(String element, ProblemSource.Builtin source) throws IOException {
        List<Problem> chosen = choose(element, source);
        return Materialised.file(file(source, "problems"), to -> JsonLines.writeProblems(to, chosen));
    }

    /** The file of the traces of exactly those problems: the expert's, the verbose teacher's, or those of the corpus. */
    Path traces(ProblemSource.Builtin source) throws IOException {
        List<Trace> traces = source.name().equals(CORPUS)
                ? AimeStyle.pretraining(source.count(), CORPUS_SEED).traces()
                : choose("traces", source.named(FAMILY)).stream()
                        .map(teacher("traces", source.name()))
                        .toList();
        return Materialised.file(file(source, "traces"), to -> JsonLines.writeTraces(to, traces));
    }

    private Path file(ProblemSource.Builtin source, String kind) {
        String levels = source.levels().isEmpty() ? "all" : String.join("-", source.levels());
        return folder.resolve(
                String.join("-", source.name(), source.split(), levels, "" + source.count(), kind + ".jsonl"));
    }

    private static List<Problem> choose(String element, ProblemSource.Builtin source) {
        if (source.name().equals(CORPUS)) return corpus(element, source);
        if (!source.name().equals(FAMILY)) throw unknown(element, "builtin", source.name(), List.of(FAMILY, CORPUS));
        Split split = Arrays.stream(Split.values())
                .filter(each -> each.label().equals(source.split()))
                .findFirst()
                .orElseThrow(() -> unknown(
                        element,
                        "split",
                        source.split(),
                        Arrays.stream(Split.values()).map(Split::label).toList()));
        List<Problem> chosen = new ArrayList<>();
        shares(element, source).forEach((level, share) -> chosen.addAll(AimeStyle.problems(split, level, share)));
        return chosen;
    }

    /** Problems per level. A level that is named twice gets two shares; what is left over goes to those named first. */
    private static Map<String, Integer> shares(String element, ProblemSource.Builtin source) {
        List<String> named = source.levels().isEmpty() ? AimeStyle.levels() : source.levels();
        Map<String, Integer> shares = new LinkedHashMap<>();
        int left = source.count();
        for (int i = 0; i < named.size(); i++) {
            String level = named.get(i);
            if (!AimeStyle.levels().contains(level)) throw unknown(element, "levels", level, AimeStyle.levels());
            int share = (left + named.size() - i - 1) / (named.size() - i);
            left -= share;
            shares.merge(level, share, Integer::sum);
        }
        return shares;
    }

    private static List<Problem> corpus(String element, ProblemSource.Builtin source) {
        if (!source.levels().isEmpty()) {
            throw new UserErrorException("<" + element + "><levels> is " + String.join(",", source.levels())
                    + ", but the corpus " + CORPUS + " has a mixture of its own: leave <levels> out");
        }
        return AimeStyle.pretraining(source.count(), CORPUS_SEED).problems();
    }

    /** The teacher of this name, for problems of the built-in family. */
    static Function<Problem, Trace> teacher(String element, String name) {
        return switch (name) {
            case FAMILY -> AimeStyle::expertTrace;
            case VERBOSE -> AimeStyle::verboseTrace;
            default -> throw unknown(element, "builtin", name, List.of(FAMILY, VERBOSE));
        };
    }

    private static UserErrorException unknown(String element, String field, String value, List<String> choices) {
        return new UserErrorException(
                "<" + element + "><" + field + "> is " + value + ", but must be one of " + String.join(", ", choices));
    }
}
