package dev.luffy.maven;

import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.runtime.experiment.Conversation;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * The training problems: a JSON-lines file, or problems that ship with the plugin.
 *
 * <pre>{@code
 * <data>
 *   <file>src/luffy/train.jsonl</file>
 *   <template>Question: {problem} Answer:</template>   <!-- {problem} alone by default -->
 * </data>
 *
 * <data>
 *   <file>src/luffy/train.jsonl</file>
 *   <prompt>CHAT</prompt>     <!-- the model's chat template; LUFFY: the paper's; RAW, the template alone, when left out -->
 *   <system>Reason step by step.</system>   <!-- with CHAT; when left out, what the chat template says -->
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
    private String prompt = "RAW";
    private String system;
    private String template;

    /** Makes {@code <data>file</data>} possible. */
    public void set(String path) {
        file = new File(path);
    }

    ProblemSource source(Path basedir) {
        return new SourceElements(file, builtin, split, levels, count).source(basedir, "train");
    }

    private PromptForm form() {
        return Element.named(PromptForm.class, "prompt", prompt);
    }

    /** What the chat template of the model gets besides the problem; null if it is not asked. */
    Conversation conversation() {
        if (form() == PromptForm.CHAT) return new Conversation(system == null ? "" : system);
        if (system != null) {
            throw new InvalidDeclarationException(
                    "system",
                    system,
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
