package dev.luffy.maven.ablate;

import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.maven.eval.Questions;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.result.MetricsFile;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/** How the models of runs are asked; the expensive part, which tests replace. */
public interface Asking {

    /**
     * What would be asked, benchmark by benchmark; the model need not be there yet.
     *
     * @throws UserErrorException if something declared is wrong
     */
    List<Questions> questions(DeclaredEvaluation evaluation) throws IOException;

    /** How many of the responses are there, by the model that is there now and to what is declared now. */
    long there(DeclaredEvaluation evaluation) throws IOException;

    /**
     * Has the model answer what it has not answered yet, and judges all.
     *
     * @param answers is told every judged response with the id of its benchmark
     */
    MetricsFile ask(DeclaredEvaluation evaluation, BiConsumer<String, Sample> answers) throws IOException;
}
