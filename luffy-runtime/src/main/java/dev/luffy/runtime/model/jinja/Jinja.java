package dev.luffy.runtime.model.jinja;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.TruthyTypeConverter;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.Importable;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jinjava.de.odysseus.el.ExpressionFactoryImpl;
import jinjava.de.odysseus.el.tree.TreeStore;
import jinjava.de.odysseus.el.tree.impl.Cache;
import jinjava.javax.el.ExpressionFactory;

/**
 * Renders templates as {@code transformers} does: {@code trim_blocks}, {@code lstrip_blocks}, loop controls,
 * {@code raise_exception}, {@code tojson}, {@code namespace}, and no more than Python's Jinja has, so that no template reads
 * a file, a clock or a random number. Texts that are put in are never read as templates themselves.
 *
 * <p>Known to differ: a value that is {@code none} counts as undefined, what is undefined has undefined attributes, the text
 * {@code false} counts as false, and truth values are written in lower case.
 */
public final class Jinja {

    private static final Pattern INDENTED_TAG = Pattern.compile("(?m)^[ \\t]+(?=\\{[%#](?!\\+))");
    private static final int CACHED_EXPRESSIONS = 1000;
    private static final int MACRO_DEPTH = 20;
    // What Jinjava adds of its own, some of which would make prompts depend on a clock, on chance or on files, is left
    // out.
    private static final Set<String> FUNCTIONS = Set.of("namespace", "range", "raise_exception", "strftime_now");
    private static final Set<String> TAGS =
            Set.of("for", "if", "elif", "else", "set", "macro", "call", "do", "raw", "break", "continue", "generation");
    static final Set<String> FILTERS = Set.of(
            "abs",
            "batch",
            "capitalize",
            "count",
            "d",
            "default",
            "dictsort",
            "first",
            "float",
            "groupby",
            "int",
            "join",
            "last",
            "length",
            "list",
            "lower",
            "map",
            "reject",
            "rejectattr",
            "replace",
            "reverse",
            "round",
            "safe",
            "select",
            "selectattr",
            "sort",
            "string",
            "sum",
            "title",
            "tojson",
            "trim",
            "unique",
            "upper");

    private static final JinjavaConfig RESTRICTED = config(notOfJinja(new Context()));

    private final String template;
    private final Jinjava engine;

    /** @param template its source; line ends may be those of any system */
    public Jinja(String template) {
        // As Jinja: line ends are one, and the last of them is no part of the text.
        String lines = template.replace("\r\n", "\n").replace('\r', '\n');
        String source = lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
        // Jinjava's lstrip_blocks also takes a space that something stands in front of.
        this.template = INDENTED_TAG.matcher(source).replaceAll("").replace("{%+", "{%");
        this.engine = engine();
    }

    /**
     * The text.
     *
     * @param values by name: strings, booleans, integers, lists and maps of them; a null is undefined
     * @throws JinjaException if the template raises, is malformed, or uses what is refused or unknown here
     */
    public String render(Map<String, ?> values) {
        RenderResult result = engine.renderForResult(template, values, RESTRICTED);
        // Jinjava goes on behind an error and renders something else; Python stops.
        for (TemplateError error : result.getErrors()) throw new JinjaException(message(error));
        return result.getOutput();
    }

    private static String message(TemplateError error) {
        for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
            if (cause instanceof TemplateFunctions.Raised) return cause.getMessage();
        }
        // Jinjava does not always know the line.
        return error.getLineno() < 1 ? error.getMessage() : "line " + error.getLineno() + ": " + error.getMessage();
    }

    private static Jinjava engine() {
        ExpressionFactory expressions = new ExpressionFactoryImpl(
                new TreeStore(new PythonSyntax(), new Cache(CACHED_EXPRESSIONS)), new TruthyTypeConverter());
        Jinjava engine = new Jinjava(RESTRICTED) {
            @Override
            public ExpressionFactory getExpressionFactory() {
                return expressions;
            }
        };
        Context context = engine.getGlobalContext();
        context.registerFunction(function("raise_exception", "raise"));
        context.registerFunction(function("strftime_now", "now"));
        context.registerTag(new GenerationTag());
        context.registerTag(new UnconditionalForTag());
        List.of(
                        PythonFilter.TRIM,
                        PythonFilter.TO_JSON,
                        PythonFilter.CAPITALIZE,
                        PythonFilter.LOWER,
                        PythonFilter.TITLE,
                        PythonFilter.UPPER,
                        PythonFilter.REPLACE,
                        PythonFilter.SAFE)
                .forEach(context::registerFilter);
        return engine;
    }

    private static ELFunctionDefinition function(String name, String method) {
        return new ELFunctionDefinition("", name, TemplateFunctions.class, method, Object.class);
    }

    private static JinjavaConfig config(Map<Library, Set<String>> disabled) {
        return JinjavaConfig.newBuilder()
                .withTrimBlocks(true)
                // Jinjava would take the line end from the rendered text, not from the template.
                .withKeepTrailingNewline(true)
                .withNestedInterpretationEnabled(false)
                .withEnableRecursiveMacroCalls(true)
                .withMaxMacroRecursionDepth(MACRO_DEPTH)
                .withElResolver(PythonObjects.resolver())
                .withLegacyOverrides(asPython())
                .withDisabled(disabled)
                .build();
    }

    private static LegacyOverrides asPython() {
        return LegacyOverrides.newBuilder()
                .withEvaluateMapKeys(true)
                .withIterateOverMapKeys(true)
                .withUsePyishObjectMapper(true)
                .withUseSnakeCasePropertyNaming(true)
                .withUseNaturalOperatorPrecedence(true)
                .withParseWhitespaceControlStrictly(true)
                .withAllowAdjacentTextNodes(true)
                .withUseTrimmingForNotesAndExpressions(true)
                .withKeepNullableLoopValues(true)
                .withHandleBackslashInQuotesOnly(true)
                .build();
    }

    private static Map<Library, Set<String>> notOfJinja(Context defaults) {
        Map<Library, Set<String>> disabled = new TreeMap<>();
        disabled.put(Library.FILTER, names(defaults.getAllFilters(), FILTERS));
        disabled.put(Library.FUNCTION, names(defaults.getAllFunctions(), FUNCTIONS));
        disabled.put(Library.TAG, names(defaults.getAllTags(), TAGS));
        return disabled;
    }

    private static Set<String> names(Collection<? extends Importable> all, Set<String> kept) {
        // Functions have a prefix before their name, empty for those of Jinja.
        return all.stream()
                .map(Importable::getName)
                .filter(name -> !kept.contains(name.startsWith(":") ? name.substring(1) : name))
                .filter(name -> !name.startsWith("end"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
