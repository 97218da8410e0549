package dev.luffy.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.Conversation;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.ModelConfigReader;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.model.ChatTemplate;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.train.RunFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptFileTest {

    @TempDir
    Path folder;

    @Test
    void aConversationHoldsTheFilledTemplateAsTheUsersMessage() throws Exception {
        RunFixture fixture = new RunFixture(folder);
        Experiment experiment = experiment("Think.");
        try (Tokenizer tokenizer = Tokenizer.open(fixture.model, ModelConfigReader.read(fixture.model))) {
            List<Prompt> prompts = new PromptFile(experiment, tokenizer, ChatTemplate.open(fixture.model), "")
                    .problems(fixture.problems);
            assertThat(prompts).hasSize(8);
            assertThat(prompts.get(3).tokens())
                    .containsExactly(tokenizer.encode("<|im_start|>system\nThink.<|im_end|>\n"
                            + "<|im_start|>user\nWhat is 3+7=?<|im_end|>\n<|im_start|>assistant\n"));
        }
    }

    @Test
    void aSystemMessageThatTheModelsTemplateDoesNotTakeIsRefused() throws Exception {
        RunFixture fixture = new RunFixture(folder);
        Path chat = Files.writeString(folder.resolve("chat_template.jinja"), "{{ messages[-1].content }}");
        try (Tokenizer tokenizer = Tokenizer.open(fixture.model, ModelConfigReader.read(fixture.model))) {
            ChatTemplate template = ChatTemplate.open(folder);
            assertThat(new PromptFile(experiment(""), tokenizer, template, "").problems(fixture.problems))
                    .hasSize(8);
            assertThatThrownBy(() ->
                            new PromptFile(experiment("Think."), tokenizer, template, "").problems(fixture.problems))
                    .isInstanceOf(CheckpointFormatException.class)
                    .hasMessageStartingWith(chat + ": the chat template leaves out the system message 'Think.'");
        }
    }

    private static Experiment experiment(String system) {
        Experiment small = Declarations.with(
                Declarations.with(Declarations.luffy(), new Rollout(64, 16, 1, 1, 0, 64)),
                "template",
                "What is {problem}?");
        return Declarations.with(small, "conversation", new Conversation(system));
    }
}
