package dev.luffy.maven;

import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.runtime.experiment.Conversation;
import dev.luffy.runtime.experiment.Filter;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The training problems: a file, or problems that ship with the plugin. A file is this project's own JSON lines or, as in a
 * {@code <benchmark>}, JSON lines, JSON or Parquet in any layout. If its rows have the teacher's responses, {@code <traces>} is
 * left out.
 *
 * <pre>{@code
 * <data>
 *   <file>src/luffy/train.jsonl</file>
 *   <template>Question: {problem} Answer:</template>   <!-- {problem} alone by default -->
 * </data>
 *
 * <data>
 *   <file>data/openr1.parquet</file>
 *   <format>PARQUET</format>               <!-- JSONL, JSON or PARQUET; when left out, what the name ends in -->
 *   <layout>luffy-training</layout>        <!-- when left out, what fits the file's fields -->
 *   <fields><target>target</target></fields>   <!-- what is elsewhere than the layout says -->
 *   <where><ability>math</ability></where>     <!-- values that a row must have -->
 *   <filter>
 *     <longTraces>DROP</longTraces>        <!-- and more; nothing is dropped when left out -->
 *     <traceTokens>2048</traceTokens>
 *   </filter>
 *   <prompt>CHAT</prompt>                  <!-- with the system message of the row, unless <system> is declared -->
 * </data>
 *
 * <data>
 *   <file>src/luffy/train.jsonl</file>
 *   <prompt>CHAT</prompt>     <!-- the model's chat template; LUFFY: the paper's; RAW, the template alone, when left out -->
 *   <system>Reason step by step.</system>   <!-- with CHAT; when left out, what the row or else the chat template says -->
 * </data>
 *
 * <data>
 *   <builtin>aime</builtin>
 *   <levels>medium,hard</levels>      <!-- all levels when left out -->
 *   <count>256</count>        <!-- problems in all; 256 when left out -->
 *   <split>train</split>      <!-- when left out -->
 * </data>
 *
 * <data>src/luffy/train.jsonl</data>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class DataBean {

    private File file;
    private String builtin;
    private String split;
    private List<String> levels;
    private Integer count;
    private String format;
    private String layout;
    private FieldsBean fields = new FieldsBean();
    private Map<String, String> where = new TreeMap<>();
    private FilterBean filter;
    private String prompt = "RAW";
    private TextBean system;
    private String template;

    /** Makes {@code <data>file</data>} possible. */
    public void set(String path) {
        file = new File(path);
    }

    ProblemSource source(Path basedir) {
        ProblemSource plain = new SourceElements(file, builtin, split, levels, count).source(basedir, "train");
        LayoutElements rows = new LayoutElements(format, layout, fields, where);
        if (!(plain instanceof ProblemSource.JsonLines lines)) {
            rows.refuseWith(builtin);
            return plain;
        }
        boolean systems = system == null && form() != PromptForm.LUFFY;
        return rows.declared() || !systems ? new ProblemSource.Rows(lines.path(), rows.toLayout(), systems) : plain;
    }

    /** Whether the problems come with the plugin. */
    boolean shipped() {
        return builtin != null;
    }

    /** What is left out of the problems, or null. */
    Filter filter() {
        return filter == null ? null : Element.within("filter", filter::toFilter);
    }

    private PromptForm form() {
        return Element.named(PromptForm.class, "prompt", prompt);
    }

    /** What the chat template of the model gets besides the problem; null if it is not asked. */
    Conversation conversation() {
        String declared = system == null ? "" : system.text();
        if (form() == PromptForm.CHAT) return new Conversation(declared);
        if (!declared.isEmpty()) {
            throw new InvalidDeclarationException(
                    "system",
                    declared,
                    "is of use with <prompt>CHAT</prompt> only: write it into the <template>, or declare that");
        }
        return null;
    }

    String template() {
        // The record checks it too, but cannot know that the element stands inside <data>.
        PromptForm form = form();
        if (form == PromptForm.LUFFY) {
            if (template != null) {
                throw new InvalidDeclarationException(
                        "template", template, "is set by <prompt>LUFFY</prompt>: leave one of the two out");
            }
            return PromptForm.LUFFY_TEMPLATE;
        }
        if (template == null) return "{problem}";
        if (!template.contains("{problem}")) {
            throw new InvalidDeclarationException(
                    "template", template, "must contain {problem}, the place of the problem's text");
        }
        return template;
    }
}
