package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.Length;
import dev.luffy.maven.plan.Plans;
import dev.luffy.maven.study.Claim;
import dev.luffy.maven.study.Expectation;
import dev.luffy.maven.study.Quantity.Course;
import dev.luffy.maven.study.Quantity.Span;
import dev.luffy.maven.study.Quantity.Trait;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Preset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SimpleRL-Zero's answers are worth 1, −0.5 and −1, those of LUFFY and On-Policy RL 1 and 0. */
class RewardScalesTest {

    private static final Course REWARD = new Course(Trait.REWARD, Span.LAST);
    private static final Course ENTROPY = new Course(Trait.ENTROPY, Span.LAST);

    @TempDir
    Path folder;

    private Finished runs;

    private static Variant variant(String id, Preset preset) {
        Experiment x = Plans.experiment("a." + id, 1);
        Experiment run = new Experiment(
                x.id(),
                x.initialWeights(),
                x.template(),
                x.reward(),
                preset.method(preset == Preset.SIMPLE_RL ? Method.Source.ORIGINAL : Method.Source.PAPER, 8),
                x.rollout(),
                x.optimizer(),
                x.schedule(),
                x.budget(),
                x.validation(),
                x.seed());
        return new Variant("a", id, Map.of(), new Declaration(List.of(run), Length.IN_STEPS, null, null, null, null));
    }

    private static Claim claim(Course quantity, String than) {
        return new Claim("s." + than, "a statement", quantity, "simple-rl", than, Expectation.LESS);
    }

    @BeforeEach
    void prepare() throws Exception {
        List<Variant> variants = List.of(
                variant("base", Preset.LUFFY),
                variant("on-policy", Preset.ON_POLICY),
                variant("simple-rl", Preset.SIMPLE_RL));
        runs = new Finished(
                folder, List.of(claim(REWARD, "base"), claim(REWARD, null), claim(ENTROPY, "base")), variants);
        for (int seed = 1; seed <= 3; seed++) {
            runs.run("base", seed, 50, Finished.rewards(0.25, 0.5, 0.75 + 0.01 * seed));
            runs.run("on-policy", seed, 50, Finished.rewards(0.25, 0.5, 0.5));
            runs.run("simple-rl", seed, 50, Finished.rewards(-1, -0.75, -0.5 - 0.01 * seed * seed));
        }
    }

    private List<Dynamics> dynamics(Trait trait, String variant) throws Exception {
        return Dynamics.of(runs.ablation, runs.results, runs.curves()).stream()
                .filter(each -> each.quantity() == trait)
                .filter(each -> each.compared().variant().equals(variant))
                .toList();
    }

    @Test
    void theRewardOfAnotherScaleStandsThereWithoutADifference() throws Exception {
        assertThat(dynamics(Trait.REWARD, "simple-rl")).hasSize(3).allSatisfy(each -> {
            assertThat(each.otherScale()).isTrue();
            assertThat(each.compared().toBase()).isNull();
            assertThat(each.compared().mean()).isNegative();
        });
        assertThat(dynamics(Trait.ENTROPY, "simple-rl")).hasSize(3).allSatisfy(each -> {
            assertThat(each.otherScale()).isFalse();
            assertThat(each.compared().toBase()).isNotNull();
        });
    }

    @Test
    void itIsNoMemberOfTheFamilyEither() throws Exception {
        Difference onPolicy =
                dynamics(Trait.REWARD, "on-policy").get(2).compared().toBase();

        assertThat(dynamics(Trait.REWARD, "on-policy")).noneMatch(Dynamics::otherScale);
        assertThat(onPolicy.tTestHolm()).isEqualTo(onPolicy.tTestP());
    }

    @Test
    void theTableSaysSo() throws Exception {
        DynamicsTable table = new DynamicsTable(Dynamics.of(runs.ablation, runs.results, runs.curves()));

        assertThat(table.markdown())
                .anyMatch(line -> line.startsWith("| simple-rl | −1.000 ± 0.000; other scale | −0.547 "))
                .noneMatch(line -> line.startsWith("| on-policy |") && line.contains("scale"))
                .anyMatch(line -> line.endsWith("(method.outcome), and the reward is not compared: simple-rl."));
        assertThat(table.text()).anyMatch(line -> line.startsWith("simple-rl") && line.contains("other scale"));
        assertThat(table.csv()).anyMatch(line -> line.matches("simple-rl,REWARD,LAST,3,-0\\.54.*,,,,,,,"));
    }

    @Test
    void aClaimOnRewardsOfTwoScalesIsNotMeasured() throws Exception {
        List<Finding> findings = runs.findings();

        assertThat(findings.get(0).verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(findings.get(0).difference()).isNull();
        assertThat(findings.get(0).reason())
                .isEqualTo("the rewards of simple-rl and base are on different scales (method.outcome)");
        assertThat(findings.get(1).verdict()).isEqualTo(Verdict.SHOWS); // with itself
        assertThat(findings.get(2).verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    }
}
