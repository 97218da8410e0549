package dev.luffy.maven;

import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.runtime.experiment.Validation;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * The problems that the model is measured on before and after training. They never choose a checkpoint. Without
 * {@code <validation>} nothing is measured.
 *
 * <pre>{@code
 * <validation>
 *   <builtin>aime</builtin>          <!-- or <file> -->
 *   <levels>medium,hard</levels>
 *   <count>256</count>
 *   <split>test</split>              <!-- when left out -->
 *   <samples>1</samples>             <!-- responses per problem; 1 when left out -->
 *   <temperature>0</temperature>     <!-- 0, the default, is greedy -->
 *   <every>0</every>                 <!-- steps between measurements during training; 0, the default, is none -->
 * </validation>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ValidationBean {

    private File file;
    private String builtin;
    private String split;
    private List<String> levels;
    private Integer count;
    private int samples = 1;
    private double temperature = 0;
    private int every = 0;

    /** Makes {@code <validation>file</validation>} possible. */
    public void set(String path) {
        file = new File(path);
    }

    ProblemSource source(Path basedir) {
        return new SourceElements(file, builtin, split, levels, count).source(basedir, "test");
    }

    Validation toValidation() {
        return new Validation(samples, temperature, every);
    }
}
