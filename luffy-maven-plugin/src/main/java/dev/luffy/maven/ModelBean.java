package dev.luffy.maven;

import dev.luffy.maven.plan.ModelSource;
import dev.luffy.runtime.experiment.Context;
import dev.luffy.runtime.experiment.Experiment.InitialWeights;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.io.File;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The base model: a folder in Hugging Face layout, one that ships with the plugin, or what another experiment ended with.
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
 *
 * <model>
 *   <experiment>sft</experiment>   <!-- declared above: each seed goes on from the same seed of it -->
 * </model>
 *
 * <model>
 *   <folder>models/qwen2.5-math-1.5b</folder>
 *   <ropeTheta>40000</ropeTheta>                  <!-- instead of config.json's 10000 -->
 *   <maximumPositions>16384</maximumPositions>    <!-- instead of its 4096; the trained model's config.json has both -->
 * </model>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ModelBean {

    private File folder;
    private String builtin;
    private TrainedBean experiment;
    private boolean randomWeights;
    private Double ropeTheta;
    private Integer maximumPositions;

    /** Makes {@code <model>path</model>} possible. */
    public void set(String path) {
        folder = new File(path);
    }

    ModelSource source(Path basedir) {
        long declared =
                Stream.of(folder, builtin, experiment).filter(Objects::nonNull).count();
        if (declared == 0) {
            throw new InvalidDeclarationException("model", "empty", "needs <folder>, <builtin> or <experiment>");
        }
        if (declared > 1) {
            throw new InvalidDeclarationException(
                    "model", "ambiguous", "takes one of <folder>, <builtin> and <experiment>");
        }
        if (experiment != null) {
            if (randomWeights) {
                throw new InvalidDeclarationException(
                        "randomWeights", true, "would throw away what <experiment> has learnt: leave one of them out");
            }
            return Element.within("experiment", experiment::toSource);
        }
        if (builtin != null) return new ModelSource.Builtin(builtin);
        return new ModelSource.Folder(basedir.resolve(folder.toPath()).normalize());
    }

    InitialWeights initialWeights() {
        return randomWeights ? InitialWeights.RANDOM : InitialWeights.CHECKPOINT;
    }

    /** What is changed of the model's context, or null for nothing. */
    Context context() {
        return ropeTheta == null && maximumPositions == null ? null : new Context(ropeTheta, maximumPositions);
    }
}
