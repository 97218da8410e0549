package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.InputDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What earlier calls left, beside what this one trains. */
class EarlierResultsTest extends AblationFixture {

    @Test
    void resultsOfOtherHeldOutProblemsAreNotMixed() throws IOException {
        ablate();
        String before = InputDigest.ofFile(heldOut);
        Files.writeString(heldOut, Files.readString(heldOut).replace("2+2", "1+3"));

        assertThatThrownBy(() -> ablate("mixed"))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("<ablation id=a>: the result of base, seed 2 was measured on held-out problems"
                        + " with SHA-256 " + before + ", and <validation> has now " + InputDigest.ofFile(heldOut));
        assertThat(started).isEmpty();
        ablate(); // all anew: nothing is mixed
        assertThat(started).hasSize(6);
    }

    @Test
    void aResultOfAnotherDeclarationIsLeftOutWithAWarning() throws IOException {
        ablate();
        Files.writeString(desk.traces(), Files.readString(desk.traces()).replace("\"2\"", "\"two\""));
        ablate("free");

        // The method without a teacher reads no traces, so nothing about it has changed.
        assertThat(started).isEmpty();
        assertThat(lines)
                .contains("ablation a: results of another declaration are left out: base seeds 2, 1; mixed seeds 2, 1;"
                        + " train them again with mvn luffy:ablate -Dluffy.resume=never"
                        + " -Dluffy.ablate.only=a.base,a.mixed");
        assertThat(table("table.md"))
                .contains("- base: seeds 2, 1\n- mixed: seeds 2, 1\n")
                .doesNotContain("| base | all |");
    }

    @Test
    void aFirstStageThatIsNotTrainedIsNamedAndOneThatHasChangedMakesOtherRuns() throws IOException {
        variants.replaceAll(each -> new Variant(
                each.ablation(),
                each.id(),
                each.changes(),
                new Declaration(
                        each.declaration().runs(),
                        each.declaration().length(),
                        new ModelSource.Trained("sft", null),
                        each.declaration().problems(),
                        each.declaration().traces(),
                        each.declaration().validation())));
        assertThatThrownBy(this::ablate)
                .hasMessageStartingWith(
                        "<ablation id=a><base><model><experiment> is sft with <seed> 2, but there is no")
                .hasMessageEndingWith("train it first with mvn luffy:train -Dluffy.experiments=sft");

        for (int seed = 1; seed <= 2; seed++) {
            Path model = Files.createDirectories(target.resolve("sft/seed-" + seed + "/model"));
            Files.copy(desk.model().resolve("config.json"), model.resolve("config.json"));
            Files.copy(desk.model().resolve("tokenizer.json"), model.resolve("tokenizer.json"));
            Files.writeString(model.resolve("model.safetensors"), "stage one, seed " + seed);
        }
        ablate();
        Files.writeString(target.resolve("sft/seed-1/model/model.safetensors"), "stage one again");
        ablate();

        assertThat(started).containsExactly("a.base/seed-1", "a.mixed/seed-1", "a.free/seed-1");
    }
}
