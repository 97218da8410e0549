package dev.luffy.runtime.data;

import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.Template;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.model.ChatTemplate;
import java.util.List;

/** How a problem becomes the text that the model is given, and what of the teacher's text follows it. */
final class PromptText {

    /** What starts the thinking part of a response, where the prompt may have it already. */
    private static final List<String> OPENINGS = List.of("<think>\n", "<think>");

    private final Experiment experiment;
    private final ChatTemplate chat;
    private final Template template; // null where the problem takes its place and nothing else does

    /** @param chat the model's, or null where prompts are no conversations */
    PromptText(Experiment experiment, ChatTemplate chat) {
        this.experiment = experiment;
        this.chat = chat;
        boolean rows = experiment.data() != null && experiment.data().layout() != null;
        this.template = rows ? new Template(experiment.template()) : null;
    }

    /**
     * The prompt.
     *
     * @param system what the row of the problem says, or empty; of no account where the declaration has a system message
     */
    String of(Problem problem, String system) {
        if (chat != null) {
            String declared = experiment.conversation().system();
            return chat.prompt(declared.isEmpty() ? system : declared, user(problem));
        }
        return template == null ? user(problem) : template.whole(system, problem.prompt());
    }

    private String user(Problem problem) {
        return template == null
                ? experiment.template().replace("{problem}", problem.prompt())
                : template.user(problem.prompt());
    }

    /** A target without the opening that the prompt ends with. */
    static String continuing(String prompt, String target) {
        for (String opening : OPENINGS) {
            if (prompt.endsWith(opening) && target.startsWith(opening)) return target.substring(opening.length());
        }
        return target;
    }
}
