package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Context;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.ModelConfigReader;
import dev.luffy.runtime.experiment.Rollout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextTest {
    @TempDir
    Path folder;

    @Test
    void aRunTrainsAndSavesTheModelWithTheContextThatIsDeclared() throws Exception {
        RunFixture fixture = new RunFixture(folder.resolve("stretched"));
        Experiment plain = Declarations.luffy();
        String stretched = fixture.run(Declarations.with(plain, new Context(40.0, 1024)));
        ModelConfig before = ModelConfigReader.read(fixture.model);
        ModelConfig after = ModelConfigReader.read(fixture.output().resolve("model"));
        assertThat(after).isEqualTo(before.with(new Context(40.0, 1024))).isNotEqualTo(before);
        // Other rotations, so other weights.
        assertThat(new RunFixture(folder.resolve("plain")).run(plain)).isNotEqualTo(stretched);
    }

    @Test
    void declaredPositionsAreThoseThatCount() throws Exception {
        RunFixture fixture = new RunFixture(folder);
        Experiment plain = Declarations.luffy();
        assertThatThrownBy(() -> fixture.run(Declarations.with(plain, new Context(null, 31))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has max_position_embeddings 31. Lower one of them, or raise <model><maximumPos");
        // 512 are the model's own.
        Experiment longer = Declarations.with(plain, new Rollout(500, 16, 1, 1, 0, 64));
        assertThatThrownBy(() -> fixture.run(longer)).hasMessageContaining("has max_position_embeddings 512");
        fixture.run(Declarations.with(longer, new Context(null, 516)));
        assertThat(ModelConfigReader.read(fixture.output().resolve("model")).maxPositions())
                .isEqualTo(516);
    }
}
