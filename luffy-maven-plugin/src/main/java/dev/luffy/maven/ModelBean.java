package dev.luffy.maven;

import dev.luffy.maven.plan.ModelSource;
import dev.luffy.runtime.experiment.Experiment.InitialWeights;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.io.File;
import java.nio.file.Path;

/**
 * The base model: a folder in Hugging Face layout, or one that ships with the plugin.
 *
 * <pre>{@code
 * <model>models/qwen2.5-math-1.5b</model>
 *
 * <model>
 *   <builtin>aime-base</builtin>   <!-- or aime-template with randomWeights: its shape and tokenizer alone -->
 * </model>
 *
 * <model>
 *   <folder>models/tiny</folder>
 *   <randomWeights>true</randomWeights>   <!-- config.json and tokenizer.json only; weights drawn from the seed -->
 * </model>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ModelBean {

    private File folder;
    private String builtin;
    private boolean randomWeights;

    /** Makes {@code <model>path</model>} possible. */
    public void set(String path) {
        folder = new File(path);
    }

    ModelSource source(Path basedir) {
        if (folder == null && builtin == null) {
            throw new InvalidDeclarationException("model", "empty", "needs <folder> or <builtin>");
        }
        if (folder != null && builtin != null) {
            throw new InvalidDeclarationException("model", "ambiguous", "takes <folder> or <builtin>, not both");
        }
        if (builtin != null) return new ModelSource.Builtin(builtin);
        return new ModelSource.Folder(basedir.resolve(folder.toPath()).normalize());
    }

    InitialWeights initialWeights() {
        return randomWeights ? InitialWeights.RANDOM : InitialWeights.CHECKPOINT;
    }
}
