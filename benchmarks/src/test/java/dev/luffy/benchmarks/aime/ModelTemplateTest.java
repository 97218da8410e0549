package dev.luffy.benchmarks.aime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.luffy.benchmarks.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelTemplateTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theVocabularyCoversEveryPromptAndTraceWithinTheStatedLengths() throws IOException {
        JsonNode vocabulary = tree("tokenizer.json").at("/model/vocab");
        Set<Integer> ids = new HashSet<>();
        vocabulary.forEach(id -> ids.add(id.asInt()));
        assertThat(ids).hasSize(vocabulary.size()).allMatch(id -> id >= 0 && id < vocabulary.size());
        for (String level : AimeStyle.levels()) {
            for (Problem problem : AimeStyle.problems(Split.TRAIN, level, 50)) {
                String trace = AimeStyle.expertTrace(problem).text();
                int boundary = trace.indexOf(AimeStyle.BOUNDARY);
                String rest = trace.substring(0, boundary) + trace.substring(boundary + AimeStyle.BOUNDARY.length());
                (problem.prompt() + rest)
                        .chars()
                        .forEach(c -> assertThat(vocabulary.has(Character.toString(c)))
                                .isTrue());
                assertThat(problem.prompt()).hasSize(24);
                assertThat(rest.length() + 1).isLessThanOrEqualTo(29);
            }
        }
    }

    @Test
    void theThreeFilesAgree() throws IOException {
        JsonNode config = tree("config.json");
        JsonNode tokenizer = tree("tokenizer.json");
        JsonNode special = tree("tokenizer_config.json");
        JsonNode vocabulary = tokenizer.at("/model/vocab");
        assertThat(config.path("vocab_size").asInt()).isEqualTo(vocabulary.size());
        assertThat(vocabulary.path(special.path("eos_token").asText()).asInt(-1))
                .isEqualTo(config.path("eos_token_id").asInt());
        assertThat(vocabulary.path(special.path("pad_token").asText()).asInt(-1))
                .isEqualTo(config.path("pad_token_id").asInt());
        assertThat(vocabulary.has(AimeStyle.BOUNDARY)).isTrue();
        assertThat(tokenizer.path("added_tokens").findValuesAsText("content")).contains(AimeStyle.BOUNDARY);
    }

    @Test
    void theWeightsStayBelowAMegabyte() throws IOException {
        JsonNode c = tree("config.json");
        int d = c.path("hidden_size").asInt();
        int kv = d
                / c.path("num_attention_heads").asInt()
                * c.path("num_key_value_heads").asInt();
        int layer = 2 * d * d
                + d
                + 2 * (kv * d + kv)
                + 3 * d * c.path("intermediate_size").asInt()
                + 2 * d;
        int parameters =
                c.path("vocab_size").asInt() * d + c.path("num_hidden_layers").asInt() * layer + d;
        assertThat(parameters).isEqualTo(99_520);
        assertThat(4 * parameters).isLessThan(1 << 20);
    }

    @Test
    void theFilesAreWrittenAsTheyAre(@TempDir Path folder) {
        ModelTemplate.write(folder.resolve("model"));
        for (String file : ModelTemplate.files()) {
            assertThat(folder.resolve("model").resolve(file)).hasBinaryContent(ModelTemplate.read(file));
        }
        assertThatThrownBy(() -> ModelTemplate.read("../x")).hasMessageContaining("../x");
    }

    private JsonNode tree(String file) throws IOException {
        return json.readTree(ModelTemplate.read(file));
    }
}
