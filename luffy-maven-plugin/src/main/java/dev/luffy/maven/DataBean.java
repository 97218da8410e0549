package dev.luffy.maven;

import dev.luffy.maven.plan.ProblemSource;
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
    private String template = "{problem}";

    /** Makes {@code <data>file</data>} possible. */
    public void set(String path) {
        file = new File(path);
    }

    ProblemSource source(Path basedir) {
        return new SourceElements(file, builtin, split, levels, count).source(basedir, "train");
    }

    String template() {
        // The record checks it too, but cannot know that the element stands inside <data>.
        if (template == null || !template.contains("{problem}")) {
            throw new InvalidDeclarationException(
                    "template", template, "must contain {problem}, the place of the problem's text");
        }
        return template;
    }
}
