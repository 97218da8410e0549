package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.benchmarks.score.PairedDifferences;
import dev.luffy.maven.report.FinishedRun;
import dev.luffy.runtime.experiment.Level;
import dev.luffy.runtime.experiment.Summary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffectTest {

    private static final double EXACT = 1e-12;

    private final Ablation ablation = new Ablation(
            "a",
            List.of(
                    new Variant("a", "base", Map.of(), null),
                    new Variant("a", "x", Map.of("method.preset", "SFT"), null),
                    new Variant("a", "y", Map.of("method.preset", "GRPO"), null)),
            false);
    private final Results results = new Results(ablation);

    private void score(String variant, long seed, int easy, int hard) {
        Summary summary = new Summary(
                variant,
                seed,
                "f",
                1,
                0,
                0,
                List.of(),
                List.of(new Level("easy", easy, 10, 10, 0), new Level("hard", hard, 20, 20, 0)),
                "m");
        Variant of = ablation.variants().stream()
                .filter(each -> each.id().equals(variant))
                .findFirst()
                .orElseThrow();
        results.add(
                new PlannedRun(of, Runs.run("a." + variant, seed), true), new FinishedRun(Path.of("nowhere"), summary));
    }

    private Effect effect(String variant, String level) {
        return Effect.of(ablation, results).stream()
                .filter(each -> each.variant().equals(variant) && each.level().equals(level))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theIntervalIsStudents() {
        int[] correct = {4, 6, 5, 9, 6};
        for (int i = 0; i < 5; i++) score("base", i + 1, correct[i], 0);

        // By hand: mean 6, squared deviations 4 + 0 + 1 + 9 + 0 = 14, s = √(14/4); t(0.975, 4) = 2.7764451052 (tables).
        Effect effect = effect("base", "easy");
        assertThat(effect.mean()).isCloseTo(0.6, within(EXACT));
        assertThat(effect.halfWidth()).isCloseTo(2.7764451052 * Math.sqrt(14 / 4.0) / Math.sqrt(5) / 10, within(1e-9));
        assertThat(effect.toBase()).isNull();
    }

    @Test
    void overallPoolsTheResponsesOfAllLevels() {
        score("base", 1, 10, 5);

        assertThat(effect("base", "overall").mean()).isCloseTo(15 / 30.0, within(EXACT));
        assertThat(effect("base", "overall").halfWidth()).isNull();
    }

    @Test
    void differencesArePairedBySeedOverTheSeedsOfBoth() {
        score("base", 1, 1, 0);
        score("base", 2, 5, 0);
        score("x", 2, 7, 0);
        score("x", 3, 9, 0);
        score("x", 1, 4, 0);

        Difference difference = effect("x", "easy").toBase();
        assertThat(difference.seeds()).containsExactly(2L, 1L);
        assertThat(difference.differences().get(0)).isCloseTo(0.2, within(EXACT));
        assertThat(difference.differences().get(1)).isCloseTo(0.3, within(EXACT));
        assertThat(difference.signFlipP()).isEqualTo(0.5);
        assertThat(effect("x", "easy").seeds()).hasSize(3);
    }

    @Test
    void holmTakesTheVariantsOfALevelAsOneFamily() {
        int[] gains = {3, 2, 4, 3, 2};
        int[] noise = {1, -1, 2, 0, 1};
        for (int i = 0; i < 5; i++) {
            score("base", i, 4, 4);
            score("x", i, 4 + gains[i], 4);
            score("y", i, 4 + noise[i], 4);
        }

        Difference x = effect("x", "easy").toBase();
        Difference y = effect("y", "easy").toBase();
        assertThat(x.signFlipP()).isEqualTo(2 / 32.0);
        assertThat(x.signFlipHolm()).isEqualTo(2 * 2 / 32.0); // the smaller of two, twice
        assertThat(y.signFlipHolm()).isEqualTo(Math.max(x.signFlipHolm(), y.signFlipP()));
        assertThat(x.tTestP())
                .isEqualTo(new PairedDifferences(x.differences().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray())
                        .tTestP());
        assertThat(x.tTestHolm()).isEqualTo(2 * x.tTestP());
        assertThat(effect("x", "hard").toBase().tTestP()).isEqualTo(1);
    }

    @Test
    void aSinglePairIsNoTestAndNoMemberOfTheFamily() {
        for (int i = 0; i < 5; i++) {
            score("base", i, 4, 4);
            score("x", i, 6, 4);
        }
        score("y", 1, 9, 4);

        assertThat(effect("y", "easy").toBase().tTestP()).isNull();
        assertThat(effect("y", "easy").toBase().signFlipHolm()).isNull();
        assertThat(effect("x", "easy").toBase().signFlipHolm()).isEqualTo(2 / 32.0);
    }

    @Test
    void withoutABaseThereIsNoDifference() {
        score("x", 1, 3, 3);

        assertThat(effect("x", "easy").toBase()).isNull();
    }
}
